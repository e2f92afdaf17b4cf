import type { CheerioAPI } from 'cheerio/slim';
import { htmlToText, type HtmlText } from '../../text/html-to-text.ts';
import { cleanText } from '../clean-article.ts';
import { captionsAbove } from './captions-above.ts';
import { readByline } from './byline.ts';
import { readDateLine } from './date-line.ts';
import type { LinkedArticle } from './json-ld.ts';
import { isMarkedCaption, markCaptions } from './mark-captions.ts';
import { closest } from './page-blocks.ts';
import { isQuoted } from './page-beside.ts';
import { describedLead, findLead, openingLead } from './page-lead.ts';
import { AUTHOR, DATE, namesJunk } from './page-markup.ts';
import type { PageMeta } from './page-meta.ts';
import {
  chooseReading,
  paragraphed,
  toLines,
  toReading,
  withoutDateLines,
  type Reading,
} from './page-reading.ts';
import { elementsIn, type PageElements } from './page-region.ts';
import { readArticleLines } from './portal-text.ts';
import { stripPage } from './strip-page.ts';
import type { TextSizes } from './text-sizes.ts';

/** What a page says in its text. */
export interface PageText {
  readonly lead?: string;
  readonly body: string;
  readonly captions: readonly string[];
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly source?: string;
  readonly warnings: readonly string[];
}

/**
 * Reads the text of a page. What is not of the article is taken out of the page on the way.
 *
 * @param title The heading.
 * @param second What another reading of the page found, where there was doubt.
 */
export const readPageText = (
  $: CheerioAPI,
  title: PageElements | null,
  region: PageElements | null,
  sizes: TextSizes,
  linked: LinkedArticle | null,
  meta: PageMeta,
  second: HtmlText | null,
): PageText => {
  const above = region === null ? [] : captionsAbove($, title, region, sizes);
  if (region !== null) {
    showHidden($, region);
    breakLines($, region);
    stripPage($, region);
    markCaptions($, region);
  }
  const leadElement = findLead($, title, region, sizes);
  if (leadElement !== null) stripDates($, leadElement);
  const shown = leadElement === null ? undefined : cleanText(leadElement.text());
  if (region !== null) {
    title?.remove();
    stripSigns($, region, sizes, leadElement);
  }
  const { text, captions } = region === null ? { text: '', captions: [] } : htmlToText($.html(region));
  const lines = readArticleLines(withoutDateLines(toLines(text)));
  const own: Reading = { paragraphs: lines.paragraphs.map((line) => line.text), captions };
  const data = linked?.body === undefined ? null : htmlToText(paragraphed(linked.body));
  const { reading, warning } = chooseReading(own, [
    ...(data === null ? [] : [toReading(data)]),
    ...(second === null ? [] : [toReading(second)]),
  ]);
  const all = reading.paragraphs;
  const lead = shown ?? openingLead($, region, all) ?? describedLead(linked, meta, all, $);
  const isLead = (text: string): boolean => lead !== undefined && cleanText(text) === lead;
  const { authors, source } = lines.signed;
  return {
    ...(lead === undefined ? {} : { lead }),
    body: all.filter((paragraph, at) => at > 2 || !isLead(paragraph)).join('\n\n'),
    captions: [...new Set([...above, ...captions, ...reading.captions])],
    authors,
    tags: lines.tags,
    warnings: [...lines.warnings, ...(warning === null ? [] : [warning])],
    ...(source === undefined ? {} : { source }),
  };
};

const HIDDEN = /display\s*:\s*none\s*;?/iu;
/** Less is a label or a message. */
const SHORTEST_HIDDEN = 140;

/** Shows the rest of an article that stands behind “Xem thêm”. What is there twice is hidden for a reason. */
const showHidden = ($: CheerioAPI, region: PageElements): void => {
  const hidden = elementsIn(region, '[style]').filter(({ attribs }) => HIDDEN.test(attribs['style'] ?? ''));
  if (hidden.length === 0) return;
  const whole = cleanText(region.text());
  for (const element of hidden.slice(0, MOST_HIDDEN)) {
    const { class: names = '', id = '', style = '' } = element.attribs;
    const text = cleanText($(element).text());
    const start = text.slice(0, SHORTEST_HIDDEN);
    if (text.length < SHORTEST_HIDDEN || namesJunk(`${names} ${id}`)) continue;
    if (whole.indexOf(start) !== whole.lastIndexOf(start) || !/[.!?…”"]/u.test(text)) continue;
    if ($(element).find('form, input').length > 0) continue;
    if (cleanText($(element).find('a').text()).length < 0.2 * text.length) {
      $(element).attr('style', style.replace(HIDDEN, ''));
    }
  }
};

const MOST_HIDDEN = 20;

/** Preformatted text has its paragraphs in its line breaks. */
const breakLines = ($: CheerioAPI, region: PageElements): void => {
  for (const element of [...region.filter('pre').toArray(), ...elementsIn(region, 'pre')]) {
    $(element).html(($(element).html() ?? '').replaceAll('\n', '<br>'));
  }
};

/** Some have the date within the lead. */
const stripDates = ($: CheerioAPI, lead: PageElements): void => {
  for (const element of lead.find(DATE).toArray()) {
    if (readDateLine(cleanText($(element).text())) !== null) $(element).remove();
  }
};

const LONGEST_SIGN = 160;

/** Takes out what is told elsewhere: the lead, who wrote it and when. A quotation may name its speaker so. */
const stripSigns = (
  $: CheerioAPI,
  region: PageElements,
  sizes: TextSizes,
  lead: PageElements | null,
): void => {
  lead?.remove();
  // Two searches put together would be sorted, in quadratic time.
  for (const element of region.find(`${AUTHOR}, ${DATE}`).toArray()) {
    if (sizes(element).length > 2 * LONGEST_SIGN) continue;
    if (isQuoted(element) || closest(element, isMarkedCaption) !== null) continue;
    const text = cleanText($(element).text());
    const isTime = $(element).is('time') && text.length <= 40;
    if (
      isTime ||
      (text.length <= LONGEST_SIGN && (readByline(text) !== null || readDateLine(text) !== null))
    ) {
      $(element).remove();
    }
  }
};
