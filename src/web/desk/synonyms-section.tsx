import { lineOfSynonyms, type AllSynonyms, type CheckedSynonyms } from '../../domain/synonyms.ts';
import type { PageContext } from '../document.tsx';
import { deskTexts } from '../texts/desk-texts.ts';
import { EntryActions, FormEnd } from './desk-parts.tsx';

/** An entry as its form has it. */
export interface SynonymsDraft {
  /** `null` of a new one. */
  readonly id: string | null;
  readonly line: string;
}

interface SynonymsProps extends Pick<PageContext, 'texts' | 'address'> {
  readonly all: AllSynonyms;
  readonly draft: SynonymsDraft;
  /** Why it was not saved, in the words of the list's check. */
  readonly wrong: string | null;
  readonly removing: string | null;
}

const PATH = '/desk/synonyms';

/** The synonyms beside those of the file, the form for one of them, and the file's. */
export const SynonymsSection = (props: SynonymsProps) => {
  const { texts, address, all, draft, wrong } = props;
  const desk = deskTexts[texts.code];
  const words = desk.synonyms;
  return (
    <>
      <p>{words.about}</p>
      <section aria-labelledby="synonyms-form">
        <h2 id="synonyms-form">{draft.id === null ? words.create : words.edit}</h2>
        <form class="desk-form" method="post" action={address.home(PATH)}>
          {draft.id !== null && <input type="hidden" name="id" value={draft.id} />}
          <div class="field">
            <label for="synonyms-line">{words.line}</label>
            <input
              id="synonyms-line"
              name="line"
              type="text"
              lang="vi"
              value={draft.line}
              aria-describedby={`synonyms-hint${wrong === null ? '' : ' synonyms-error'}`}
              aria-invalid={wrong === null ? undefined : 'true'}
            />
            <p class="hint" id="synonyms-hint">
              {words.lineHint}
            </p>
            {wrong !== null && (
              <p class="field-error" id="synonyms-error" lang="en">
                {wrong}
              </p>
            )}
          </div>
          <FormEnd texts={texts} address={address} path={PATH} isNew={draft.id === null} />
        </form>
      </section>
      <section aria-labelledby="synonyms-all">
        <h2 id="synonyms-all">{words.all}</h2>
        {all.synonyms.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <ul class="entries">
            {all.synonyms.map((entry) => (
              <Entry {...props} entry={entry} />
            ))}
          </ul>
        )}
      </section>
      <details>
        <summary>{words.file(all.file.length)}</summary>
        <ul class="lines" lang="vi">
          {all.file.map((group) => (
            <li>{lineOfSynonyms(group)}</li>
          ))}
        </ul>
      </details>
    </>
  );
};

const Entry = ({ texts, address, removing, entry }: SynonymsProps & { readonly entry: CheckedSynonyms }) => {
  const desk = deskTexts[texts.code];
  const words = desk.synonyms;
  const line = lineOfSynonyms(entry);
  return (
    <li class="entry">
      <h3 lang="vi">{line}</h3>
      {entry.warnings.map((warning) => (
        <p class="meta">
          {words.warnings}: <span lang="en">{warning}</span>
        </p>
      ))}
      <EntryActions
        texts={texts}
        address={address}
        path={PATH}
        id={entry.id}
        name={line}
        question={words.removing}
        isRemoving={removing === entry.id}
        links={[[address.home(PATH, { entry: entry.id }), desk.edit]]}
      />
    </li>
  );
};
