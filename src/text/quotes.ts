/** What a phrase is put in, however it is typed: any of them opens one, any ends it. */
export const QUOTES = '"＂“”„‟«»〝〞〟';

/** Each of them in a text. Global: for `replaceAll` and `match`, which begin at the beginning. */
export const EACH_QUOTE = new RegExp(`[${QUOTES}]`, 'gu');
