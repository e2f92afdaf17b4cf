import { serviceFigure } from './service-figure.ts';

/** The memory of a service, in MB, as it tells itself. */
export const residentMb = async (address: string): Promise<number> =>
  Math.round((await serviceFigure(address, 'process_resident_memory_bytes')) / 1e6);
