/**
 * A web address; `null` for whatever else a text may be. Only such addresses are stored; it is checked where they are shown,
 * too, by browsers without `URL.canParse` as well.
 */
export const webAddress = (text: string | null | undefined): URL | null => {
  if (text === null || text === undefined) return null;
  try {
    const address = new URL(text);
    return address.protocol === 'http:' || address.protocol === 'https:' ? address : null;
  } catch {
    return null;
  }
};
