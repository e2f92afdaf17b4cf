import { ADVANCED_PATH } from '../advanced/advanced-search.ts';
import type { PageAddress } from '../page-address.ts';
import type { Texts } from '../texts/vietnamese.ts';

interface AdvancedLinkProps {
  readonly texts: Texts;
  readonly address: PageAddress;
}

/** To the form that writes queries, with what is searched for now. */
export const AdvancedLink = ({ texts, address }: AdvancedLinkProps) => (
  <a class="advanced-link" href={address.href({ page: null, cursor: null }, ADVANCED_PATH)} rel="nofollow">
    {texts.advanced.label}
  </a>
);
