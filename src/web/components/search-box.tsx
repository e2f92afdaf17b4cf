import type { ComboboxTexts } from '../client-texts.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

interface SearchBoxProps {
  readonly texts: Texts;
  readonly address: PageAddress;
  /** Whether the reader can type at once: on the bare page only, so that results are not scrolled past. */
  readonly focus: boolean;
}

/**
 * The form with the one box. It keeps the filters of the address, so that another word is searched for in the same
 * sections and years. The list of suggestions is made by `client/combobox.ts`.
 */
export const SearchBox = ({ texts, address, focus }: SearchBoxProps) => (
  <form
    class="search"
    action="/"
    method="get"
    role="search"
    data-texts={JSON.stringify(comboboxTexts(texts))}
  >
    <label for="q" class="unseen">
      {texts.search.label}
    </label>
    <div class="box">
      <input
        id="q"
        name="q"
        type="text"
        value={address.get('q')}
        placeholder={texts.search.placeholder}
        maxlength={512}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="search"
        autofocus={focus}
      />
      <button class="clear" type="button" aria-label={texts.search.clear} hidden>
        ×
      </button>
      <button class="go" type="submit">
        {texts.search.button}
      </button>
    </div>
    {address.except('q', 'page', 'cursor').map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </form>
);

const comboboxTexts = ({ search }: Texts): ComboboxTexts => ({
  suggestions: search.suggestions,
  recent: search.recent,
  forgetRecent: search.forgetRecent,
  none: search.noSuggestions,
  some: search.someSuggestions,
  kinds: search.kinds,
});
