/**
 * Hides pictures that cannot be loaded; their place stays, so that nothing moves. Some have failed before this is called,
 * lazy ones too, whose event nobody heard.
 */
export const hideBrokenPictures = (): void => {
  const mark = (picture: EventTarget | null, broken: boolean): void => {
    if (picture instanceof HTMLImageElement) picture.classList.toggle('broken', broken);
  };
  // Such events do not bubble, but they can be caught on their way down.
  document.addEventListener('error', ({ target }) => mark(target, true), true);
  // Some browsers call a lazy picture complete that has not been asked for yet.
  document.addEventListener('load', ({ target }) => mark(target, false), true);
  for (const picture of document.images) {
    if (picture.complete && picture.naturalWidth === 0) mark(picture, true);
  }
};
