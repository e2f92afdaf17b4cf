/** Hides pictures that cannot be loaded; their place stays, so that nothing moves. */
export const hideBrokenPictures = (): void => {
  const hide = (picture: HTMLImageElement): void => picture.classList.add('broken');
  // Such an event does not bubble, but it can be caught on its way down.
  document.addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLImageElement) hide(target);
    },
    true,
  );
  for (const picture of document.images) {
    if (picture.complete && picture.naturalWidth === 0 && picture.loading !== 'lazy') hide(picture);
  }
};
