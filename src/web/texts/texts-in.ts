import { english } from './english.ts';
import type { Language } from './language.ts';
import { vietnamese } from './vietnamese.ts';
import type { Texts } from './vietnamese.ts';

const all: Readonly<Record<Language, Texts>> = { vi: vietnamese, en: english };

/** All that the page says in a language. */
export const textsIn = (language: Language): Texts => all[language];
