import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { AppError } from '../domain/app-error.ts';

/** How long a cluster that is away is waited for. */
const PATIENCE_MS = 60_000;
const BETWEEN_MS = 1_000;
const ANSWER_MS = 5_000;

/**
 * The certificate of the authority that a cluster shows and that has a fingerprint. Who trusts it checks what the cluster shows
 * as always, its signatures and its name: a fingerprint alone says nothing of the certificates below it.
 *
 * @param urls the `https:` addresses of its nodes
 * @param fingerprint SHA-256, in hexadecimal, with colons or without
 * @returns it as PEM
 * @throws AppError `engine_unavailable` where no node answers within a minute, `configuration` where one shows another
 *   authority
 */
export const findAuthority = async (
  urls: readonly string[],
  fingerprint: string,
  signal?: AbortSignal,
): Promise<string> => {
  const wanted = plain(fingerprint);
  const deadline = performance.now() + PATIENCE_MS;
  for (let at = 0; ; at++) {
    const url = new URL(urls[at % urls.length] ?? '');
    try {
      const root = await rootOf(url);
      if (plain(root.fingerprint256) === wanted) return root.toString();
      throw new AppError(
        'configuration',
        `${url.host} shows a certificate of another authority than ELASTICSEARCH_FINGERPRINT says, or does not send it along: its fingerprint is ${root.fingerprint256}. Compare the two on a node: openssl x509 -fingerprint -sha256 -noout -in http_ca.crt. Or name the authority’s file with ELASTICSEARCH_CA.`,
      );
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (performance.now() > deadline) {
        throw new AppError(
          'engine_unavailable',
          `${url.host} does not answer, so that its certificate cannot be compared with ELASTICSEARCH_FINGERPRINT. Check that it runs, and ELASTICSEARCH_URL.`,
          { cause: error },
        );
      }
      await sleep(BETWEEN_MS, undefined, signal === undefined ? {} : { signal });
    }
  }
};

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();

/** The last certificate of those that a server shows. */
const rootOf = async ({ hostname, port }: URL): Promise<X509Certificate> => {
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({
    host,
    port: port === '' ? 443 : Number(port),
    ...(isIP(host) === 0 && { servername: host }),
    // Nothing is sent, and nothing believed but what the fingerprint says.
    rejectUnauthorized: false,
  });
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.timeout(ANSWER_MS) });
    let certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) throw new Error('The server shows no certificate.');
    while (certificate.issuerCertificate !== undefined && !certificate.checkIssued(certificate))
      certificate = certificate.issuerCertificate;
    return certificate;
  } finally {
    socket.destroy();
  }
};
