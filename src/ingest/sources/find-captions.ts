import { isPadded, type Gap, type PortalLine } from './portal-lines.ts';

/** The longest caption that is known by its place alone, and the longest that says what it is. */
const LONGEST = 180;
const LONGEST_NAMED = 400;
/** Amid the body a line has to be this short, and its neighbours this many times longer. */
const SHORT = 80;
const TIMES_LONGER = 2;

/** Ảnh: … · Trong ảnh: … · … (Ảnh: Hà Thu Giang) · … Ảnh minh họa. */
const NAMED =
  /^\(?(?:ảnh|trong ảnh|nguồn ảnh|ảnh minh h(?:ọa|oạ)|ảnh tư liệu|video|clip)(?: \d+)?\s*[:.-]|[(\s–-](?:ảnh|nguồn ảnh|nguồn)\s*:\s*[^.:]{2,60}\)?\.?$|[(\s–-]ảnh (?:minh h(?:ọa|oạ)|tư liệu|chụp|internet)[^.]{0,40}\)?\.?$/iu;
/** A list, somebody's words, or a line that leads on to the next. */
const NO_CAPTION = /^(?:[“"'‘\-–—•*+]|\d+[.)]\s|[a-zđ]\)\s)|[:;,?]$/iu;
/** Somebody is speaking, or the author goes on telling. */
const TELLING =
  /(?<!\p{L})(?:cho biết|cho hay|chia sẻ|nhấn mạnh|khẳng định|phát biểu|nói rằng|nói|kể|theo đó|tuy nhiên|ngoài ra|bên cạnh đó|do đó|vì vậy|trước đó|sau đó)(?!\p{L})/iu;

/** Whether a line says itself that it is a caption: `Ảnh: Hà Thu Giang`, `… (Ảnh minh họa)`. */
export const saysPicture = (text: string): boolean => text.length <= LONGEST_NAMED && NAMED.test(text);

/**
 * Which lines of an article are captions: those that say so, and the lone short ones that stand between padding,
 * where the page had its picture.
 *
 * @param lines The article from its opening to its last paragraph.
 * @returns The positions of the captions in `lines`.
 */
export const findCaptions = (lines: readonly PortalLine[]): ReadonlySet<number> => {
  const found = new Set<number>();
  const usual = usualGap(lines);
  lines.forEach(({ text, gap }, at) => {
    if (saysPicture(text)) {
      found.add(at);
      return;
    }
    const next = lines[at + 1];
    if (!isLoneSentence(text) || !isPadded(gap) || next === undefined || !isPadded(next.gap)) return;
    // What follows must be the article going on, not its end.
    if (next.text.length <= text.length) return;
    const previous = lines[at - 1];
    const opensBelowPicture =
      at === 0 && gap.padding > 0 && text.length <= SHORT && next.text.length >= TIMES_LONGER * text.length;
    const followsOpening = at === 1 && (previous?.text.length ?? 0) > text.length;
    const followsPicture = isWider(gap, usual);
    const standsOut =
      text.length <= SHORT &&
      /[.!]$/u.test(text) &&
      !TELLING.test(text) &&
      Math.min(previous?.text.length ?? 0, next.text.length) >= TIMES_LONGER * text.length;
    if (opensBelowPicture || followsOpening || (at > 0 && followsPicture) || standsOut) found.add(at);
  });
  return found;
};

/** Whether the gap is clearly wider than usual: a picture's place. */
export const isWider = (gap: Gap, usual: Gap): boolean =>
  gap.padding > usual.padding * 1.4 + 4 || gap.lines > usual.lines + 1;

/** The gap that most paragraphs have above them: the median of padding and of lines. */
export const usualGap = (lines: readonly PortalLine[]): Gap => {
  const gaps = lines.slice(1).map(({ gap }) => gap);
  return { lines: median(gaps.map((gap) => gap.lines)), padding: median(gaps.map((gap) => gap.padding)) };
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

/** One sentence, or a phrase: no full stop before its end, except in numbers and abbreviations. */
const isLoneSentence = (text: string): boolean =>
  text.length <= LONGEST &&
  !NO_CAPTION.test(text) &&
  !/[.!?…]["”)]?\s+\p{Lu}/u.test(text.replace(/(?<!\p{L})\p{Lu}{1,4}\. /gu, ''));
