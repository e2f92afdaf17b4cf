import type { Pin } from '../../domain/pin.ts';
import { timeInVietnam, typedDay } from '../../domain/days.ts';
import { articlePath } from '../components/hit.tsx';
import type { PageContext } from '../document.tsx';
import { EntryActions, FormEnd } from './desk-parts.tsx';
import { deskTexts, type DeskTexts } from '../texts/desk-texts.ts';

/** A pin as its form has it: nothing of it need be right. */
export interface PinDraft {
  /** `null` of a new one. */
  readonly id: string | null;
  readonly queries: readonly string[];
  readonly first: readonly string[];
  readonly never: readonly string[];
  /** `2022-01-21T06:00:00`, in Vietnam time; or whatever was typed. */
  readonly from: string;
  readonly until: string;
  /** What articles were looked for by. */
  readonly find: string;
}

export const EMPTY_DRAFT: PinDraft = {
  id: null,
  queries: [],
  first: [],
  never: [],
  from: '',
  until: '',
  find: '',
};

export type PinField = keyof DeskTexts['pins']['wrong'];

/** An article that can be pinned. */
export interface FoundArticle {
  readonly id: string;
  readonly title: string;
  /** `21/01/2022` */
  readonly day: string;
}

interface PinsProps extends Pick<PageContext, 'texts' | 'address' | 'now'> {
  readonly pins: readonly Pin[];
  /** Of the articles that whoever looks sees. */
  readonly titles: ReadonlyMap<string, string>;
  readonly draft: PinDraft;
  /** `null`: nothing was looked for. */
  readonly found: readonly FoundArticle[] | null;
  readonly wrong: ReadonlySet<PinField>;
  /** The id of the pin that is to be removed, if that is wanted. */
  readonly removing: string | null;
}

const PATH = '/desk/pins';

/** An instant in Vietnam time, as an input of dates and times has it. */
export const localTime = (instant: string): string => timeInVietnam(Date.parse(instant));

const shownTime = (instant: string | undefined): string | null => {
  if (instant === undefined) return null;
  const [day = '', time = ''] = localTime(instant).split('T');
  return `${time.slice(0, 5)} ${typedDay(day)}`;
};

const stateOf = ({ from, until }: Pin, now: number): 'coming' | 'active' | 'over' => {
  if (from !== undefined && now < Date.parse(from)) return 'coming';
  return until !== undefined && now >= Date.parse(until) ? 'over' : 'active';
};

/** All pins, and the form for one of them. */
export const PinsSection = (props: PinsProps) => {
  const { texts, address, pins, draft } = props;
  const { pins: words } = deskTexts[texts.code];
  return (
    <>
      <p>{words.about}</p>
      <section aria-labelledby="pin-form">
        <h2 id="pin-form">{draft.id === null ? words.create : words.edit}</h2>
        <PinForm {...props} />
      </section>
      <section aria-labelledby="pins-all">
        <h2 id="pins-all">{words.all}</h2>
        {pins.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <ul class="entries">
            {pins.map((pin) => (
              <PinEntry {...props} pin={pin} />
            ))}
          </ul>
        )}
      </section>
      {draft.id !== null && (
        <p>
          <a href={address.home(PATH)}>{words.create}</a>
        </p>
      )}
    </>
  );
};

const PinEntry = ({ texts, address, now, titles, removing, pin }: PinsProps & { readonly pin: Pin }) => {
  const desk = deskTexts[texts.code];
  const words = desk.pins;
  const span = words.span(shownTime(pin.from), shownTime(pin.until));
  const name = pin.queries.join(' · ');
  return (
    <li class="entry">
      <h3 lang="vi">{name}</h3>
      <p class="meta">
        {words.states[stateOf(pin, now)]}
        {span !== '' && ` · ${span}`}
      </p>
      {(['first', 'never'] as const).map(
        (list) =>
          pin[list].length > 0 && (
            <>
              <p class="list-name">{words[list]}</p>
              <ol>
                {pin[list].map((id) => (
                  <li>
                    <ArticleName words={words} id={id} title={titles.get(id)} />
                  </li>
                ))}
              </ol>
            </>
          ),
      )}
      <EntryActions
        texts={texts}
        address={address}
        path={PATH}
        id={pin.id}
        name={name}
        question={words.removing}
        isRemoving={removing === pin.id}
        links={[[address.home(PATH, { pin: pin.id }), desk.edit]]}
      />
    </li>
  );
};

