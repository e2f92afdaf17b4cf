import { engineFetch } from './engine-fetch.ts';

/** Seconds of CPU since the start of a process. */
export interface CpuSeconds {
  readonly client: number;
  readonly service: number;
  readonly engine: number;
}

/** What this process, a service and its engine have taken, as each tells itself. */
export const cpuSeconds = async (serviceAddress: string, engineAddress: string): Promise<CpuSeconds> => {
  const { user, system } = process.cpuUsage();
  const figures = await (await fetch(new URL('/metrics', serviceAddress))).text();
  const stats = (await (await engineFetch(`${engineAddress}/_nodes/stats/process`)).json()) as {
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
    service: Number(/^process_cpu_seconds_total (\S+)/m.exec(figures)?.[1]),
    engine: engineMs / 1_000,
  };
};
