import { cleanLine } from '../../text/clean-line.ts';

/** One paragraph of a portal's text, with what parts it from the one before. */
export interface PortalLine {
  readonly text: string;
  readonly gap: Gap;
}

/** The space above a line. */
export interface Gap {
  /** Empty lines, those that hold only spaces included. */
  readonly lines: number;
  /** Characters of the lines that hold only spaces: portals leave such padding where the page had markup. */
  readonly padding: number;
}

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/**
 * Takes a text apart into its lines that say something, cleaned, with the space above each.
 *
 * @param text In NFC.
 */
export const portalLines = (text: string): PortalLine[] => {
  const lines: PortalLine[] = [];
  let empty = 0;
  let padding = 0;
  for (const raw of text.split(LINE_BREAK)) {
    const clean = cleanLine(raw);
    if (clean === '') {
      empty++;
      padding += raw.length;
      continue;
    }
    const previous = lines.at(-1);
    if (previous !== undefined && empty === 0 && isBrokenOff(previous.text, clean)) {
      lines[lines.length - 1] = { ...previous, text: `${previous.text} ${clean}` };
    } else {
      lines.push({ text: clean, gap: { lines: empty, padding } });
    }
    empty = 0;
    padding = 0;
  }
  return lines;
};

/** A long line that stops in mid-sentence and goes on in small letters was broken to fit a width. */
const isBrokenOff = (line: string, next: string): boolean =>
  line.length >= 40 && /[\p{L}\p{M}\d,;-]$/u.test(line) && /^\p{Ll}/u.test(next);

/** Whether the page had something there, a picture or the markup of a paragraph, and not just an empty line. */
export const isPadded = ({ lines, padding }: Gap): boolean => padding > 0 || lines >= 2;