const ArticleName = ({
  words,
  id,
  title,
}: {
  readonly words: DeskTexts['pins'];
  readonly id: string;
  readonly title: string | undefined;
}) =>
  title === undefined ? (
    <span>
      <code>{id}</code> ({words.unseen})
    </span>
  ) : (
    <a href={articlePath(id)} lang="vi">
      {title}
    </a>
  );

const PinForm = (props: PinsProps) => {
  const { texts, address, titles, draft, found, wrong } = props;
  const desk = deskTexts[texts.code];
  const words = desk.pins;
  const errorId = (field: PinField): string | undefined =>
    wrong.has(field) ? `pin-${field}-error` : undefined;
  const Wrong = ({ field }: { readonly field: PinField }) =>
    wrong.has(field) ? (
      <p class="field-error" id={`pin-${field}-error`}>
        {words.wrong[field]}
      </p>
    ) : null;
  const lists = (['first', 'never'] as const).map((list) => (
    <fieldset aria-describedby={errorId(list)}>
      <legend>{words[list]}</legend>
      {draft[list].length === 0 ? (
        <p class="meta">{words.noArticles}</p>
      ) : (
        <ol class="chosen">
          {draft[list].map((id, place) => (
            <li>
              <input type="hidden" name={list} value={id} />
              <ArticleName words={words} id={id} title={titles.get(id)} />
              <span class="actions">
                {list === 'first' && place > 0 && (
                  <Act action={`up:${id}`} label={words.up} of={titles.get(id) ?? id} />
                )}
                {list === 'first' && place < draft.first.length - 1 && (
                  <Act action={`down:${id}`} label={words.down} of={titles.get(id) ?? id} />
                )}
                <Act action={`drop:${id}`} label={words.drop} of={titles.get(id) ?? id} />
              </span>
            </li>
          ))}
        </ol>
      )}
      <Wrong field={list} />
    </fieldset>
  ));
  return (
    <form class="desk-form" method="post" action={address.home(PATH)}>
      {draft.id !== null && <input type="hidden" name="id" value={draft.id} />}
      <div class="field">
        <label for="pin-queries">{words.queries}</label>
        <textarea
          id="pin-queries"
          name="queries"
          rows={3}
          lang="vi"
          aria-describedby={['pin-queries-hint', errorId('queries')].filter(Boolean).join(' ')}
          aria-invalid={wrong.has('queries') ? 'true' : undefined}
        >
          {draft.queries.join('\n')}
        </textarea>
        <p class="hint" id="pin-queries-hint">
          {words.queriesHint}
        </p>
        <Wrong field="queries" />
      </div>
      <div class="field">
        <label for="pin-find">{words.find}</label>
        <div class="find">
          <input id="pin-find" name="find" type="search" lang="vi" value={draft.find} />
          <button type="submit" name="action" value="find">
            {words.search}
          </button>
        </div>
      </div>
      {found !== null && (
        <div role="status">
          {found.length === 0 ? (
            <p>{words.nothingFound}</p>
          ) : (
            <>
              <p class="list-name">{words.found}</p>
              <ul class="chosen">
                {found.map(({ id, title, day }) => (
                  <li>
                    <span>
                      <span lang="vi">{title}</span> <span class="meta">{day}</span>
                    </span>
                    <span class="actions">
                      <Act action={`first:${id}`} label={words.putFirst} of={title} />
                      <Act action={`never:${id}`} label={words.putNever} of={title} />
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      {lists}
      <div class="columns">
        {(['from', 'until'] as const).map((field) => (
          <div class="field">
            <label for={`pin-${field}`}>{words[field]}</label>
            <input
              id={`pin-${field}`}
              name={field}
              type="datetime-local"
              step="1"
              value={draft[field]}
              aria-describedby={['pin-time-hint', errorId(field)].filter(Boolean).join(' ')}
              aria-invalid={wrong.has(field) ? 'true' : undefined}
            />
            <Wrong field={field} />
          </div>
        ))}
      </div>
      <p class="hint" id="pin-time-hint">
        {words.timeHint}
      </p>
      <FormEnd texts={texts} address={address} path={PATH} isNew={draft.id === null} />
    </form>
  );
};

const Act = ({
  action,
  label,
  of,
}: {
  readonly action: string;
  readonly label: string;
  readonly of: string;
}) => (
  <button type="submit" name="action" value={action}>
    {label}
    <span class="unseen" lang="vi">
      {' '}
      {of}
    </span>
  </button>
);
