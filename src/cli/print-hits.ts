import { FACET_NAMES } from '../domain/search-request.ts';
import type { Shown } from '../domain/search-request.ts';
import type { Facets, Hit, SearchParameters, SearchResult } from '../domain/search-result.ts';
import { unescapeHtml } from '../text/escape-html.ts';

/** Prints a page of hits: title, date and section, snippets, then the facets; what was found is bold on a terminal. */
export const printHits = (
  result: SearchResult,
  { page, size }: Pick<Shown, 'page' | 'size'>,
  out: NodeJS.WriteStream,
): void => {
  const bold = out.isTTY && out.hasColors();
  const first = (page - 1) * size + 1;
  const blocks = [
    summary(result, first),
    ...result.hits.map((hit, position) => hitBlock(hit, first + position, bold)),
    ...facetLines(result.facets ?? {}),
    ...accentLines(result),
  ];
  out.write(`${blocks.join('\n\n')}\n`);
};

const summary = ({ total, hits, query, partial, warnings }: SearchResult, first: number): string => {
  const count = `${total.exact ? '' : 'more than '}${total.value.toLocaleString('en-US')} ${total.value === 1 ? 'article' : 'articles'}`;
  const lines = [hits.length === 0 ? count : `${count}, showing ${first}–${first + hits.length - 1}`];
  if (query.corrected !== null)
    lines.push(
      `Hardly anything has it as typed; found: ${plain(query.corrected.to)} (--no-relax for what was typed)`,
    );
  if (query.relaxed === 'marks') lines.push('Nothing has it with these marks; found without them.');
  if (query.relaxed === 'syllables')
    lines.push('Hardly anything has these words; found with their syllables apart.');
  if (query.relaxed === 'words') lines.push('Nothing has all of these words; found with most of them.');
  if (query.suggestion !== undefined) lines.push(`Did you mean: ${plain(query.suggestion)}`);
  const nearest = query.autopsy?.nearest?.parameters;
  if (nearest !== undefined) lines.push(nearestLine(nearest, query.autopsy?.nearest?.total.value ?? 0));
  if (partial) lines.push('Part of the index did not answer: there may be more.');
  lines.push(...warnings.map(({ message }) => `Note: ${plain(message)}`));
  return lines.join('\n');
};

/** What does find something, as options of the command. */
const nearestLine = ({ q = '', ...options }: SearchParameters, count: number): string => {
  const words = q === '' ? [] : [quoted(q)];
  const flags = Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'relax') return ['--no-relax'];
    if (value === true) return [`--${name}`];
    return [value].flat().map((one) => `--${name} ${quoted(String(one))}`);
  });
  return `Nearest that finds something (${count.toLocaleString('en-US')}): ${plain([...words, ...flags].join(' '))}`;
};

const quoted = (text: string): string =>
  /^[\p{L}\p{N}-]+$/u.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

const hitBlock = (hit: Hit, number: number, bold: boolean): string => {
  const { title, lead, body, captions } = hit.highlights;
  const about = [
    hit.pinned === true ? 'pinned' : null,
    vietnameseDay(hit.publishedAt),
    hit.section,
    hit.authors.join(', '),
    hit.id,
  ];
  const texts = [lead, ...body, ...captions].filter((text) => text !== null);
  return [
    `${String(number).padStart(3)}. ${marked(title, bold)}`,
    `     ${plain(about.filter((part) => part !== null && part !== '').join(' · '))}`,
    ...texts.map((text) => `     ${marked(text, bold)}`),
    ...(hit.url === null ? [] : [`     ${plain(hit.url)}`]),
  ].join('\n');
};

/** One line a facet; years, months and days with nothing in them take room and tell nothing here. */
const facetLines = (facets: Facets): string[] =>
  FACET_NAMES.flatMap((name) => {
    const buckets = (facets[name] ?? []).filter(({ count }) => count > 0);
    const counts = buckets.map(({ value, count }) => `${plain(value)} (${count.toLocaleString('en-US')})`);
    return facets[name] === undefined ? [] : [`By ${name}: ${counts.join(', ') || 'nothing'}`];
  });

/** One line a syllable: `duong: đường (1,204), dương (310)`. */
const accentLines = ({ query }: SearchResult): string[] =>
  (query.accents ?? []).map(({ typed, forms }) => {
    const counts = forms.map(({ text, count }) => `${text} (${count.toLocaleString('en-US')})`);
    return `${plain(typed)}: ${counts.join(', ')}`;
  });

/** `21/01/2022`, from an instant that is written in Vietnam time. */
const vietnameseDay = (instant: string): string => instant.slice(0, 10).split('-').reverse().join('/');

/** A highlight's HTML as text, its marks as bold. */
const marked = (html: string, bold: boolean): string =>
  unescapeHtml(
    plain(html.replace(/\s+/g, ' '))
      .replaceAll('<mark>', bold ? '\u001b[1m' : '')
      .replaceAll('</mark>', bold ? '\u001b[22m' : ''),
  );

/** Without control characters: an article must not be able to steer the terminal. */
const plain = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
