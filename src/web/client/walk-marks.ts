import { isShortcut } from './is-shortcut.ts';

/** Lets one go from mark to mark of an article, and says which one it is. */
export const walkMarks = (nav: HTMLElement): void => {
  const marks = [...document.querySelectorAll<HTMLElement>('.article mark')];
  const said = nav.querySelector<HTMLElement>('[data-place]');
  const template = nav.dataset['walk'] ?? '';
  let at = -1;

  const say = (): void => {
    marks.forEach((mark, index) => mark.classList.toggle('here', index === at));
    if (said !== null) {
      said.textContent = template
        .replace('{place}', at < 0 ? '–' : String(at + 1))
        .replace('{count}', String(marks.length));
    }
  };
  const go = (index: number): void => {
    at = (index + marks.length) % marks.length;
    const mark = marks[at];
    mark?.scrollIntoView({ block: 'center' });
    say();
  };

  for (const button of nav.querySelectorAll<HTMLButtonElement>('[data-step]')) {
    const step = Number(button.dataset['step']);
    // From before the first, back leads to the last.
    button.addEventListener('click', () => go(at < 0 && step < 0 ? -1 : at + step));
  }
  const follow = (): void => {
    const place = /^#hit-(\d+)$/.exec(location.hash)?.[1];
    if (place !== undefined) {
      at = Number(place) - 1;
      say();
    }
  };
  document.addEventListener('keydown', (event) => {
    const step = { n: 1, p: -1 }[event.key];
    if (step === undefined || !isShortcut(event)) return;
    event.preventDefault();
    go(at < 0 && step < 0 ? -1 : at + step);
  });
  addEventListener('hashchange', follow);
  say();
  follow();
};
