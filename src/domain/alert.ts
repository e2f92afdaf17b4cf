import type { Article } from './article.ts';
import type { Wanted } from './search-request.ts';
import type { Portion } from './visibility.ts';

/** Which articles an alert is about: what a search asks for, never loosened. */
export type AlertSearch = Pick<Wanted, 'q' | 'mode' | 'slop' | 'diacritics' | 'from' | 'to' | 'filters'>;

/** How an alert reaches somebody. */
export type AlertChannel =
  | { readonly kind: 'webhook'; readonly url: string }
  | { readonly kind: 'email'; readonly to: readonly string[] }
  /** Nothing is sent: it is read as an Atom feed. */
  | { readonly kind: 'feed' };

export type AlertChannelKind = AlertChannel['kind'];

/** When articles are sent: as they come, or gathered; a time of day is that of Vietnam. */
export type AlertThrottle = 'at once' | 'hourly' | `daily ${string}`;

/** What somebody wants to be told of. */
export interface AlertInput {
  readonly name: string;
  readonly search: AlertSearch;
  readonly channel: AlertChannel;
  readonly throttle: AlertThrottle;
  /** Articles that came to be seen longer ago than so many days are no news; `null`: they are. */
  readonly maxAgeDays: number | null;
  /** `false`: nothing is noted or sent, nor made up for later. */
  readonly enabled: boolean;
}

export interface Alert extends AlertInput {
  readonly id: string;
  /** RFC 3339 */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Why the engine cannot run it, where it cannot. */
  readonly fault: string | null;
}

/** An alert that was stored, and the secret that its webhooks are signed with where it is a new one: told once. */
export interface StoredAlert {
  readonly alert: Alert;
  readonly isNew: boolean;
  readonly secret: string | null;
}

export const DELIVERY_STATES = ['waiting', 'sent', 'dead'] as const;

/** `waiting`: until it is due, or tried again; `dead`: given up. */
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** That an article is for an alert, and what became of it. There is one for each text of an article. */
export interface Delivery {
  readonly id: string;
  /** Its title as it is now; `null` where it is not to be seen any more. */
  readonly article: { readonly id: string; readonly title: string | null };
  readonly state: DeliveryState;
  readonly notedAt: string;
  /** When it is sent, or tried again; `null` where it is not waiting. */
  readonly dueAt: string | null;
  readonly sentAt: string | null;
  /** How often it was tried. */
  readonly tries: number;
  /** Why the last try failed. */
  readonly reason: string | null;
  /** The message that it went out with; several articles share one. */
  readonly message: string | null;
}

export interface DeliveryList {
  readonly total: number;
  readonly deliveries: readonly Delivery[];
}

/** An article as a message names it. */
export type AlertedArticle = Pick<
  Article,
  'id' | 'title' | 'lead' | 'url' | 'section' | 'source' | 'authors' | 'publishedAt' | 'updatedAt'
>;

/** What would have gone out at once. */
export interface PreviewedMessage {
  readonly at: string;
  readonly articles: readonly AlertedArticle[];
}

/** What an alert would have sent. */
export interface AlertPreview {
  readonly days: number;
  /** How many articles in all. */
  readonly total: number;
  /** Newest first; of very many articles, the newest. */
  readonly messages: readonly PreviewedMessage[];
}

/** Whose alerts are meant: a part of the archive has its own. */
export type AlertOwner = Portion | null;

/** What is given of an alert: a secret of one’s own besides. */
export type AlertPut = AlertInput & { readonly secret?: string };

/** The alerts of a newsroom, as whoever sees a part of the archive has to do with them. */
export interface AlertServices {
  /** The newest first. */
  readonly listAlerts: (signal?: AbortSignal) => Promise<readonly Alert[]>;
  readonly getAlert: (id: string, signal?: AbortSignal) => Promise<Alert | null>;
  /**
   * Makes an alert, or changes that of the id.
   *
   * @param id of its own where it is `null`
   * @throws AppError `invalid_parameters` where its search asks for nothing, or there is no way to send it ·
   *   `query_too_complex` · `forbidden` where the id is another part’s
   */
  readonly putAlert: (id: string | null, input: AlertPut, signal?: AbortSignal) => Promise<StoredAlert>;
  /** @returns whether there was one */
  readonly deleteAlert: (id: string, signal?: AbortSignal) => Promise<boolean>;
  /** What it would have sent; `null` where there is none of that id. */
  readonly previewAlert: (
    id: string,
    options: { readonly days: number; readonly size: number },
    signal?: AbortSignal,
  ) => Promise<AlertPreview | null>;
  readonly listDeliveries: (
    id: string,
    options: { readonly state?: DeliveryState; readonly size: number; readonly from: number },
    signal?: AbortSignal,
  ) => Promise<DeliveryList | null>;
  /** Has a dead delivery sent again. @returns whether there was one */
  readonly resendDelivery: (id: string, delivery: string, signal?: AbortSignal) => Promise<boolean>;
  /** The articles that it was for last, the newest first, as far as they are to be seen; `null` where there is none. */
  readonly alertedArticles: (
    id: string,
    size: number,
    signal?: AbortSignal,
  ) => Promise<{ readonly alert: Alert; readonly articles: readonly Article[] } | null>;
}
