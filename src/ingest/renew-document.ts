/**
 * A stored document as it would be stored today: what is derived from an article when it comes in is derived anew. The
 * text itself was cleaned when it came in, and is left as it is: cleaned twice, a text about `&amp;` would lose it.
 */
export const renewDocument = (document: object): object => document;
