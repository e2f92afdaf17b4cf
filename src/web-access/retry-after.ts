/** `120`, or a date. @returns milliseconds; `null` where nothing is said, or nothing that can be read. */
export const readRetryAfter = (written: string | null, now: number): number | null => {
  if (written === null) return null;
  if (/^\s*\d{1,9}\s*$/u.test(written)) return Number(written) * 1_000;
  const date = Date.parse(written);
  return Number.isNaN(date) ? null : Math.max(date - now, 0);
};
