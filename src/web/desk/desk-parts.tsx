import type { PageContext } from '../document.tsx';
import { deskTexts } from '../texts/desk-texts.ts';

interface PartProps extends Pick<PageContext, 'texts' | 'address'> {
  /** `/desk/pins` */
  readonly path: string;
}

/** The last row of a form: to save it, or to leave an entry as it was. */
export const FormEnd = ({ texts, address, path, isNew }: PartProps & { readonly isNew: boolean }) => {
  const words = deskTexts[texts.code];
  return (
    <p class="actions">
      <button class="go" type="submit" name="action" value="save">
        {words.save}
      </button>
      {!isNew && <a href={address.home(path)}>{words.cancel}</a>}
    </p>
  );
};

interface EntryActionsProps extends PartProps {
  readonly id: string;
  /** What the entry is called, for those who only hear its links. */
  readonly name: string;
  /** What is asked before it is removed. */
  readonly question: string;
  readonly isRemoving: boolean;
  /** Address and text of each, before the one that removes. */
  readonly links: readonly (readonly [string, string])[];
}

/** What can be done with an entry; or, where it is to be removed, whether it really is. */
export const EntryActions = (props: EntryActionsProps) => {
  const { texts, address, path, id, name, question, isRemoving, links } = props;
  const words = deskTexts[texts.code];
  if (isRemoving) {
    return (
      <form method="post" action={address.home(path)} class="actions" id="removing">
        <p role="alert">{question}</p>
        <input type="hidden" name="id" value={id} />
        <button class="go" type="submit" name="action" value="remove">
          {words.reallyRemove}
        </button>
        <a href={address.home(path)}>{words.cancel}</a>
      </form>
    );
  }
  const removal = [`${address.home(path, { remove: id })}#removing`, words.remove] as const;
  return (
    <p class="actions">
      {[...links, removal].map(([href, text]) => (
        <a href={href}>
          {text}
          <span class="unseen"> {name}</span>
        </a>
      ))}
    </p>
  );
};
