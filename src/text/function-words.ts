import { exactForm, foldedForm } from './syllable.ts';

/** Question words, pronouns, copulas, prepositions, conjunctions, particles: grammar, whatever a text is about. */
const WORDS = `
  ai gì nào đâu sao mấy bao nhiêu
  là thì mà có được bị đã đang sẽ còn rồi vẫn cũng đều chỉ không chưa chẳng phải
  của cho ở tại trong trên với từ về đến tới ra vào bởi do vì theo qua để như nếu khi nên và hay hoặc nhưng
  những các mọi mỗi này kia đó ấy thế vậy cái
  ạ à nhé nhỉ hả ư xin`
  .trim()
  .split(/\s+/u);

/** The exact terms of syllables that are there for the grammar. */
export const FUNCTION_TERMS: ReadonlySet<string> = new Set(WORDS.map(exactForm));

/** Their folded terms. */
export const FOLDED_FUNCTION_TERMS: ReadonlySet<string> = new Set(WORDS.map(foldedForm));
