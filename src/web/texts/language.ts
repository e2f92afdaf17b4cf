/** The languages that the page speaks; Vietnamese where nothing else is asked for. */
export const LANGUAGES = ['vi', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

export const isLanguage = (text: string): text is Language => LANGUAGES.some((language) => language === text);

/**
 * The language that a browser would rather read, of those there are: RFC 9110, section 12.5.4. Of equal ones the
 * first that is named; Vietnamese where none of ours is.
 */
export const preferredLanguage = (acceptLanguage: string): Language => {
  let best: Language = 'vi';
  let most = 0;
  for (const range of acceptLanguage.toLowerCase().split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    const quality = weight === undefined ? 1 : Number(weight.slice(2));
    const language = tag.split('-')[0] ?? '';
    if (isLanguage(language) && quality > most) {
      best = language;
      most = quality;
    }
  }
  return best;
};
