import type { FieldError } from '../domain/app-error.ts';
import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';

interface ErrorPageProps extends PageContext {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly requestId: string;
}

/** What went wrong, in the reader's words, with the search still there to be mended. */
export const ErrorPage = (props: ErrorPageProps) => {
  const { texts, address, status, code, errors, requestId } = props;
  const title = texts.error.titles[status] ?? texts.error.titles[500] ?? '';
  const lines =
    code === 'query_too_complex'
      ? [texts.error.tooComplex]
      : errors.map(({ path }) => texts.error.parameters[path] ?? texts.error.parameter(path));
  const isPassing = status === 429 || status >= 500;
  return (
    <Document {...props} title={title} noIndex className="error" skipTo={texts.skipToContent}>
      <main id="main" tabindex={-1}>
        <h1>{title}</h1>
        {lines.length === 0 ? (
          <p>{texts.error.details[status] ?? texts.error.details[500]}</p>
        ) : (
          <ul>
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        )}
        <p class="ways">
          {isPassing && <a href={address.href({}, props.path)}>{texts.error.tryAgain}</a>}
          <a href={address.home()}>{texts.error.home}</a>
        </p>
        {status >= 500 && (
          <p class="meta">
            {texts.error.requestId}: <code>{requestId}</code>
          </p>
        )}
      </main>
    </Document>
  );
};
