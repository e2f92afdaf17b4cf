import { createAdvancedForm } from './advanced-form.ts';
import { createClearButton } from './clear-button.ts';
import { createCombobox } from './combobox.ts';
import { copyTexts } from './copy-text.ts';
import { hideBrokenPictures } from './broken-pictures.ts';
import { createDatePickers } from './date-picker.ts';
import { createExport } from './export.ts';
import { searchInFacets } from './facet-search.ts';
import { createFilterDrawer } from './filter-drawer.ts';
import { createHistogram } from './histogram.ts';
import { makeElement } from './make-element.ts';
import { showLoading } from './loading.ts';
import { createShortcuts } from './shortcuts.ts';
import { createShare } from './share.ts';
import { tellClicks } from './tell-clicks.ts';
import { tidyForms } from './tidy-forms.ts';
import { walkMarks } from './walk-marks.ts';

// The page is complete without any of this: each part makes something that is there better.
const find = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector);

tidyForms();
copyTexts();
hideBrokenPictures();
searchInFacets();
createDatePickers();

const drawer = find('#filters');
if (drawer !== null) createFilterDrawer(drawer);

const progress = find('.progress');
if (progress !== null) showLoading(progress, find('main'));

const form = document.querySelector<HTMLFormElement>('form.search');
const input = form?.querySelector<HTMLInputElement>('input[name=q]') ?? null;
if (form !== null && input !== null) {
  const language = document.documentElement.lang === 'en' ? 'en' : 'vi';
  // A language that was chosen in the address goes with the reader.
  const lang = form.querySelector<HTMLInputElement>('input[name=lang]')?.value ?? '';
  const query = lang === '' ? '' : `?${new URLSearchParams({ lang }).toString()}`;
  createCombobox(form, input, {
    language,
    // A name is a filter, which can be seen and taken back; it leaves no query syntax in the box.
    filterAddress: ({ kind, text }) => {
      if (kind !== 'section' && kind !== 'author' && kind !== 'tag') return null;
      const filters = new URLSearchParams();
      for (const { name, value } of form.querySelectorAll<HTMLInputElement>('input[type=hidden]')) {
        filters.append(name, value);
      }
      if (!filters.getAll(kind).includes(text)) filters.append(kind, text);
      return `/?${filters.toString()}`;
    },
    addressOf: ({ id }) => `/articles/${encodeURIComponent(id)}${query}`,
    // As a link, so that the page shows that it is on its way.
    open: (address) => {
      const link = makeElement('a', { href: address, hidden: '' });
      form.append(link);
      link.click();
      link.remove();
    },
  });
  const clear = form.querySelector<HTMLButtonElement>('.clear');
  if (clear !== null) createClearButton(input, clear);
}

const hits = document.querySelector<HTMLOListElement>('ol.hits[data-clicks]');
if (hits !== null) tellClicks(hits, hits.dataset['clicks'] ?? '');

const shortcuts = document.querySelector<HTMLDialogElement>('[data-shortcuts]');
if (shortcuts !== null) {
  createShortcuts(shortcuts, input, document.querySelectorAll<HTMLElement>('[data-show-shortcuts]'));
}

const figure = find('[data-histogram]');
if (figure !== null) createHistogram(figure);

const share = document.querySelector<HTMLButtonElement>('[data-share]');
if (share !== null) createShare(share);

const walk = find('[data-walk]');
if (walk !== null) walkMarks(walk);

const advanced = document.querySelector<HTMLFormElement>('[data-advanced]');
if (advanced !== null) createAdvancedForm(advanced);

const dialog = document.querySelector<HTMLDialogElement>('dialog[data-key]');
if (dialog !== null) createExport(document.querySelectorAll<HTMLAnchorElement>('a[data-export]'), dialog);
