/** Offers what the system has to share an article with, where it has something. */
export const createShare = (button: HTMLButtonElement): void => {
  if (!('share' in navigator)) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    const url = button.dataset['share'] ?? '';
    navigator
      .share({ title: button.dataset['title'] ?? document.title, url: url === '' ? location.href : url })
      .catch(() => {
        // Thought better of: nothing has to be said.
      });
  });
};
