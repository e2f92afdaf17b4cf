/** One value of a JSON text, not parsed yet. */
export interface JsonPiece {
  /** Of a value that is too long or too deep, its beginning. */
  readonly text: string;
  /** Its place in the list; `null` for a value by itself. */
  readonly index: number | null;
  /** The line it begins on, from 1. */
  readonly line: number;
  readonly fault: 'too long' | 'too deep' | 'breaks off' | 'no list' | null;
}

export interface SplitOptions {
  /** The most characters a value may have. */
  readonly longest: number;
  /** How deep lists and objects may be nested in a value. */
  readonly deepest: number;
  /** The list is here, within objects and lists: `['data', 'items']`, `['2', 'data']`. */
  readonly recordsAt?: readonly string[];
}

const KEPT_OF_FAULTY = 1_000;

const [QUOTE, BACKSLASH, COMMA, COLON, NEWLINE] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff;

/** A value that is being passed through: kept, where it is a record, or left out. */
interface OpenValue {
  readonly index: number | null;
  readonly line: number;
  readonly isKept: boolean;
  readonly parts: string[];
  length: number;
  depth: number;
  isInString: boolean;
  isEscaped: boolean;
  fault: JsonPiece['fault'];
}

/** An object or a list on the way to the list of records, or that itself. */
interface Container {
  readonly kind: 'object' | 'list' | 'records';
  /** The key whose value comes next; in a list its place. */
  key: string | null;
  count: number;
}

/**
 * Takes a JSON text of any length apart into its records, holding no more than one: the entries of a list, or the
 * values that stand one after another. It looks at the structure alone; whether a record is JSON is told by parsing it.
 */
