import { isShortcut } from './is-shortcut.ts';
import { areShortcutsOn, setShortcuts } from './shortcut-setting.ts';

const TITLES = '.hit h2 a, .headlines li > a';

/**
 * `/` leads to the search box, `j` and `k` from title to title, and `?` to the list of all keys, which the buttons open,
 * too.
 */
export const createShortcuts = (
  dialog: HTMLDialogElement,
  input: HTMLInputElement | null,
  buttons: Iterable<HTMLElement>,
): void => {
  const show = (): void => {
    dialog.showModal();
    // What has the focus is what a space bar hits: better the way out than the switch.
    dialog.querySelector<HTMLElement>('button')?.focus();
  };
  const focusBox = (): void => {
    input?.focus();
    input?.select();
  };
  const move = (by: number): void => {
    const titles = [...document.querySelectorAll<HTMLElement>(TITLES)];
    const here = document.activeElement?.closest('.hit, .headlines li') ?? null;
    const at = titles.findIndex((title) => here?.contains(title));
    const title = titles[at + by];
    title?.focus({ preventScroll: true });
    title?.closest('.hit, .headlines li')?.scrollIntoView({ block: 'nearest' });
  };
  const keys: Readonly<Record<string, () => void>> = {
    '/': focusBox,
    '?': show,
    j: () => move(1),
    k: () => move(-1),
  };

  document.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined || !isShortcut(event)) return;
    event.preventDefault();
    act();
  });
  for (const button of buttons) button.addEventListener('click', show);
  const isOn = dialog.querySelector<HTMLInputElement>('[data-shortcuts-on]');
  if (isOn === null) return;
  isOn.checked = areShortcutsOn();
  isOn.addEventListener('change', () => setShortcuts(isOn.checked));
};
