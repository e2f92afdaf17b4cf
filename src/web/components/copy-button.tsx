import type { Texts } from '../texts/vietnamese.ts';

interface CopyButtonProps {
  readonly texts: Texts;
  readonly name: string;
  /** What is copied; `null`: the address of the page. */
  readonly text: string | null;
}

/** Copies a text; `client/copy-text.ts` does. */
export const CopyButton = ({ texts, name, text }: CopyButtonProps) => (
  <button
    class="copy needs-script"
    type="button"
    data-copy={text ?? ''}
    data-done={texts.hit.cited}
    data-failed={texts.hit.citeFailed}
  >
    {name}
  </button>
);
