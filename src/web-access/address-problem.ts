import { ipOf, type IsAllowed } from './address-guard.ts';

/** Why an address is not spoken to. */
export type AddressProblem = 'no-http' | 'password' | 'private';

/** Why an address must not be asked, as far as it shows by itself; names are checked as they are connected to. */
export const addressProblem = (url: URL, isAllowed: IsAllowed): AddressProblem | null => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'no-http';
  if (url.username !== '' || url.password !== '') return 'password';
  const ip = ipOf(url.hostname);
  return ip === null || isAllowed(ip) ? null : 'private';
};
