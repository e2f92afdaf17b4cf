import { escapeHtml } from './escape-html.ts';

/** What XML 1.0 cannot hold, not even escaped: most control characters, halves of pairs, two non-characters. */
const NOT_XML =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** A text made safe to stand in XML 1.0, between tags or in a quoted attribute. */
export const escapeXml = (text: string): string => escapeHtml(text.replace(NOT_XML, ''));
