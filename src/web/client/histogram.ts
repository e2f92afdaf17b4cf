import type { HistogramTexts } from '../client-texts.ts';

/**
 * Lets the bars of the chart be dragged across, or gone through with the arrow keys (with Shift to select several),
 * to narrow the search to all that are selected. One bar alone stays the link that it is.
 */
export const createHistogram = (figure: HTMLElement): void => {
  const texts = JSON.parse(figure.dataset['texts'] ?? '{}') as HistogramTexts;
  const bars = [...figure.querySelectorAll<SVGAElement>('svg a')];
  const svg = figure.querySelector('svg');
  const said = figure.querySelector<HTMLElement>('[data-selection]');
  if (svg === null || said === null || bars.length === 0) return;

  let first = -1;
  let last = -1;
  let dragging = false;
  let dragged = false;

  const data = (index: number) => bars[index]?.dataset ?? {};

  const select = (from: number, to: number): void => {
    first = Math.min(from, to);
    last = Math.max(from, to);
    bars.forEach((bar, index) => bar.classList.toggle('in', index >= first && index <= last));
    const chosen = bars.slice(Math.max(first, 0), last + 1);
    figure.classList.toggle('selecting', chosen.length > 1);
    const count = chosen.reduce((sum, bar) => sum + Number(bar.dataset['count']), 0);
    said.textContent =
      chosen.length < 2
        ? texts.howTo
        : texts.selected
            .replace('{first}', () => data(first)['name'] ?? '')
            .replace('{last}', () => data(last)['name'] ?? '')
            .replace('{count}', count.toLocaleString(texts.locale));
  };
  const clear = (): void => {
    select(-1, -1);
    dragging = false;
  };

  const narrow = (): void => {
    const url = new URL(bars[first]?.getAttribute('href') ?? '', location.href);
    url.searchParams.set('from', data(first)['from'] ?? '');
    url.searchParams.set('to', data(last)['to'] ?? '');
    location.assign(url);
  };

  /** The bar at a place, or the nearest one: what is dragged past the end means the end. */
  const barAt = (x: number): number => {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    bars.forEach((bar, index) => {
      const { left, right } = bar.getBoundingClientRect();
      const distance = Math.max(left - x, x - right, 0);
      if (distance < least) {
        least = distance;
        nearest = index;
      }
    });
    return nearest;
  };

  let anchor = -1;
  svg.addEventListener('dragstart', (event) => event.preventDefault());
  svg.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    dragging = true;
    dragged = false;
    anchor = barAt(event.clientX);
  });
  addEventListener('pointermove', (event) => {
    if (!dragging) return;
    const here = barAt(event.clientX);
    if (here !== anchor || dragged) {
      dragged = true;
      select(anchor, here);
    }
  });
  addEventListener('pointerup', () => {
    if (!dragging) return;
    dragging = false;
    if (dragged && last > first) narrow();
    else clear();
  });
  addEventListener('pointercancel', clear);
  // The end of a drag is no click on the bar that it ends on.
  svg.addEventListener('click', (event) => {
    if (dragged) event.preventDefault();
    dragged = false;
  });

  // One stop for the Tab key; within the chart the arrows go on.
  const focus = (index: number, extend: boolean): void => {
    const next = Math.min(Math.max(index, 0), bars.length - 1);
    const before = bars.findIndex((bar) => bar.getAttribute('tabindex') === '0');
    bars.forEach((bar, i) => bar.setAttribute('tabindex', i === next ? '0' : '-1'));
    bars[next]?.focus();
    if (!extend) {
      anchor = next;
      clear();
    } else {
      if (first < 0) anchor = before;
      select(anchor, next);
    }
  };
  bars.forEach((bar, index) => bar.setAttribute('tabindex', index === 0 ? '0' : '-1'));
  svg.addEventListener('keydown', (event) => {
    const here = bars.findIndex((bar) => bar === document.activeElement);
    const goal = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: bars.length - 1 }[event.key];
    if (goal !== undefined) {
      event.preventDefault();
      focus(goal, event.shiftKey);
    } else if (event.key === 'Enter' && last > first) {
      event.preventDefault();
      narrow();
    } else if (event.key === 'Escape') clear();
  });
  addEventListener('pageshow', clear);
  clear();
  // From now on: what it says at first is no news.
  said.setAttribute('role', 'status');
};
