import { exactForm, foldedForm } from '../text/syllable.ts';
import type { Syllable } from './match.ts';

/** Question words, pronouns, copulas, prepositions, conjunctions, particles: grammar, whatever a text is about. */
const WORDS = `
  ai gì nào đâu sao mấy bao nhiêu
  là thì mà có được bị đã đang sẽ còn rồi vẫn cũng đều chỉ không chưa chẳng phải
  của cho ở tại trong trên với từ về đến tới ra vào bởi do vì theo qua để như nếu khi nên và hay hoặc nhưng
  những các mọi mỗi này kia đó ấy thế vậy cái
  ạ à nhé nhỉ hả ư xin`
  .trim()
  .split(/\s+/u);

const EXACT: ReadonlySet<string> = new Set(WORDS.map(exactForm));
const FOLDED: ReadonlySet<string> = new Set(WORDS.map(foldedForm));

/**
 * Whether a syllable is there for the grammar: an article is about what the other words say. A syllable whose marks
 * may be missing counts as one where any of its readings is (`la`: là), for who asks a question asks it so.
 */
export const isFunctionWord = ({ level, exact, folded }: Syllable): boolean =>
  level === 'exact' ? EXACT.has(exact) : FOLDED.has(folded);
