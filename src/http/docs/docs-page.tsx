import { raw } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import type { Media, OpenApiDocument, Operation, Parameter, Response, Schema } from '../openapi-types.ts';
import { curlFor, needsKey } from './curl-example.ts';
import { DOCS_STYLE } from './docs-style.ts';
import { limitsOf, schemaAnchor, SchemaType } from './schema-type.tsx';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const callsOf = ({ paths }: OpenApiDocument): readonly Call[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation: operation as Operation })),
  );

const anchorOf = ({ method, path, operation }: Call): string => operation.operationId ?? `${method}-${path}`;

export interface DocsPageProps {
  readonly document: OpenApiDocument;
  /** The address of the service, for the examples; without a slash at its end. */
  readonly base: string;
}

/** The reference of the interface, as a page that needs nothing but itself. */
export const DocsPage = ({ document, base }: DocsPageProps) => {
  const calls = callsOf(document);
  const schemas = Object.entries(document.components?.schemas ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const tags = (document.tags ?? []).map((tag) => ({
    ...tag,
    calls: calls.filter(({ operation }) => operation.tags?.includes(tag.name)),
  }));
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{document.info.title}: interface</title>
          <style>{raw(DOCS_STYLE)}</style>
        </head>
        <body>
          <a class="skip" href="#main">
            Skip to the content
          </a>
          <div class="page">
            <nav aria-label="Contents">
              {tags.map((tag) => (
                <>
                  <strong>{tag.name}</strong>
                  <ul>
                    {tag.calls.map((call) => (
                      <li>
                        <a href={`#${anchorOf(call)}`}>
                          <Method method={call.method} />
                          {call.path}
                        </a>
                      </li>
                    ))}
                  </ul>
                </>
              ))}
              <strong>Schemas</strong>
              <ul>
                {schemas.map(([name]) => (
                  <li>
                    <a href={`#${schemaAnchor(name)}`}>{name}</a>
                  </li>
                ))}
              </ul>
            </nav>
            <main id="main" tabindex={-1}>
              <h1>{document.info.title}</h1>
              {(document.info.description ?? '').split('\n\n').map((paragraph) => (
                <p>
                  <Text text={paragraph} />
                </p>
              ))}
              <p>
                For programs: <a href="/openapi.json">openapi.json</a> (OpenAPI {document.openapi}).{' '}
                <a href="/">To the search page</a>.
              </p>
              {tags.map((tag) => (
                <section aria-labelledby={`tag-${tag.name}`}>
                  <h2 id={`tag-${tag.name}`}>{tag.name}</h2>
                  <p>{tag.description}</p>
                  {tag.calls.map((call) => (
                    <CallSection base={base} call={call} />
                  ))}
                </section>
              ))}
              <section aria-labelledby="schemas">
                <h2 id="schemas">Schemas</h2>
                {schemas.map(([name, schema]) => (
                  <SchemaSection name={name} schema={schema} />
                ))}
              </section>
            </main>
          </div>
        </body>
      </html>
    </>
  );
};

const Method = ({ method }: { readonly method: string }) => (
  <span class={`method ${method}`}>{method.toUpperCase()}</span>
);

/** What stands between backticks as code. */
const Text = ({ text }: { readonly text: string }) => (
  <>{text.split('`').map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))}</>
);

const CallSection = ({ base, call }: { readonly base: string; readonly call: Call }) => {
  const { method, path, operation } = call;
  const { parameters = [], requestBody, responses } = operation;
  return (
    <article>
      <h3 id={anchorOf(call)}>
        <Method method={method} />
        <code>{path}</code>
        {needsKey(operation) && <span class="key">needs a key</span>}
      </h3>
      <p>{operation.summary}.</p>
      {operation.description !== undefined && (
        <p>
          <Text text={operation.description} />
        </p>
      )}
      <pre tabindex={0} aria-label="Example of a request">
        <code>{curlFor(base, method, path, operation)}</code>
      </pre>
      {parameters.length > 0 && <Parameters of={anchorOf(call)} parameters={parameters} />}
      {requestBody !== undefined && (
        <>
          <h4>Body</h4>
          {Object.entries(requestBody.content).map(([type, media]) => (
            <MediaPart type={type} media={media} />
          ))}
        </>
      )}
      <h4>Answers</h4>
      {Object.entries(responses).map(([status, response]) => (
        <Answer status={status} response={response} />
      ))}
    </article>
  );
};

