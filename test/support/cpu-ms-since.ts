/**
 * Milliseconds of CPU that this process has taken since then: what bounds work by it does not fail where the machine has
 * other things to do.
 *
 * @param start `process.cpuUsage()` of then
 */
export const cpuMsSince = (start: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
};
