/** What readers ask of all sites: Global Privacy Control, and what came before it. */
interface Wishes {
  readonly globalPrivacyControl?: boolean;
  readonly doNotTrack?: string | null;
}

/**
 * Tells the service that an article of a search was opened: the query, the article and its place, nothing of the reader.
 * Not where the browser asks not to be followed. It keeps nobody waiting, and needs no answer.
 *
 * @param endpoint the service's origin; empty for the page's own
 */
export const sendClick = (
  endpoint: string,
  click: { readonly q: string; readonly id: string; readonly rank: number },
): void => {
  const { globalPrivacyControl, doNotTrack } = navigator as Wishes;
  if (globalPrivacyControl === true || doNotTrack === '1') return;
  // As text, which a browser sends to another origin without asking that first.
  navigator.sendBeacon(`${endpoint}/v1/clicks`, JSON.stringify(click));
};