/** What an operation or an object consists of: a row each. */
const Table = ({
  of,
  each,
  children,
}: PropsWithChildren<{ readonly of: string; readonly each: 'Parameter' | 'Field' }>) => (
  <div class="scroll" tabindex={0} role="region" aria-label={`${each}s of ${of}`}>
    <table>
      <thead>
        <tr>
          <th scope="col">{each}</th>
          <th scope="col">Value</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

const Parameters = ({
  of,
  parameters,
}: {
  readonly of: string;
  readonly parameters: readonly Parameter[];
}) => (
  <Table of={of} each="Parameter">
    {parameters.map(({ name, required, schema, description, example, in: place }) => (
      <tr>
        <td>
          <code>{name}</code>
          {required === true && <div class="note">required</div>}
          {place === 'path' && <div class="note">in the path</div>}
        </td>
        <Value schema={schema} />
        <td>
          <Text text={description ?? schema.description ?? ''} />
          <ExampleLine value={example ?? schema.example} />
        </td>
      </tr>
    ))}
  </Table>
);

const Value = ({ schema }: { readonly schema: Schema }) => (
  <td>
    <span class="type">
      <SchemaType schema={schema} />
    </span>
    {limitsOf(schema).map((limit) => (
      <div class="note">{limit}</div>
    ))}
  </td>
);

const ExampleLine = ({ value }: { readonly value: unknown }) =>
  value === undefined ? null : (
    <div class="note">
      e.g. <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
    </div>
  );

const Answer = ({ status, response }: { readonly status: string; readonly response: Response }) => (
  <details open={status.startsWith('2')}>
    <summary>
      <strong>{status}</strong> <Text text={response.description} />
    </summary>
    <p class="note">
      Headers:{' '}
      {Object.keys(response.headers ?? {}).map((name, i) => (
        <>
          {i > 0 && ', '}
          <code>{name}</code>
        </>
      ))}
    </p>
    {Object.entries(response.content ?? {}).map(([type, media]) => (
      <MediaPart type={type} media={media} />
    ))}
  </details>
);

const MediaPart = ({ type, media }: { readonly type: string; readonly media: Media }) => (
  <>
    <p>
      <code>{type}</code>
      {media.schema !== undefined && (
        <>
          : <SchemaType schema={media.schema} />
        </>
      )}
    </p>
    {media.example !== undefined && (
      <pre tabindex={0} aria-label={`Example of ${type}`}>
        <code>
          {typeof media.example === 'string' ? media.example : JSON.stringify(media.example, null, 2)}
        </code>
      </pre>
    )}
  </>
);

const SchemaSection = ({ name, schema }: { readonly name: string; readonly schema: Schema }) => (
  <article>
    <h3 id={schemaAnchor(name)}>{name}</h3>
    <p>{schema.description}.</p>
    {schema.properties === undefined ? (
      <p>
        <SchemaType schema={schema} />
      </p>
    ) : (
      <Table of={name} each="Field">
        <Fields schema={schema} within="" />
      </Table>
    )}
  </article>
);

/** The object within a field: itself, or the entries of its list. */
const inner = (schema: Schema): Schema | undefined =>
  schema.properties !== undefined ? schema : schema.items === undefined ? undefined : inner(schema.items);

const Fields = ({ schema, within }: { readonly schema: Schema; readonly within: string }) => (
  <>
    {Object.entries(schema.properties ?? {}).map(([name, field]) => {
      const below = inner(field);
      return (
        <>
          <tr>
            <td>
              <code>{within + name}</code>
              {schema.required?.includes(name) !== true && <div class="note">may be absent</div>}
            </td>
            <Value schema={field} />
            <td>
              <Text text={field.description ?? ''} />
              <ExampleLine value={below === undefined ? field.example : undefined} />
            </td>
          </tr>
          {below !== undefined && <Fields schema={below} within={`${within}${name}.`} />}
        </>
      );
    })}
  </>
);
