import { transcode } from 'node:buffer';
import {
  errors,
  UndiciConnection,
  type ConnectionRequestOptions,
  type ConnectionRequestOptionsAsStream,
  type ConnectionRequestParams,
  type ConnectionRequestResponse,
  type ConnectionRequestResponseAsStream,
} from '@elastic/elasticsearch';

/** The body of an answer as undici gives it. */
interface Body {
  readonly bytes: () => Promise<Uint8Array>;
}

/**
 * The client's connection, but that it reads answers all at once, and Vietnamese ten times as fast: Node.js 20 makes a string
 * of UTF-8 letter by letter where not all is ASCII, and of UTF-16 by copying it.
 */
export class TextConnection extends UndiciConnection {
  override request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptions,
  ): Promise<ConnectionRequestResponse>;
  override request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptionsAsStream,
  ): Promise<ConnectionRequestResponseAsStream>;
  override async request(
    params: ConnectionRequestParams,
    options: ConnectionRequestOptions,
  ): Promise<ConnectionRequestResponse | ConnectionRequestResponseAsStream> {
    const answer = await super.request(params, { ...options, asStream: true });
    if ('asStream' in options) return answer;
    const { statusCode, headers } = answer;
    let bytes: Buffer;
    try {
      const { buffer, byteOffset, byteLength } = await (answer.body as unknown as Body).bytes();
      bytes = Buffer.from(buffer, byteOffset, byteLength);
    } catch (error) {
      throw new errors.ConnectionError(error instanceof Error ? error.message : String(error));
    }
    // The client unpacks it.
    const body = headers['content-encoding'] === undefined ? textOf(bytes) : bytes;
    return { statusCode, headers, body };
  }
}

/** Of UTF-8. What is none of it is replaced by `�`, as everywhere. */
const textOf = (bytes: Buffer): string => {
  try {
    return transcode(bytes, 'utf8', 'utf16le').toString('utf16le');
  } catch {
    return bytes.toString();
  }
};
