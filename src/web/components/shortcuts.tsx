import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';
import { AdvancedLink } from './advanced-link.tsx';

interface ShortcutsProps {
  readonly texts: Texts;
  readonly address: PageAddress;
}

/** The keys that a page has of its own, and whether it has them; `client/shortcuts.ts` opens it. */
export const Shortcuts = ({ texts, address }: ShortcutsProps) => {
  const { shortcuts } = texts;
  return (
    <dialog class="shortcuts" aria-labelledby="shortcuts-name" data-shortcuts>
      <form method="dialog">
        <h2 id="shortcuts-name">{shortcuts.label}</h2>
        <dl>
          {shortcuts.keys.map(([key, what]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <p>
          <label>
            <input type="checkbox" checked data-shortcuts-on /> {shortcuts.on}
          </label>
        </p>
        <p>
          <AdvancedLink texts={texts} address={address} />
        </p>
        <p class="steps">
          <button type="submit">{shortcuts.close}</button>
        </p>
      </form>
    </dialog>
  );
};
