import { tokenize } from '../text/tokenize.ts';
import type {
  At,
  DateNode,
  FieldName,
  PhraseNode,
  PrefixNode,
  QueryWarning,
  QueryWarningCode,
  WildcardNode,
  WordNode,
} from './ast.ts';
import { parseDay } from './date-range.ts';
import { MAX_SLOP, MAX_STARS, MAX_TIMES, MIN_PREFIX_LETTERS } from './limits.ts';
import { keyNamed, operatorNamed, timesNamed, type OperatorName } from './vocabulary.ts';
import { warningAt } from './warning.ts';
import { QUOTES } from '../text/quotes.ts';

/** A word, a phrase, a prefix or a date, with what stood right before it. */
export interface LeafToken {
  readonly type: 'leaf';
  readonly node: WordNode | PhraseNode | PrefixNode | WildcardNode | DateNode;
  readonly negated: boolean;
  readonly field?: FieldName;
  readonly start: number;
}

export interface OpenToken {
  readonly type: 'open';
  readonly negated: boolean;
  readonly field?: FieldName;
  /** How often what is in the brackets must stand in an article: of `atleast3(…)`. */
  readonly times?: number;
  /** The name before the brackets, as the word it is where they turn out empty. */
  readonly name?: WordNode;
  readonly start: number;
}

export interface CloseToken {
  readonly type: 'close';
}

/** A word that may be an operator; where it cannot be one, it is the word `node`. */
export type OperatorToken = OperatorName & {
  readonly type: 'operator';
  readonly node: WordNode;
};

export type QueryToken = LeafToken | OpenToken | CloseToken | OperatorToken;

export interface LexedQuery {
  /** Every bracket has its partner and something in it; every leaf has something to search for. */
  readonly tokens: readonly QueryToken[];
  readonly warnings: readonly QueryWarning[];
}

// Control characters and broken surrogate pairs stand in no article: they part words as spaces do.
const SPACES = /[\p{Z}\p{Cc}\p{Cs}\u200B]+/uy;
/** What a copied text may begin with, unseen: direction marks, byte-order marks. */
const UNSEEN = /[\p{Z}\p{Cc}\p{Cf}\p{Cs}]+/uy;
const ALL_SPACES = /[\p{Z}\p{Cc}\p{Cs}\u200B]+/gu;
const DASHES = /[\p{Pd}\u2212]+/uy;
const DASH = /[\p{Pd}\u2212]/u;
const DASHES_AND_UNSEEN = /(?:[\p{Pd}\u2212]|(?!\u200B)\p{Cf})+/uy;
const WORD = /[^\p{Z}\p{Cc}\p{Cs}\u200B"＂“”„‟«»〝〞〟()（）]+/uy;
const QUOTE = new RegExp(`[${QUOTES}]`, 'g');
const SLOP = /[~～](\d+)\p{Cf}*(?!\p{Cf}*[\p{L}\p{M}\p{N}*]|[.,]\d)/uy;
const COLON = /[:：]/;
const STAR = /[*＊]/;
const STARS = /[*＊]+/gu;
const STARRED = /^[\p{L}\p{M}\p{N}*]+$/u;
// With the Greek question mark, which NFC makes a semicolon.
const FINAL_PUNCTUATION = '.,;\u037E:!?…';
const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}]$/u;
const BEGINS_WORD = /[\p{L}\p{M}\p{N}]/uy;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/gu;

/** What stands before an operand and belongs to it: a dash, a field's name. */
interface Lead {
  readonly start: number;
  readonly negated: boolean;
  readonly field?: FieldName;
  readonly times?: number;
  /** The field's name and colon, as the word it is searched as where nothing follows. */
  readonly name?: WordNode;
}

/**
 * Cuts a query into tokens and mends what is unbalanced or empty, so that the parser meets nothing it could
 * stumble over. One pass, in time linear in the text.
 */
export function lexQuery(text: string): LexedQuery {
  return new QueryLexer(text).read();
}

