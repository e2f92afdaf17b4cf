/** What a line under an article says about where it is from. */
export interface Byline {
  readonly authors: readonly string[];
  /** `Theo TTXVN`: whom it was taken from. */
  readonly source?: string;
}

/** Lò Văn Hải, VÀNG A SÌNH, Nguyễn Thị Bích-Ngọc, T. Hà: two to five words, each with a capital. */
const NAME = /^\p{Lu}[\p{L}\p{M}'’-]*\.?(?: \p{Lu}[\p{L}\p{M}'’-]*\.?){1,4}$/u;
/** H.Lộc, N.V, T.T.Hà; not TP.HCM */
const SHORTENED = /^(?!TP\.)\p{Lu}\.\p{Lu}(?:[\p{L}\p{M}]*|(?:\.\p{Lu}[\p{L}\p{M}]*){1,3})\.?$/u;
/** Ones that sign without a name: phóng viên, cộng tác viên, ban biên tập. */
const COLLECTIVE = /^(?:PV|P\.V|CTV|BBT|BTV|Ban Biên tập|Nhóm PV|Nhóm phóng viên)$/iu;
const SEPARATOR = /\s*(?:,|;|&|\/|\s[-–—]\s|\svà\s)\s*/u;
/** (CTV), (Huyện Sốp Cộp), (thực hiện) */
const ASIDE = /\s*\([^()]{1,60}\)\s*/gu;

/** What newspapers, broadcasters and offices are called. */
const ORGANISATION =
  /^(?:báo|tạp chí|tờ|thời báo|nhật báo|tuần báo|đài|truyền hình|cổng|trang tin|tòa soạn|toà soạn|ban biên tập|thông tấn xã|ttxvn|vtv|vov|ubnd|hđnd|ủy ban|uỷ ban|sở|bộ|công ty|tập đoàn|trung tâm|hội|admin|administrator|editor)(?![\p{L}\d])|(?:\.(?:vn|com|net|org)|\b(?:online|news|media|newspaper))$/iu;
/** bao.example */
const DOMAIN = /^[a-z\d-]+(?:\.[a-z\d-]{2,})+$/u;

/** Whether a name is that of an organisation, or of a login that is nobody's. */
export const isOrganisation = (name: string): boolean =>
  ORGANISATION.test(name.trim()) || DOMAIN.test(name.trim());

const LABELLED =
  /^(?:tin|bài|bài viết|tác giả|người viết|thực hiện|phóng viên|tổng hợp|biên tập)(?:(?:\s*,\s*|\s+và\s+|\s*[-–]\s*|\s*&\s*)(?:bài|ảnh|clip|video|đồ họa|đồ hoạ))*\s*:\s*(.+)$/iu;
const TAKEN_FROM = /^\(?(?:theo|nguồn\s*:)\s*:?\s+([^.:;()“”"]{2,60})\)?\.?$/iu;

/** PV/TTXVN, Hữu Lộc (TTXVN): an agency behind who wrote for it. */
const WITH_AGENCY =
  /^(.{2,60}?)(?:\s*\/\s*|\s+\()((?:TTXVN|VNA|Vietnam\+|VOV|VTV|VGP|Báo \p{Lu}[^()]{1,40})(?:\/Vietnam\+)?)\)?$/u;
/** “Bài: Hữu Lộc; ảnh: Hà Vi” */
const SECOND_LABEL = /\s*[,;.–-]?\s*(?<![\p{L}])(?:bài|ảnh|clip|video|đồ họa|đồ hoạ)\s*:\s*/giu;

/**
 * The people a short text names.
 *
 * @returns their names as written, or `null` where the text is anything but names.
 */
export const readNames = (text: string): string[] | null => {
  const names = text.replace(ASIDE, ' ').trim().split(SEPARATOR);
  return names.length > 0 &&
    names.length <= 6 &&
    names.every((name) => NAME.test(name) || SHORTENED.test(name) || COLLECTIVE.test(name))
    ? names
    : null;
};

/**
 * Reads the line that signs an article: `Bài, ảnh: Hà Thu Giang`, `Tác giả: …`, `Vàng A Sình`, `Theo TTXVN`.
 *
 * @param line In NFC, on one line.
 * @returns `null` for any other line.
 */
export const readByline = (line: string): Byline | null => {
  if (line.length > 120) return null;
  const labelled = LABELLED.exec(line);
  if (labelled?.[1] !== undefined) {
    const given = labelled[1].replace(/\.$/u, '').replace(SECOND_LABEL, '; ');
    const names = readNames(given);
    // A pen name may be of one word; the label says what it is.
    return { authors: names ?? given.split(SEPARATOR).filter((name) => name !== '') };
  }
  const [, written = '', agency] = WITH_AGENCY.exec(line) ?? [];
  const correspondents = agency === undefined ? null : readNames(written.replace(/^theo\s+/iu, ''));
  if (agency !== undefined && correspondents !== null) return { authors: correspondents, source: agency };
  const source = TAKEN_FROM.exec(line)?.[1]?.trim();
  if (source !== undefined && /^\p{Lu}/u.test(source) && source.split(' ').length <= 6) {
    return { authors: [], source };
  }
  const names = readNames(line.replace(/^[-–—]\s*/u, ''));
  return names === null ? null : { authors: names };
};
