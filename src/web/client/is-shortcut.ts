import { areShortcutsOn } from './shortcut-setting.ts';

const TYPED_IN = 'input, select, textarea, dialog, [contenteditable]';

/** Whether a key may be one of the page's own: nobody is typing, nothing else is held down, and they are not switched off. */
export const isShortcut = (event: KeyboardEvent): boolean => {
  const { altKey, ctrlKey, metaKey, isComposing, defaultPrevented } = event;
  if (altKey || ctrlKey || metaKey || isComposing || defaultPrevented) return false;
  // Within an element of a page of its own, the event's target is that element.
  const target = event.composedPath()[0];
  return !(target instanceof Element && target.closest(TYPED_IN) !== null) && areShortcutsOn();
};
