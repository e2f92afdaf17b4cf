import { engineFetch } from './engine-fetch.ts';
import { serviceFigure } from './service-figure.ts';

/** Seconds of CPU since the start of a process. */
export interface CpuSeconds {
  readonly client: number;
  readonly service: number;
  readonly engine: number;
}

/** What this process, a service and its engine have taken, as each tells itself. */
export const cpuSeconds = async (serviceAddress: string, engineAddress: string): Promise<CpuSeconds> => {
  const { user, system } = process.cpuUsage();
  const stats = (await (await engineFetch(new URL('/_nodes/stats/process', engineAddress).href)).json()) as {
    readonly nodes: Readonly<
      Record<string, { readonly process: { readonly cpu: { total_in_millis: number } } }>
    >;
  };
  const engineMs = Object.values(stats.nodes).reduce(
    (sum, node) => sum + node.process.cpu.total_in_millis,
    0,
  );
  return {
    client: (user + system) / 1e6,
    service: await serviceFigure(serviceAddress, 'process_cpu_seconds_total'),
    engine: engineMs / 1_000,
  };
};
