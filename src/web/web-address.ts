/** A web address; `null` for whatever else a text may be. Only such addresses are stored; it is checked where they are shown, too. */
export const webAddress = (text: string | null | undefined): URL | null => {
  if (text === null || text === undefined || !URL.canParse(text)) return null;
  const address = new URL(text);
  return address.protocol === 'http:' || address.protocol === 'https:' ? address : null;
};
