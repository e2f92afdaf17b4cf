import type { Texts } from '../texts/vietnamese.ts';

interface CiteButtonProps {
  readonly texts: Texts;
  readonly text: string;
}

/** Copies a citation; `client/copy-citation.ts` does. */
export const CiteButton = ({ texts, text }: CiteButtonProps) => (
  <button
    class="cite needs-script"
    type="button"
    data-cite={text}
    data-done={texts.hit.cited}
    data-failed={texts.hit.citeFailed}
  >
    {texts.hit.cite}
  </button>
);
