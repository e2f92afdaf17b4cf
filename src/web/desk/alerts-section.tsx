import type { Alert, AlertChannelKind, AlertPreview, DeliveryList } from '../../domain/alert.ts';
import { articlePath } from '../components/hit.tsx';
import type { PageContext } from '../document.tsx';
import { deskTexts, type DeskTexts } from '../texts/desk-texts.ts';
import { EntryActions, FormEnd } from './desk-parts.tsx';

/** An alert as its form has it. */
export interface AlertDraft {
  /** `null` of a new one. */
  readonly id: string | null;
  readonly name: string;
  readonly q: string;
  readonly kind: AlertChannelKind;
  /** An address, or several of mails. */
  readonly to: string;
  readonly throttle: 'at once' | 'hourly' | 'daily';
  /** `07:00` */
  readonly time: string;
  readonly enabled: boolean;
}

interface AlertsProps extends Pick<PageContext, 'texts' | 'address'> {
  readonly alerts: readonly Alert[];
  readonly draft: AlertDraft;
  /** Why it was not saved, in the words of the interface. */
  readonly wrong: readonly string[];
  readonly secret: string | null;
  readonly removing: string | null;
  readonly preview: (AlertPreview & { readonly of: string }) | null;
  readonly deliveries: (DeliveryList & { readonly of: string }) | null;
}

const PATH = '/desk/alerts';
const KINDS = ['feed', 'webhook', 'email'] as const;
const THROTTLES = ['at once', 'hourly', 'daily'] as const;

/** The form of an alert, and all alerts with what they would send, or have sent. */
export const AlertsSection = (props: AlertsProps) => {
  const { texts, alerts, draft, secret } = props;
  const words = deskTexts[texts.code].alerts;
  return (
    <>
      <p>{words.about}</p>
      {secret !== null && (
        <p class="notice" role="status">
          {words.secret} <code>{secret}</code>
        </p>
      )}
      <section aria-labelledby="alert-form">
        <h2 id="alert-form">{draft.id === null ? words.create : words.edit}</h2>
        <Form {...props} />
      </section>
      <section aria-labelledby="alerts-all">
        <h2 id="alerts-all">{words.all}</h2>
        {alerts.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <ul class="entries">
            {alerts.map((alert) => (
              <Entry {...props} alert={alert} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
};

const Form = ({ texts, address, draft, wrong }: AlertsProps) => {
  const desk = deskTexts[texts.code];
  const words = desk.alerts;
  return (
    <form class="desk-form" method="post" action={address.home(PATH)}>
      {draft.id !== null && <input type="hidden" name="id" value={draft.id} />}
      {wrong.length > 0 && (
        <ul class="field-error" id="alert-errors" lang="en">
          {wrong.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      )}
      <div class="field">
        <label for="alert-name">{words.name}</label>
        <input
          id="alert-name"
          name="name"
          type="text"
          lang="vi"
          maxlength={200}
          required
          value={draft.name}
        />
      </div>
      <div class="field">
        <label for="alert-q">{words.query}</label>
        <input
          id="alert-q"
          name="q"
          type="text"
          lang="vi"
          value={draft.q}
          aria-describedby={`alert-q-hint${wrong.length === 0 ? '' : ' alert-errors'}`}
          aria-invalid={wrong.length === 0 ? undefined : 'true'}
        />
        <p class="hint" id="alert-q-hint">
          {words.queryHint}
        </p>
      </div>
      <div class="field">
        <label for="alert-kind">{words.channel}</label>
        <select id="alert-kind" name="kind">
          {KINDS.map((kind) => (
            <option value={kind} selected={kind === draft.kind}>
              {words.channels[kind]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="alert-to">{words.to}</label>
        <input id="alert-to" name="to" type="text" value={draft.to} aria-describedby="alert-to-hint" />
        <p class="hint" id="alert-to-hint">
          {words.toHint}
        </p>
      </div>
      <div class="field">
        <label for="alert-throttle">{words.throttle}</label>
        <select id="alert-throttle" name="throttle">
          {THROTTLES.map((throttle) => (
            <option value={throttle} selected={throttle === draft.throttle}>
              {words.throttles[throttle]}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="alert-time">{words.time}</label>
        <input id="alert-time" name="time" type="time" value={draft.time} />
      </div>
      <p>
        <label class="check">
          <input type="checkbox" name="enabled" checked={draft.enabled} /> {words.enabled}
        </label>
      </p>
      <FormEnd texts={texts} address={address} path={PATH} isNew={draft.id === null} />
    </form>
  );
};

interface EntryProps extends AlertsProps {
  readonly alert: Alert;
}

const Entry = (props: EntryProps) => {
  const { texts, address, alert, removing, preview, deliveries } = props;
  const desk = deskTexts[texts.code];
  const words = desk.alerts;
  const { id, name, search, channel, throttle, enabled, fault } = alert;
  const at = (parameter: string): string => address.home(PATH, { [parameter]: id });
  return (
    <li class="entry" id={id}>
      <h3 lang="vi">{name}</h3>
      <p class="meta">
        <span lang="vi">{search.q}</span> · {words.channels[channel.kind]} · {throttleIn(words, throttle)}
        {enabled ? '' : ` · ${words.off}`}
      </p>
      {fault !== null && (
        <p class="field-error" lang="en">
          {fault}
        </p>
      )}
      <EntryActions
        texts={texts}
        address={address}
        path={PATH}
        id={id}
        name={name}
        question={words.removing}
        isRemoving={removing === id}
        links={[
          [at('alert'), desk.edit],
          [`${at('preview')}#${id}`, words.preview],
          [`${at('deliveries')}#${id}`, words.deliveries],
        ]}
      />
      {preview?.of === id && <Preview {...props} preview={preview} />}
      {deliveries?.of === id && <Deliveries {...props} deliveries={deliveries} />}
    </li>
  );
};

const throttleIn = (words: DeskTexts['alerts'], throttle: Alert['throttle']): string => {
  if (throttle === 'at once' || throttle === 'hourly') return words.throttles[throttle];
  return `${words.throttles.daily} ${throttle.slice('daily '.length)}`;
};

const Preview = ({ texts, preview }: AlertsProps & { readonly preview: AlertPreview }) => (
  <>
    <p>{deskTexts[texts.code].alerts.wouldHave(preview.total, preview.days)}</p>
    <ul lang="vi">
      {preview.messages
        .flatMap(({ articles }) => articles)
        .map(({ id, title }) => (
          <li>
            <a href={articlePath(id)}>{title}</a>
          </li>
        ))}
    </ul>
  </>
);

const Deliveries = ({
  texts,
  address,
  alert,
  deliveries,
}: EntryProps & { readonly deliveries: DeliveryList }) => {
  const words = deskTexts[texts.code].alerts;
  return deliveries.total === 0 ? (
    <p>{words.nothingSent}</p>
  ) : (
    <ul class="chosen">
      {deliveries.deliveries.map(({ id, article, state, reason }) => (
        <li>
          <span>
            <span lang="vi">{article.title ?? article.id}</span>{' '}
            <span class="meta">
              {words.states[state]}
              {reason !== null && (
                <>
                  {': '}
                  <span lang="en">{reason}</span>
                </>
              )}
            </span>
          </span>
          {state === 'dead' && (
            <form method="post" action={address.home(PATH)}>
              <input type="hidden" name="id" value={alert.id} />
              <input type="hidden" name="delivery" value={id} />
              <button type="submit" name="action" value="resend">
                {words.resend}
                <span class="unseen"> {article.title ?? article.id}</span>
              </button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
};
