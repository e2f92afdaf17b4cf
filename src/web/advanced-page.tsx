import type { Child } from 'hono/jsx';
import type { ValueFacetName } from '../domain/search-request.ts';
import { PLACES } from './advanced/advanced-query.ts';
import type { AdvancedField, AdvancedQuery } from './advanced/advanced-query.ts';
import { ADVANCED_PATH, formAddress } from './advanced/advanced-search.ts';
import type { AdvancedSearch } from './advanced/advanced-search.ts';
import { AdvancedPreview } from './components/advanced-preview.tsx';
import type { PreviewProps } from './components/advanced-preview.tsx';
import { DateField } from './components/date-filter.tsx';
import { Document } from './document.tsx';
import type { PageContext } from './document.tsx';
import { FILTER_PARAMETERS } from './page-address.ts';
import type { PageParameter } from './page-address.ts';

/** Names that articles have, for a field to offer. */
export type FacetNames = Readonly<Partial<Record<ValueFacetName, readonly string[]>>>;

interface AdvancedPageProps extends PageContext, Omit<PreviewProps, 'texts' | 'address'> {
  readonly search: AdvancedSearch;
  readonly names: FacetNames;
}

/** What other parameters of a search the form decides; everything else of it is kept. */
const CHOSEN_HERE = [
  'q',
  'mode',
  'slop',
  'diacritics',
  'sort',
  'relax',
  'from',
  'to',
  'page',
  'cursor',
] as const;

const KEPT_FILTERS = FILTER_PARAMETERS.filter((name) => name !== 'from' && name !== 'to');

/** The most names that a field offers. */
const OFFERED = 100;

/**
 * A form that writes the query language for those who do not know it, and counts what its query finds.
 * `client/advanced-form.ts` does so while it is filled in; without a script its button does.
 */
export const AdvancedPage = (props: AdvancedPageProps) => {
  const { texts, search, names, dates, base } = props;
  const { advanced } = texts;
  const { query, address } = search;
  const labelled = (name: AdvancedField, field: Child) => (
    <div class="field">
      <label for={`a-${name}`}>{advanced.fields[name]}</label>
      {field}
      {advanced.hints[name] !== undefined && (
        <p class="hint" id={`a-${name}-hint`}>
          {advanced.hints[name]}
        </p>
      )}
    </div>
  );
  const described = (name: AdvancedField) =>
    advanced.hints[name] === undefined ? undefined : `a-${name}-hint`;
  const text = (name: AdvancedField, offered?: ValueFacetName) =>
    labelled(
      name,
      <input
        id={`a-${name}`}
        name={name}
        type="text"
        value={query[name]}
        placeholder={advanced.placeholders[name]}
        maxlength={512}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        list={offered === undefined ? undefined : `names-${offered}`}
        aria-describedby={described(name)}
      />,
    );
  const number = (name: 'distance' | 'times', least: number) =>
    labelled(
      name,
      <input
        id={`a-${name}`}
        name={name}
        type="number"
        min={String(least)}
        max="20"
        value={numberShown(query, name)}
      />,
    );
  return (
    <Document
      {...props}
      title={advanced.label}
      description={advanced.about}
      canonical={base + address.home(ADVANCED_PATH)}
      noIndex
      className="advanced"
      skipTo={texts.skipToContent}
      languageHref={formAddress(search, texts.switchTo.code)}
      hasSearch={false}
    >
      <main id="main" tabindex={-1}>
        <h1>{advanced.label}</h1>
        <p>{advanced.about}</p>
        <form action={ADVANCED_PATH} method="get" data-advanced data-tidy>
          <div>
            <fieldset class="columns">
              <legend>{advanced.groups.words}</legend>
              {text('all')}
              {text('phrase')}
              {text('any')}
              {text('none')}
              {query.rest !== '' && text('rest')}
            </fieldset>
            <fieldset class="columns">
              <legend>{advanced.groups.places}</legend>
              {text('near')}
              {text('nearTo')}
              {number('distance', 0)}
              {text('frequent')}
              {number('times', 1)}
              {text('part')}
              {labelled(
                'place',
                <select id="a-place" name="place">
                  {PLACES.map((place) => (
                    <option value={place} selected={place === query.place}>
                      {advanced.places[place]}
                    </option>
                  ))}
                </select>,
              )}
            </fieldset>
            <fieldset class="columns">
              <legend>{advanced.groups.fields}</legend>
              {text('inTitle')}
              {text('inAuthor', 'author')}
              {text('inSection', 'section')}
              {text('inSource', 'source')}
              {text('inTag', 'tag')}
            </fieldset>
            <fieldset class="columns">
              <legend>{texts.dates.label}</legend>
              {(['from', 'to'] as const).map((name) => (
                <DateField name={name} value={dates[name].text} typed={dates[name]} texts={texts} />
              ))}
            </fieldset>
            <fieldset class="columns">
              <legend>{advanced.groups.ways}</legend>
              <Choice {...props} name="diacritics" values={['', 'strict', 'ignore']} />
              <Choice {...props} name="relax" values={['', 'false']} />
              <Choice {...props} name="sort" values={['', 'newest', 'oldest']} />
            </fieldset>
            {address.has(...KEPT_FILTERS) && (
              <fieldset class="kept">
                <legend>{advanced.groups.kept}</legend>
                {KEPT_FILTERS.flatMap((name) =>
                  address.all(name).map((value) => (
                    <label>
                      <input type="checkbox" name={name} value={value} checked /> {texts.filters.names[name]}:{' '}
                      <span lang="vi">{value}</span>
                    </label>
                  )),
                )}
              </fieldset>
            )}
            {address.except(...CHOSEN_HERE, ...KEPT_FILTERS).map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
          </div>
          <div class="side">
            <div
              class="preview"
              data-preview
              aria-live="polite"
              data-counting={advanced.preview.counting}
              data-failed={advanced.preview.uncounted}
            >
              <AdvancedPreview {...props} address={address} />
            </div>
            <p class="steps">
              <button class="go" type="submit" name="do" value="search">
                {texts.search.button}
              </button>
              <button type="submit">{advanced.preview.update}</button>
            </p>
          </div>
          {(Object.keys(names) as ValueFacetName[]).map((name) => (
            <datalist id={`names-${name}`}>
              {names[name]?.slice(0, OFFERED).map((value) => (
                <option value={`"${value.replaceAll('"', ' ')}"`}>{value}</option>
              ))}
            </datalist>
          ))}
        </form>
        <details class="grammar">
          <summary>{texts.search.languageHelp}</summary>
          <dl>
            {advanced.language.map(([written, what]) => (
              <div>
                <dt>
                  <code lang="vi">{written}</code>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </details>
      </main>
    </Document>
  );
};

/** What is no number is read as the usual one. */
const numberShown = (query: AdvancedQuery, name: 'distance' | 'times'): string =>
  /^\d{1,2}$/.test(query[name]) ? query[name] : '';

interface ChoiceProps extends Pick<AdvancedPageProps, 'texts' | 'search'> {
  readonly name: Extract<PageParameter, 'diacritics' | 'relax' | 'sort'>;
  readonly values: readonly string[];
}

const Choice = ({ texts, search, name, values }: ChoiceProps) => {
  const { label, options } = texts.advanced.choices[name];
  const chosen = search.address.get(name);
  return (
    <div class="field">
      <label for={`a-${name}`}>{label}</label>
      <select id={`a-${name}`} name={name}>
        {values.map((value, index) => (
          <option value={value} selected={value === chosen}>
            {options[index]}
          </option>
        ))}
      </select>
    </div>
  );
};
