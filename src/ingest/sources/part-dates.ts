import type { CheerioAPI } from 'cheerio/slim';
import { normalizeText } from '../../text/normalize-text.ts';
import { readDateLine, saysToday } from './date-line.ts';
import { readDateStamp } from './date-stamp.ts';
import { isBlock, isElement, walk, type PageNode } from './page-blocks.ts';
import { BESIDE_TEXT } from './page-markup.ts';
import type { PageElements } from './page-region.ts';

/** How many pieces of text behind the title are looked at. */
const MOST_LOOKED_AT = 40;
/** Behind the first paragraph, dates are those of what it tells. */
const PARAGRAPH = 80;
const PASSED_OVER = new Set([...BESIDE_TEXT, 'time']);

type TextNode = Extract<PageNode, { data: string }>;

/**
 * Gives the date line behind a title an element of its own where it shares one with other text: `<p>21/01/2022 08:30<br>
 * Lead</p>`, `21/01/2022 08:30 - Lead`.
 *
 * @returns whether anything was changed.
 */
export const partDates = ($: CheerioAPI, title: PageElements): boolean => {
  const found = textsBehind($, title).flatMap((node) => {
    const parts = partsOf(node);
    return parts === null ? [] : [{ node, ...parts }];
  });
  for (const { node, written, rest } of found) {
    const line = $('<time></time>').text(written);
    $(node).replaceWith(line);
    node.data = rest;
    if (rest !== '') line.after(node);
  }
  return found.length > 0;
};

/** The pieces of text behind the title, up to the first paragraph. */
const textsBehind = ($: CheerioAPI, title: PageElements): TextNode[] => {
  const texts: TextNode[] = [];
  let [isBehind, isOver] = [false, false];
  const enter = (node: PageNode): boolean => {
    if (isOver) return false;
    if (node === title[0]) {
      isBehind = true;
      return false;
    }
    if (isElement(node)) return !PASSED_OVER.has(node.name);
    if (node.type === 'text' && isBehind && /\S/u.test(node.data)) {
      texts.push(node);
      isOver =
        texts.length >= MOST_LOOKED_AT ||
        (node.data.length >= PARAGRAPH && readDateStamp(textOf(node)) === null);
    }
    return 'children' in node;
  };
  walk($.root().contents().toArray(), enter, () => {});
  return texts;
};

const textOf = ({ data }: TextNode): string => normalizeText(data).replace(/\s+/gu, ' ').trim();

const partsOf = (node: TextNode): { readonly written: string; readonly rest: string } | null => {
  const text = textOf(node);
  if (readDateLine(text) === null) return readDateStamp(text);
  return sharesBlock(node) && !saysToday(text) ? { written: text, rest: '' } : null;
};

/** Whether there is other text in the block that a text stands in. */
const sharesBlock = ({ parent, prev, next }: TextNode): boolean =>
  prev !== null || next !== null || !isBlock(parent);
