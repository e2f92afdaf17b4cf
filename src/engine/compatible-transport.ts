import { SniffingTransport } from '@elastic/elasticsearch';

type TransportOptions = ConstructorParameters<typeof SniffingTransport>[0];

const json = 'application/vnd.elasticsearch+json; compatible-with=8';

/**
 * Speaks with Elasticsearch 8 and 9 alike: the client of 9 asks for answers as 9 gives them, which 8 refuses, and 9 gives
 * them as 8 does where it is asked to (REST API compatibility).
 */
export class CompatibleTransport extends SniffingTransport {
  constructor(options: TransportOptions) {
    super({
      ...options,
      vendoredHeaders: {
        jsonContentType: json,
        ndjsonContentType: 'application/vnd.elasticsearch+x-ndjson; compatible-with=8',
        accept: `${json},text/plain`,
      },
    });
  }
}
