/** Whether a key may be one of the page's own: nobody is typing, and nothing else is held down. */
export const isShortcut = ({ target, altKey, ctrlKey, metaKey, isComposing }: KeyboardEvent): boolean =>
  !altKey &&
  !ctrlKey &&
  !metaKey &&
  !isComposing &&
  !(
    target instanceof Element && target.closest('input, select, textarea, dialog, [contenteditable]') !== null
  );