class QueryLexer {
  readonly #text: string;
  readonly #tokens: QueryToken[] = [];
  readonly #warnings: QueryWarning[] = [];
  /** Where in the tokens the brackets stand that are not closed yet. */
  readonly #open: number[] = [];
  readonly #lastQuote: number;
  #fieldsOpen = 0;
  #position = 0;
  /** The end of the last quoted or bracketed piece: a dash right there joins, it does not exclude. */
  #closedAt = -1;

  constructor(text: string) {
    this.#text = text;
    this.#lastQuote = Math.max(...Array.from(QUOTES, (quote) => text.lastIndexOf(quote)));
  }

  read(): LexedQuery {
    while ((this.#position = this.#endOf(UNSEEN)) < this.#text.length) this.#readNext();
    while (this.#open.length > 0) {
      const start = this.#closeGroup();
      this.#warn('unbalanced_bracket', start);
    }
    return { tokens: this.#tokens, warnings: this.#warnings.toSorted((a, b) => a.at - b.at) };
  }

  #readNext(): void {
    const start = this.#position;
    if (this.#isAt(')）')) {
      this.#position += 1;
      if (this.#open.length === 0) this.#warn('unbalanced_bracket', start);
      else this.#closeGroup({ warnWhenEmpty: true });
      this.#closedAt = this.#position;
      return;
    }
    const dashesEnd = this.#endOf(DASHES);
    if (dashesEnd === start) return this.#readOperand({ start, negated: false });

    this.#position = dashesEnd;
    if (this.#isAtEndOfWord()) {
      // The long dash of a headline, `Sơn La – Điện Biên`, is no slip: only what a keyboard types is.
      if (this.#text.slice(start, dashesEnd) === '-') this.#warn('lone_dash', start);
    } else if (start !== this.#closedAt) this.#readOperand({ start, negated: true });
  }

  #readOperand(lead: Lead): void {
    let negated = lead.negated;
    for (;;) {
      const leadStart = this.#position;
      this.#position = this.#endOf(DASHES_AND_UNSEEN);
      if (DASH.test(this.#text.slice(leadStart, this.#position))) negated ||= !this.#isAtEndOfWord();
      if (this.#isAtEndOfWord()) return this.#readNothing(lead);
      if (this.#isAt('(（')) return this.#openGroup({ ...lead, negated });
      if (!this.#isAt(QUOTES)) return this.#readWord({ ...lead, negated }, lead);
      if (this.#opensPhrase()) return this.#readPhrase({ ...lead, negated }, lead);
      this.#warn('unbalanced_quote', this.#position);
      this.#position += 1;
      // What the quotation mark was to exclude, or to find in a field, begins after it all the same.
      if (!negated && lead.field === undefined) return;
    }
  }

  /** A field's name that nothing follows is a word like any other: `thẻ: ưu đãi mới`. */
  #readNothing(lead: Lead): void {
    if (lead.name === undefined) return;
    this.#warn('empty_field', lead.name.at.start);
    this.#pushName(lead);
  }

  #pushName({ start, negated, name }: Lead): void {
    if (name !== undefined) this.#tokens.push({ type: 'leaf', node: name, start, negated });
  }

  #openGroup(lead: Lead): void {
    this.#open.push(this.#tokens.length);
    this.#tokens.push({ type: 'open', ...lead });
    if (lead.field !== undefined) this.#fieldsOpen += 1;
    this.#position += 1;
  }

  /** Closes the group opened last, or drops it where nothing is in it. Returns where it began. */
  #closeGroup({ warnWhenEmpty = false } = {}): number {
    const index = this.#open.pop() ?? 0;
    const open = this.#tokens[index] as OpenToken;
    if (open.field !== undefined) this.#fieldsOpen -= 1;
    if (this.#tokens.length - 1 > index) {
      this.#tokens.push({ type: 'close' });
      return open.start;
    }
    this.#tokens.pop();
    this.#pushName(open);
    if (warnWhenEmpty) this.#warn('empty_group', open.start);
    return open.start;
  }

  /** A quotation mark opens a phrase, unless it has no partner or ends a word as that of inches does, `55"`. */
  #opensPhrase(): boolean {
    const at = this.#position;
    if (at >= this.#lastQuote) return false;
    const endsWord = ENDS_IN_WORD.test(this.#text.slice(Math.max(0, at - 2), at));
    return !endsWord || this.#endOf(BEGINS_WORD, at + 1) > at + 1;
  }

  #readPhrase(lead: Lead, outer: Lead): void {
    const start = this.#position;
    QUOTE.lastIndex = start + 1;
    const close = QUOTE.exec(this.#text)?.index ?? this.#lastQuote;
    const text = oneLine(this.#text.slice(start + 1, close));
    this.#position = close + 1;
    this.#closedAt = this.#position;
    if (!isSearchable(text)) {
      this.#warn('empty_phrase', start);
      this.#pushName(outer);
      return;
    }
    SLOP.lastIndex = this.#position;
    const written = SLOP.exec(this.#text);
    const slop = Number(written?.[1] ?? 0);
    if (slop > MAX_SLOP) this.#warn('slop_too_large', this.#position);
    this.#position += written?.[0].length ?? 0;
    this.#closedAt = this.#position;
    const at = { start, end: this.#position };
    this.#pushLeaf({ type: 'phrase', text, slop: Math.min(slop, MAX_SLOP), at }, lead);
  }

  /** Reads what stands before the next space, quotation mark or bracket. */
  #readWord(lead: Lead, outer: Lead): void {
    const start = this.#position;
    const end = this.#endOf(WORD);
    const run = this.#text.slice(start, end);
    const colon = run.search(COLON);
    const key = colon === -1 ? undefined : keyNamed(run.slice(0, colon));

    if (key !== undefined && (lead.field !== undefined || this.#fieldsOpen > 0)) {
      this.#warn('nested_field', start);
    } else if (key === 'after' || key === 'before') {
      const date = this.#readDate(key, run.slice(colon + 1), { start, end });
      if (date !== null) {
        this.#position = end;
        return this.#pushLeaf(date, lead);
      }
    } else if (key !== undefined) {
      this.#position = start + colon + 1;
      const name = wordNode(run.slice(0, colon + 1), { start, end: this.#position });
      return this.#readOperand({ ...lead, field: key, name });
    }

    this.#position = end;
    if (this.#isAt('(（')) {
      const times = timesNamed(run);
      if (times !== undefined) {
        if (times > MAX_TIMES) this.#warn('times_too_large', start);
        const name = wordNode(run, { start, end });
        return this.#openGroup({ ...lead, times: Math.min(times, MAX_TIMES), name });
      }
    }
    const node = this.#readStar(run, { start, end });
    if (node === null) return this.#readNothing(outer);
    const operator = node.type === 'word' && lead.start === start ? operatorNamed(node.text) : undefined;
    if (operator === undefined || node.type !== 'word') return this.#pushLeaf(node, lead);
    if (operator.operator === 'near' && operator.distance > MAX_SLOP) {
      this.#warn('slop_too_large', start);
      this.#tokens.push({ type: 'operator', ...operator, distance: MAX_SLOP, node });
    } else this.#tokens.push({ type: 'operator', ...operator, node });
  }

  #readDate(side: 'after' | 'before', value: string, at: At): DateNode | null {
    const written = value.slice(0, lengthWithout(FINAL_PUNCTUATION, value));
    if (written === '') {
      this.#warn('empty_field', at.start);
      return null;
    }
    const range = parseDay(written);
    if (range === null) {
      this.#warn('unreadable_date', at.start);
      return null;
    }
    return side === 'after' ? { type: 'date', from: range.from, at } : { type: 'date', to: range.to, at };
  }

  /** A run as a prefix where it ends in a star, as a wildcard where it has others, otherwise as a word; `null` where it has no letter or digit. */
  #readStar(run: string, at: At): WordNode | PrefixNode | WildcardNode | null {
    const firstStar = run.search(STAR);
    const searchable = isSearchable(run);
    if (firstStar === -1) return searchable ? wordNode(run, at) : null;

    const starsEnd = lengthWithout(FINAL_PUNCTUATION, run);
    const wildcard = run.slice(0, starsEnd).replace(STARS, '*').normalize('NFC');
    if (isWildcard(wildcard)) return { type: 'wildcard', text: wildcard, at };
    const stem = run.slice(0, lengthWithout('*＊', run.slice(0, starsEnd)));
    const composed = stem.normalize('NFC');
    const isPrefix = stem.length < starsEnd && ENDS_IN_WORD.test(composed.slice(-2));
    // Of several stars only the last can mean anything; the first of those that do not is pointed at.
    if (searchable && firstStar < (isPrefix ? stem.length : run.length)) {
      this.#warn('misplaced_star', at.start + firstStar);
    }
    if (isPrefix && lettersBegun(composed) >= MIN_PREFIX_LETTERS) {
      return { type: 'prefix', text: composed, at };
    }
    if (isPrefix || !searchable)
      this.#warn('prefix_too_short', at.start + (isPrefix ? stem.length : firstStar));
    return searchable ? wordNode(run, at) : null;
  }

  #pushLeaf(node: LeafToken['node'], { start, negated, field }: Lead): void {
    this.#tokens.push({ type: 'leaf', node, start, negated, ...(field !== undefined && { field }) });
  }

  #warn(code: QueryWarningCode, at: number): void {
    this.#warnings.push(warningAt(code, at));
  }

  #endOf(pattern: RegExp, from = this.#position): number {
    pattern.lastIndex = from;
    return pattern.test(this.#text) ? pattern.lastIndex : from;
  }

  #isAt(characters: string): boolean {
    return this.#position < this.#text.length && characters.includes(this.#text.charAt(this.#position));
  }

  #isAtEndOfWord(): boolean {
    const end = this.#position >= this.#text.length || this.#isAt(')）');
    return end || this.#endOf(SPACES) > this.#position;
  }
}

function wordNode(text: string, at: At): WordNode {
  return { type: 'word', text: text.normalize('NFC'), at };
}

/**
 * Whether a text has stars that stand for a part of a syllable: before or amid letters and digits, each stretch of which
 * is a token of its own. Where it begins with one, two of them must touch: all that ends in a single letter is too much.
 */
function isWildcard(text: string): boolean {
  if (!STARRED.test(text) || !text.slice(0, -1).includes('*')) return false;
  const segments = text.split('*').filter((segment) => segment !== '');
  const lengths = segments.map((segment) => segment.match(LETTER_OR_DIGIT)?.length ?? 0);
  const letters = text.startsWith('*')
    ? Math.max(...lengths)
    : lengths.reduce((sum, length) => sum + length, 0);
  return (
    letters >= MIN_PREFIX_LETTERS &&
    text.split('*').length - 1 <= MAX_STARS &&
    segments.every((segment) => {
      const [token] = tokenize(segment);
      return token?.start === 0 && token.end === segment.length;
    })
  );
}

/** How many letters and digits a text ends in that touch: of `05-CT` two, of `H5N1` all. */
function lettersBegun(text: string): number {
  const tokens = tokenize(text);
  let first = tokens.length - 1;
  while (first > 0 && tokens[first - 1]?.end === tokens[first]?.start) first--;
  return text.slice(tokens[first]?.start).match(LETTER_OR_DIGIT)?.length ?? 0;
}

/** With single spaces, and none at the ends. */
function oneLine(text: string): string {
  return text.replace(ALL_SPACES, ' ').replace(/^ | $/g, '').normalize('NFC');
}

/** Whether the index could hold any of it: a text without a letter or a digit has no term. */
function isSearchable(text: string): boolean {
  return tokenize(text.normalize('NFC')).length > 0;
}

/** How long a text is without the run of such characters at its end. */
function lengthWithout(characters: string, text: string): number {
  let length = text.length;
  while (length > 0 && characters.includes(text.charAt(length - 1))) length -= 1;
  return length;
}