export async function* splitJson(
  chunks: AsyncIterable<string>,
  { longest, deepest, recordsAt = [] }: SplitOptions,
): AsyncGenerator<JsonPiece> {
  const containers: Container[] = [];
  let value: OpenValue | null = null;
  let line = 1;
  let hasList = recordsAt.length === 0;
  const pieces: JsonPiece[] = [];

  const inside = (): Container | undefined => containers.at(-1);

  const begin = (isKept: boolean): OpenValue => ({
    index: inside()?.kind === 'records' ? (inside()?.count ?? 0) : null,
    line,
    isKept,
    parts: [],
    length: 0,
    depth: 0,
    isInString: false,
    isEscaped: false,
    fault: null,
  });
  const keep = (open: OpenValue, part: string): void => {
    if (!open.isKept || open.fault !== null) return;
    open.parts.push(part);
    open.length += part.length;
    if (open.length > longest) setFault(open, 'too long');
  };
  const setFault = (open: OpenValue, fault: JsonPiece['fault']): void => {
    open.fault ??= fault;
    const beginning = open.parts.join('').slice(0, KEPT_OF_FAULTY);
    open.parts.length = 0;
    open.parts.push(beginning);
  };
  const finish = (open: OpenValue): void => {
    const container = inside();
    if (container?.kind === 'object' && container.key === null && open.isKept) {
      // That was a key.
      container.key = parseKey(open.parts.join(''));
    } else {
      if (open.isKept) {
        pieces.push({ text: open.parts.join(''), index: open.index, line: open.line, fault: open.fault });
      }
      if (container?.kind === 'records') container.count++;
    }
    value = null;
  };

  /** Goes on with a value from `at`. @returns where it ended, or the end of the chunk. */
  const scan = (open: OpenValue, chunk: string, at: number): number => {
    const start = at;
    for (; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (code === NEWLINE) line++;
      if (open.isInString) {
        if (open.isEscaped) open.isEscaped = false;
        else if (code === BACKSLASH) open.isEscaped = true;
        else if (code === QUOTE) {
          open.isInString = false;
          if (open.depth === 0) return end(open, chunk, start, at + 1);
        }
      } else if (code === QUOTE) open.isInString = true;
      else if (code === OPEN_LIST || code === OPEN_OBJECT) {
        if (++open.depth > deepest && open.isKept && open.fault === null) {
          keep(open, chunk.slice(start, Math.min(at, start + KEPT_OF_FAULTY)));
          setFault(open, 'too deep');
        }
      } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        if (open.depth === 0) return end(open, chunk, start, at);
        if (--open.depth === 0) return end(open, chunk, start, at + 1);
      } else if (open.depth === 0 && (code === COMMA || code === COLON || isSpace(code))) {
        if (code === NEWLINE) line--;
        return end(open, chunk, start, at);
      }
    }
    keep(open, chunk.slice(start));
    return at;
  };
  const end = (open: OpenValue, chunk: string, start: number, at: number): number => {
    keep(open, chunk.slice(start, at));
    finish(open);
    return at;
  };

  /** Between values. @returns whether the character at hand begins a value, which is set. */
  const take = (code: number): boolean => {
    const container = inside();
    if (code === NEWLINE) line++;
    if (isSpace(code) || code === COLON) return false;
    if (code === COMMA) {
      if (container?.kind === 'object') container.key = null;
      if (container?.kind === 'list') container.key = String(++container.count);
      return false;
    }
    if (container !== undefined && (code === CLOSE_LIST || code === CLOSE_OBJECT)) {
      containers.pop();
      return false;
    }
    if (container?.kind === 'records') {
      value = begin(true);
      return true;
    }
    if (container?.kind === 'object' && container.key === null) {
      // A key; anything but a string is broken JSON and is passed over.
      value = begin(true);
      return true;
    }
    const isOnTheWay = containers.every(({ key }, at) => key === recordsAt[at]);
    if (code === OPEN_LIST && containers.length === recordsAt.length && isOnTheWay) {
      containers.push({ kind: 'records', key: null, count: 0 });
      hasList = true;
      return false;
    }
    const step = recordsAt[containers.length];
    if (code === OPEN_LIST && step !== undefined && /^\d+$/u.test(step) && isOnTheWay) {
      containers.push({ kind: 'list', key: '0', count: 0 });
      return false;
    }
    if (code === OPEN_OBJECT && containers.length < recordsAt.length && isOnTheWay) {
      containers.push({ kind: 'object', key: null, count: 0 });
      return false;
    }
    value = begin(recordsAt.length === 0);
    return true;
  };

  for await (const chunk of chunks) {
    let at = 0;
    while (at < chunk.length) {
      if (value !== null) at = scan(value, chunk, at);
      else if (!take(chunk.charCodeAt(at))) at++;
      // One character that is no value, such as a stray bracket: it would be looked at for ever.
      else if (isStray(chunk.charCodeAt(at))) {
        value = null;
        at++;
      }
    }
    yield* pieces.splice(0);
  }
  yield* pieces.splice(0);
  const open = value as OpenValue | null;
  if (open !== null && open.isKept && inside()?.kind !== 'object' && inside()?.kind !== 'list') {
    const isScalar = open.depth === 0 && !open.isInString && inside() === undefined;
    yield {
      text: open.parts.join(''),
      index: open.index,
      line: open.line,
      fault: isScalar ? open.fault : (open.fault ?? 'breaks off'),
    };
  } else if (containers.length > 0) {
    yield { text: '', index: inside()?.count ?? null, line, fault: 'breaks off' };
  } else if (!hasList) {
    yield { text: '', index: null, line, fault: 'no list' };
  }
}

const isStray = (code: number): boolean => code === CLOSE_LIST || code === CLOSE_OBJECT;

const parseKey = (text: string): string => {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
};

/** Whether lists and objects are nested deeper than that; told without parsing, which might take all memory. */
export const isDeeperThan = (text: string, deepest: number): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = closingQuote(text, at + 1);
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++depth > deepest) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return false;
};

/** Where the string that begins at `start` ends: at a quote with an even number of backslashes before it, or with the text. */
const closingQuote = (text: string, start: number): number => {
  for (let quote = text.indexOf('"', start); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (before > start && text.charCodeAt(before - 1) === BACKSLASH) before--;
    if ((quote - before) % 2 === 0) return quote;
  }
  return text.length;
};
