import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { AppError } from '../domain/app-error.ts';
import type { FieldError } from '../domain/app-error.ts';
import type { SearchRequest } from '../domain/search-request.ts';
import type { AppliedPins } from '../domain/pin.ts';
import type { Marks, Reading } from '../domain/reading.ts';
import { boundedCache } from '../text/bounded-cache.ts';
import { TRACE_LENGTH } from './walk-hits.ts';
import type { Place } from './walk-hits.ts';

/** What a cursor carries from one page of a search to the next. */
export interface CursorState {
  /** What was read, where it was not what was typed. */
  readonly q: string | null;
  /** `null`: browsing. */
  readonly reading: Reading | null;
  /** How marks were read as typed, which is how those of exclusions are. */
  readonly marks: Marks;
  /** Those of the first page. */
  readonly pins: AppliedPins | null;
  /** `digestOf` what the engine was asked: where it would be asked something else now, the order is another. */
  readonly asked: string;
  /** The instant of the first page: what was hidden then is so on all pages, and nothing else. */
  readonly at: string;
  /** As counted on the first page. */
  readonly total: { readonly value: number; readonly exact: boolean };
  /** The engine's name for the point in time; `null` after an ordinary page, which has none. */
  readonly pit: string | null;
  readonly place: Place | { readonly kind: 'page'; readonly count: number };
  /** Traces of hits that were shown and may come again. */
  readonly seen: readonly string[];
}

/** Makes and reads cursors. Nobody without the key can make one or change one. */
export interface Cursors {
  /** The same state gives the same cursor. */
  seal(request: SearchRequest, state: CursorState): string;
  /**
   * @throws AppError `invalid_parameters` where it is no cursor of this service, or belongs to a search with other
   *   parameters, each named; `cursor_expired` where it was made with another key
   */
  open(request: SearchRequest, cursor: string): CursorState;
}

/** What makes a search another one. How much is shown of each page (`size`, `snippets` …) may change on the way. */
const bound = ({
  wanted: { q, mode, slop, diacritics, from, to, filters, relax, preview = false },
  shown: { sort, collapse },
}: SearchRequest): Readonly<Record<string, unknown>> => ({
  q, mode, slop, diacritics, from, to, ...filters, sort, relax, collapse, preview,
}); // prettier-ignore

const shortDigest = (text: string, bytes: number): string =>
  createHash('sha256').update(text).digest().subarray(0, bytes).toString('base64url');

/** Most parameters are nearly always the same. */
const parameterDigest = boundedCache((json) => shortDigest(json, 4), 1_000);

/** Some letters that stand for a parameter; the order of a list's entries makes no difference. */
const digestOfParameter = (value: unknown): string =>
  parameterDigest(JSON.stringify(Array.isArray(value) ? [...(value as string[])].sort() : (value ?? null)));

/** Stands for what the engine is asked. */
export const digestOf = (body: object): string => shortDigest(JSON.stringify(body), 12);

const EXPIRED = 'The cursor is too old. Begin the search anew, without a cursor.';

export const cursorExpired = (cause?: unknown): AppError =>
  new AppError('cursor_expired', EXPIRED, { cause });

/** A restart, or another instance: whoever runs them can have them share a key. */
const foreignCursor = (): AppError =>
  new AppError(
    'cursor_expired',
    'The cursor was made with another key: before a restart, or by another instance of the service. Begin the search anew, without a cursor. Instances that share TIMBAO_CURSOR_KEY read each other’s cursors, and a restart does not end them.',
  );

const VERSION = 3;
const MAC_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Its length tells hardly more than that there are pins. */
const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 256) * 256);

/**
 * @param key what cursors are signed with; processes that share it read each other's. `null`: one for this process alone
 */
export const createCursors = (key: string | null): Cursors => {
  const secret = createHash('sha256')
    .update('timbao cursor')
    .update(key ?? randomBytes(32))
    .digest();
  // Tells another key's cursors, as they are after a restart, from forged ones.
  const keyId = createHash('sha256')
    .update('id')
    .update(secret)
    .digest()
    .subarray(0, 4)
    .toString('base64url');
  const mac = (text: string): Buffer =>
    createHmac('sha256', secret).update(text).digest().subarray(0, MAC_BYTES);

  // Pins name articles that whoever has the cursor may not know of.
  const hidden = createHash('sha256').update('pins').update(secret).digest();
  const hide = (pins: AppliedPins): string => {
    const text = JSON.stringify(pins);
    // Of the text, so that the same state gives the same cursor.
    const iv = createHmac('sha256', hidden).update(text).digest().subarray(0, IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', hidden, iv);
    const body = Buffer.concat([cipher.update(padded(text)), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  };
  const show = (text: string): AppliedPins => {
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', hidden, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(body.toString()) as AppliedPins;
  };

  return {
    seal: (request, state) => {
      const digests = Object.values(bound(request)).map(digestOfParameter);
      const { seen, pins, ...rest } = state;
      const others = { ...rest, ...(pins !== null && { pins: hide(pins) }) };
      const payload = Buffer.from(JSON.stringify([VERSION, digests.join(''), others])).toString('base64url');
      const signed = `${payload}.${seen.join('')}`;
      return `${keyId}.${signed}.${mac(signed).toString('base64url')}`;
    },
    open: (request, cursor) => {
      const [, id, signed = '', code = ''] = /^([\w-]{6})\.([\w-]+\.[\w-]*)\.([\w-]{22})$/.exec(cursor) ?? [];
      if (id === undefined) throw noCursor();
      if (id !== keyId) throw foreignCursor();
      if (!timingSafeEqual(mac(signed), Buffer.from(code, 'base64url'))) throw noCursor();
      const [payload = '', traces = ''] = signed.split('.');
      const [version, digests, state] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
        number,
        string,
        Omit<CursorState, 'seen' | 'pins'> & { readonly pins?: string },
      ];
      if (version !== VERSION) throw cursorExpired();
      const errors = Object.entries(bound(request)).flatMap(([path, value], i): FieldError[] => {
        const digest = digestOfParameter(value);
        const same = digests.slice(i * digest.length, (i + 1) * digest.length) === digest;
        return same ? [] : [{ path, message: CHANGED }];
      });
      if (errors.length > 0) throw refused(errors);
      const pins = state.pins === undefined ? null : show(state.pins);
      return { ...state, pins, seen: traces.match(TRACES) ?? [] };
    },
  };
};

const TRACES = new RegExp(`.{${TRACE_LENGTH}}`, 'g');

const CHANGED =
  'is not what it was in the search that the cursor goes on with; give all parameters as they were, or leave the cursor out to begin anew';

const noCursor = (): AppError =>
  refused([
    { path: 'cursor', message: 'is not a cursor of this service; take nextCursor of an answer as it is' },
  ]);

const refused = (errors: readonly FieldError[]): AppError => {
  const [first] = errors;
  return new AppError(
    'invalid_parameters',
    errors.length === 1 && first !== undefined
      ? `The parameter ${first.path} ${first.message}.`
      : `Parameters differ from those of the search that the cursor goes on with: ${errors.map(({ path }) => path).join(', ')}. Give them as they were, or leave the cursor out to begin anew.`,
    { errors },
  );
};
