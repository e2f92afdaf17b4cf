/** The memory of a service, in MB, as it tells itself. */
export const residentMb = async (address: string): Promise<number> => {
  const figures = await (await fetch(new URL('/metrics', address))).text();
  return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(figures)?.[1]) / 1e6);
};
