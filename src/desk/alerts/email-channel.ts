import type { AlertedArticle } from '../../domain/alert.ts';
import type { Message, Send } from './channel.ts';

export interface EmailOptions {
  /** `smtp://user:password@mail.example:587` or `smtps://…` */
  readonly smtpUrl: string;
  /** Who the mails are from. */
  readonly from: string;
  /** Where readers find the service; `null`: links are those of the articles alone. */
  readonly publicUrl: string | null;
}

const TIMEOUT_MS = 20_000;

/** Sends mails through a server; the module for it is loaded with the first. */
export const createEmailChannel = ({
  smtpUrl,
  from,
  publicUrl,
}: EmailOptions): { readonly send: Send; readonly close: () => void } => {
  const open = async () => {
    const { createTransport } = await import('nodemailer');
    return createTransport(
      {
        url: smtpUrl,
        connectionTimeout: TIMEOUT_MS,
        greetingTimeout: TIMEOUT_MS,
        socketTimeout: TIMEOUT_MS,
        // What an article says must not make the server read files or addresses.
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from },
    );
  };
  let transport: ReturnType<typeof open> | null = null;
  return {
    send: async (message, signal) => {
      const { channel } = message.record.alert;
      if (channel.kind !== 'email')
        return { kind: 'failed', reason: 'has no address', isFinal: true, retryAfterMs: null };
      try {
        const { sendMail } = await (transport ??= open()).then((one) => ({
          sendMail: one.sendMail.bind(one),
        }));
        await sendMail({
          to: [...channel.to],
          subject: subjectOf(message),
          text: textOf(message, publicUrl),
          messageId: `<${message.id}@timbao>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent' };
      } catch (error) {
        signal.throwIfAborted();
        const { responseCode } = error as { responseCode?: unknown };
        const code = typeof responseCode === 'number' ? responseCode : null;
        return {
          kind: 'failed',
          reason:
            code === null ? 'the mail server could not be reached' : `the mail server answered with ${code}`,
          // 5xx is final in SMTP; but for who may send, which is for those to mend who run the service.
          isFinal: code !== null && code >= 550 && code < 560,
          retryAfterMs: null,
        };
      }
    },
    close: () => {
      void transport?.then((one) => one.close()).catch(() => {});
    },
  };
};

const subjectOf = ({ record: { alert }, articles }: Message): string => {
  const [first, ...others] = articles;
  const more = others.length === 0 ? '' : ` (+${others.length})`;
  return `[${alert.name}] ${first?.title ?? ''}${more}`.slice(0, 200);
};

const entryOf = (
  { id, title, url, lead, source, publishedAt }: AlertedArticle,
  publicUrl: string | null,
): string => {
  const address = url ?? (publicUrl === null ? null : `${publicUrl}/articles/${encodeURIComponent(id)}`);
  const when = `${publishedAt.slice(8, 10)}/${publishedAt.slice(5, 7)}/${publishedAt.slice(0, 4)}`;
  return [title, [source, when].filter(Boolean).join(', '), lead, address].filter(Boolean).join('\n');
};

const textOf = ({ record: { alert }, articles }: Message, publicUrl: string | null): string =>
  [...articles.map((article) => entryOf(article, publicUrl)), `-- \nTìm Báo: ${alert.name}`].join('\n\n') +
  '\n';
