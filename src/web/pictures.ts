import { webAddress } from './web-address.ts';

/** Origins that pictures may come from, beside the service's own; `*.` stands for any host below one. */
export type PictureOrigins = readonly string[];

/** Such an origin, as the setting has it: `https://anh.bao.example`, `https://*.bao.example`. */
export const isPictureOrigin = (text: string): boolean =>
  /^https?:\/\/(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/u.test(text);

/**
 * Whether a page may load a picture. One that the policy of the page would refuse is not put on it at all, so that
 * there is neither a gap nor a complaint.
 */
export const mayLoad = (origins: PictureOrigins, url: string): boolean => {
  const address = webAddress(url);
  if (address === null) return false;
  const { protocol, hostname, port } = address;
  return origins.some((origin) => {
    const allowed = new URL(origin.replace('://*.', '://'));
    if (allowed.protocol !== protocol || allowed.port !== port) return false;
    return origin.includes('://*.')
      ? hostname.endsWith(`.${allowed.hostname}`)
      : hostname === allowed.hostname;
  });
};
