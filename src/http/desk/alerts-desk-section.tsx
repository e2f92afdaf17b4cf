import type { Context } from 'hono';
import type { Alert } from '../../domain/alert.ts';
import { AppError } from '../../domain/app-error.ts';
import type { PageContext } from '../../web/document.tsx';
import { AlertsSection, type AlertDraft } from '../../web/desk/alerts-section.tsx';
import { deskTexts } from '../../web/texts/desk-texts.ts';
import type { AppEnv } from '../app-env.ts';
import { toAlertInput, toAlertResponse } from '../schemas/alert-schema.ts';
import { entryIn, type DeskSection, type SectionView, type SentForm } from './desk-section.ts';

const NEW: AlertDraft = {
  id: null,
  name: '',
  q: '',
  kind: 'feed',
  to: '',
  throttle: 'at once',
  time: '07:00',
  enabled: true,
};

const PREVIEW = { days: 30, size: 10 };
const DELIVERIES = { size: 20, from: 0 };

const DAILY = 'daily ';

const draftOf = ({ id, name, search, channel, throttle, enabled }: Alert): AlertDraft => ({
  id,
  name,
  q: search.q,
  kind: channel.kind,
  to: channel.kind === 'webhook' ? channel.url : channel.kind === 'email' ? channel.to.join(', ') : '',
  throttle: throttle.startsWith(DAILY) ? 'daily' : (throttle as 'at once' | 'hourly'),
  time: throttle.startsWith(DAILY) ? throttle.slice(DAILY.length) : NEW.time,
  enabled,
});

/** Longer is none, as in the interface. */
const MOST_DELIVERY_ID = 200;

/** A form as it was sent, to be shown again where it is wrong. */
const draftIn = (form: SentForm): AlertDraft => {
  const [kind, throttle] = [form('kind')[0], form('throttle')[0]];
  return {
    id: entryIn(form),
    name: form('name')[0] ?? '',
    q: form('q')[0] ?? '',
    kind: kind === 'webhook' || kind === 'email' ? kind : 'feed',
    to: form('to')[0] ?? '',
    throttle: throttle === 'hourly' || throttle === 'daily' ? throttle : 'at once',
    time: form('time')[0] ?? '',
    enabled: form('enabled').length > 0,
  };
};

const channelOf = ({ kind, to }: AlertDraft): object => {
  switch (kind) {
    case 'webhook':
      return { kind, url: to.trim() };
    case 'email':
      return {
        kind,
        to: to.split(/[\s,;]+/u).filter((address) => address !== ''),
      };
    case 'feed':
      return { kind };
    default:
      return kind satisfies never;
  }
};

/** The body that the interface would be sent; what the form does not have stays as it was. */
const bodyOf = (draft: AlertDraft, before: Alert | null): object => ({
  name: draft.name,
  search: { ...(before === null ? {} : toAlertResponse(before).search), q: draft.q },
  channel: channelOf(draft),
  throttle: draft.throttle === 'daily' ? `${DAILY}${draft.time}` : draft.throttle,
  ...(before !== null && { maxAgeDays: before.maxAgeDays }),
  enabled: draft.enabled,
});

interface Shown {
  readonly draft?: AlertDraft;
  /** What is wrong with it, a line each. */
  readonly wrong?: readonly string[];
  /** What a new webhook is signed with: told once. */
  readonly secret?: string | null;
}

const view = async (
  c: Context<AppEnv>,
  page: PageContext,
  { draft, wrong = [], secret = null }: Shown = {},
): Promise<SectionView> => {
  const { services, deadline } = c.var;
  const alerts = await services.listAlerts(deadline.signal);
  const asked = (name: string): Alert | null => alerts.find(({ id }) => id === c.req.query(name)) ?? null;
  const [edited, previewed, looked] = [asked('alert'), asked('preview'), asked('deliveries')];
  const [preview, deliveries] = await Promise.all([
    previewed === null ? null : services.previewAlert(previewed.id, PREVIEW, deadline.signal),
    looked === null ? null : services.listDeliveries(looked.id, DELIVERIES, deadline.signal),
  ]);
  return {
    content: (
      <AlertsSection
        {...page}
        alerts={alerts}
        draft={draft ?? (edited === null ? NEW : draftOf(edited))}
        wrong={wrong}
        secret={secret}
        removing={c.req.query('remove') ?? null}
        preview={previewed === null || preview === null ? null : { of: previewed.id, ...preview }}
        deliveries={looked === null || deliveries === null ? null : { of: looked.id, ...deliveries }}
      />
    ),
    alert: wrong.length === 0 ? undefined : deskTexts[page.texts.code].errors,
  };
};

export const alertsDeskSection: DeskSection = {
  path: '/desk/alerts',
  titleIn: ({ alerts }) => alerts.title,
  show: (c, page) => view(c, page),
  act: async (c, page, form) => {
    const { services, deadline } = c.var;
    const draft = draftIn(form);
    const [action] = form('action');
    if (action === 'remove') {
      if (draft.id !== null) await services.deleteAlert(draft.id, deadline.signal);
      return { done: 'removed' };
    }
    if (action === 'resend') {
      const [delivery = ''] = form('delivery');
      if (draft.id !== null && delivery.length <= MOST_DELIVERY_ID)
        await services.resendDelivery(draft.id, delivery, deadline.signal);
      return { done: 'saved' };
    }
    try {
      const before = draft.id === null ? null : await services.getAlert(draft.id, deadline.signal);
      // One that somebody removed meanwhile is a new one.
      const id = before?.id ?? null;
      const stored = await services.putAlert(id, toAlertInput(bodyOf(draft, before)), deadline.signal);
      return stored.secret === null ? { done: 'saved' } : await view(c, page, { secret: stored.secret });
    } catch (error) {
      if (!(error instanceof AppError) || !MENDABLE.has(error.code)) throw error;
      const { errors, message } = error;
      const lines = errors.map(({ path, message: what }) => `${path} ${what}`);
      return view(c, page, { draft, wrong: lines.length === 0 ? [message] : lines });
    }
  },
};

const MENDABLE: ReadonlySet<string> = new Set(['invalid_parameters', 'query_too_complex', 'stale_version']);
