import { readFields } from '../advanced/advanced-fields.ts';
import { composeQuery } from '../advanced/compose-query.ts';

/** Shows, while the advanced form is filled in, the query that it writes. */
export const createAdvancedForm = (form: HTMLFormElement): void => {
  const written = form.querySelector<HTMLOutputElement>('[data-written]');
  if (written === null) return;
  const language = form.dataset['advanced'] === 'en' ? 'en' : 'vi';
  form.addEventListener('input', () => {
    const data = new FormData(form);
    const field = (name: string): string | null => {
      const value = data.get(name);
      return typeof value === 'string' ? value : null;
    };
    written.value = composeQuery(readFields(field), language);
  });
};
