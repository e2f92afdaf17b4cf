import { NO_LANGUAGE } from '../../src/language/language-model.ts';
import type { LanguageModel } from '../../src/language/language-model.ts';

/** Of an archive so large that what it does not have is not tried: no words, no joined forms. */
export const SILENT_LANGUAGE: LanguageModel = { ...NO_LANGUAGE, tokens: 1_000_000 };
