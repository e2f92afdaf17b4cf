import { setTimeout as sleep } from 'node:timers/promises';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import type { Log } from '../create-log.ts';
import { AppError } from '../domain/app-error.ts';

/** Traces are sent while it is open. */
export interface Tracing {
  /** Sends what is left, as far as that takes no longer than a moment. */
  close(): Promise<void>;
}

/** A collector that is away must not hold up the end. */
const LAST_SEND_MS = 2_000;

/**
 * Sends traces to a collector from now on, by OTLP over HTTP. What else there is to set about them, the SDK reads from
 * the variables that OpenTelemetry has for it: `OTEL_SERVICE_NAME`, `OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS` …
 *
 * @param url of the collector, as `http://localhost:4318`; one with a path is taken as it is
 * @throws AppError `configuration` where the packages that it takes were left out when the service was installed
 */
export const startTracing = async (url: string, log: Log): Promise<Tracing> => {
  const { trace, resources, exporter } = await loadSdk();
  diag.setLogger(diagnosticsTo(log), DiagLogLevel.WARN);
  const provider = new trace.NodeTracerProvider({
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ 'service.name': 'timbao' }))
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [
      new trace.BatchSpanProcessor(new exporter.OTLPTraceExporter({ url: tracesAddress(url) })),
    ],
  });
  provider.register();
  return {
    close: async () => {
      await Promise.race([
        provider.shutdown().catch((err: unknown) => log.warn({ err }, 'The last traces could not be sent')),
        sleep(LAST_SEND_MS, undefined, { ref: false }),
      ]);
    },
  };
};

/** Only where traces are wanted: it takes a moment to load, and may be left out (`npm ci --omit=optional`). */
const loadSdk = async () => {
  try {
    const [trace, resources, exporter] = await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/exporter-trace-otlp-proto'),
    ]);
    return { trace, resources, exporter };
  } catch (error) {
    throw new AppError(
      'configuration',
      'TIMBAO_TRACES is set, but what sends traces is not installed. Install without --omit=optional, or unset it.',
      { cause: error },
    );
  }
};

/** @returns the address that a collector takes traces at */
export const tracesAddress = (url: string): string => {
  const address = new URL(url);
  if (address.pathname === '/') address.pathname = '/v1/traces';
  return address.href;
};

const diagnosticsTo = (log: Log) => {
  const tell =
    (level: 'warn' | 'debug') =>
    (message: string): void =>
      log[level]({ detail: message.slice(0, 500) }, 'OpenTelemetry says that something is wrong');
  return {
    error: tell('warn'),
    warn: tell('warn'),
    info: tell('debug'),
    debug: tell('debug'),
    verbose: tell('debug'),
  };
};
