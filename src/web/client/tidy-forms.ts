/** Leaves fields that are empty out of the address that a form leads to, so that it is short enough to be sent on. */
export const tidyForms = (): void => {
  document.addEventListener('formdata', ({ formData, target }) => {
    if (!(target instanceof HTMLFormElement) || target.method !== 'get') return;
    const empty = [...formData].filter(([, value]) => typeof value === 'string' && value.trim() === '');
    for (const [name] of empty) formData.delete(name);
  });
};
