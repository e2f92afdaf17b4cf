import type { CheerioAPI } from 'cheerio/slim';
import { readEncodingName, type Encoding } from '../encodings/legacy-encodings.ts';
import { mendTexts } from '../encodings/mend-text.ts';
import { noteOf, type CharacterSample } from '../encodings/mended.ts';

type Root = ReturnType<CheerioAPI['root']>[0];
type Node = Root['children'][number];

/** Attributes that people read. */
const READ = ['content', 'alt', 'title', 'value'];
/** A font of capitals, by the names of the ABC fonts: `.VnTimeH`. Its text is written in small letters. */
const CAPITALS_FONT = /^["']?\.Vn.*H["']?$/u;

/**
 * Puts right the characters of a page in place: those of its text and of the attributes that people read. What its
 * `charset` says is no more than a hint: pages in TCVN3 or VNI say that they are Western, and name a font instead.
 */
export const mendPage = (
  $: CheerioAPI,
  forced: Encoding | undefined,
): { readonly note?: string; readonly sample?: CharacterSample } | { readonly problem: string } => {
  const places = [...textPlaces($), ...attributePlaces($)];
  const declared = declaredEncoding($);
  const mended = mendTexts(
    places.map(({ text }) => text),
    {
      ...(forced === undefined ? {} : { forced }),
      ...(declared === null || declared.startsWith('utf-') ? {} : { declared }),
    },
  );
  if ('problem' in mended) return mended;
  if (mended.note === null) return {};
  places.forEach(({ set }, at) => set(mended.texts[at] ?? ''));
  for (const element of $('font[face], [style]').toArray()) {
    const { face, style = '' } = element.attribs;
    if (!CAPITALS_FONT.test((face ?? fontFamily(style)).split(',')[0]?.trim() ?? '')) continue;
    for (const { text, set } of textPlacesIn(element.children)) set(text.toUpperCase());
  }
  return noteOf(mended);
};

interface Place {
  readonly text: string;
  readonly set: (text: string) => void;
}

const textPlaces = ($: CheerioAPI): Place[] => textPlacesIn($.root()[0]?.children ?? []);

/** Without recursion: hostile pages are nested deeper than the stack. */
const textPlacesIn = (nodes: readonly Node[]): Place[] => {
  const places: Place[] = [];
  const left = nodes.toReversed();
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.type === 'text') {
      const text = node;
      if (/\S/u.test(text.data)) places.push({ text: text.data, set: (data) => (text.data = data) });
    } else if ('children' in node && node.type !== 'script' && node.type !== 'style') {
      left.push(...node.children.toReversed());
    }
  }
  return places;
};

const attributePlaces = ($: CheerioAPI): Place[] =>
  $('[content], [alt], [title], [value]')
    .toArray()
    .flatMap(({ attribs }) =>
      READ.flatMap((name) => {
        const text = attribs[name];
        return text === undefined ? [] : [{ text, set: (value: string) => (attribs[name] = value) }];
      }),
    );

const fontFamily = (style: string): string =>
  style
    .split(';')
    .map((declaration) => declaration.split(':'))
    .find(([property]) => property?.trim().toLowerCase() === 'font-family')?.[1] ?? '';

const declaredEncoding = ($: CheerioAPI): Encoding | null => {
  const named = $('meta[charset]').attr('charset') ?? '';
  const content = $('meta[http-equiv]')
    .toArray()
    .find(({ attribs }) => attribs['http-equiv']?.toLowerCase() === 'content-type')?.attribs['content'];
  const charset = named === '' ? (/charset\s*=\s*["']?([\w:.-]+)/iu.exec(content ?? '')?.[1] ?? '') : named;
  return readEncodingName(charset);
};
