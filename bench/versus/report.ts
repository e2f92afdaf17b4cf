import type { Course } from './race.ts';

/** One question's kind, with so many clients: what each peer came to, the first of them is what it is held against. */
export interface Contest {
  readonly kind: string;
  readonly clients: number;
  readonly courses: ReadonlyMap<string, Course>;
}

export interface PeerFigures {
  readonly name: string;
  /** Articles a second; `null` where it was loaded before. */
  readonly indexing: number | null;
  readonly megabytes: number;
  /** Of memory, once all is asked; `null` where it is not known. */
  readonly memoryMb: number | null;
  /** By the way of typing. */
  readonly mrr: Readonly<Record<string, number | null>>;
}

export interface Report {
  readonly articles: number;
  readonly contests: readonly Contest[];
  readonly peers: readonly PeerFigures[];
  /** Why a peer is not in it. */
  readonly absent: readonly string[];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n');

const ms = (time: number): string => (time < 9.95 ? time.toFixed(1) : time.toFixed(0));
/** How many asked at once. */
export const clientsOf = (clients: number): string => (clients === 1 ? 'One client' : `${clients} clients`);
const failed = ({ failed: share }: Course): string =>
  share === 0 ? '' : ` (${(100 * share).toFixed(0)} % failed)`;

const PLAIN = 'with marks';

/** What each kind takes beside the plain search of the same peer; none where that was not asked. */
const toPlainSearches = (contests: readonly Contest[], names: readonly string[]): string[] => {
  const rows = contests.flatMap(({ kind, clients, courses }) => {
    const plain = contests.find((other) => other.kind === PLAIN && other.clients === clients)?.courses;
    if (plain === undefined || kind === PLAIN) return [];
    const ratios = names.map((name) => {
      const [its, plainly] = [courses.get(name), plain.get(name)];
      return its === undefined || plainly === undefined ? '–' : (its.p50 / plainly.p50).toFixed(2);
    });
    return [[`${kind}, ${clientsOf(clients).toLowerCase()}`, ...ratios]];
  });
  return rows.length === 0
    ? []
    : [
        `**Beside words ${PLAIN}**: the median as a multiple of that of the same peer\n\n${table(['', ...names], rows)}`,
      ];
};

/** Of how many answers in a hundred there is anything to see, with the most clients: who finds nothing is soon done. */
const sharesFound = (contests: readonly Contest[], names: readonly string[]): string[] => {
  const most = Math.max(...contests.map(({ clients }) => clients));
  const rows = contests
    .filter(({ clients }) => clients === most)
    .map(({ kind, courses }) => [
      kind,
      ...names.map((name) => {
        const course = courses.get(name);
        return course === undefined ? '–' : (100 * course.found).toFixed(0);
      }),
    ]);
  return [`**Of a hundred answers so many have something to show**\n\n${table(['', ...names], rows)}`];
};

/** Milliseconds and answers a second of every peer, a table for each number of clients. */
export const toMarkdown = ({ contests, peers, absent, articles }: Report): string => {
  const names = [...new Set(contests.flatMap(({ courses }) => [...courses.keys()]))];
  const parts = [...new Set(contests.map(({ clients }) => clients))].map((clients) => {
    const rows = contests
      .filter((contest) => contest.clients === clients)
      .map(({ kind, courses }) => [
        kind,
        ...names.map((name) => {
          const course = courses.get(name);
          if (course === undefined) return '–';
          const spread = `${course.slowest.toFixed(0)}–${course.fastest.toFixed(0)}`;
          return `${ms(course.p50)} / ${ms(course.p95)} / ${ms(course.p99)} ms, ${course.rate.toFixed(0)}/s (${spread})${failed(course)}`;
        }),
      ]);
    return `**${clientsOf(clients)}**: p50 / p95 / p99, answers a second (least and most of a round)\n\n${table(['', ...names], rows)}`;
  });
  const compared = [...toPlainSearches(contests, names), ...sharesFound(contests, names)];
  const ways = [...new Set(peers.flatMap(({ mrr }) => Object.keys(mrr)))];
  const figures = table(
    ['', 'articles a second in', 'MB on disk', 'MB of memory', ...ways.map((way) => `MRR@10 ${way}`)],
    peers.map(({ name, indexing, megabytes, memoryMb, mrr }) => [
      name,
      indexing === null ? '–' : indexing.toFixed(0),
      megabytes === 0 ? '–' : megabytes.toFixed(0),
      memoryMb?.toFixed(0) ?? '–',
      ...ways.map((way) => mrr[way]?.toFixed(3) ?? '–'),
    ]),
  );
  const missing = absent.length === 0 ? '' : `\n\nNot measured: ${absent.join('; ')}.`;
  return `${articles.toLocaleString('en')} articles.\n\n${[...parts, ...compared, figures].join('\n\n')}${missing}\n`;
};

/** In the order in which peers are added; ours is the first. */
const COLOURS = ['#b3261e', '#8a8f98', '#35618f', '#2f6f4f', '#8a6d1d', '#6b4a8a', '#0f7f86', '#e08a7d'];
const BAR = 14;
const GAP = 16;
const LEFT = 150;
const WIDTH = 720;
const LABEL = 64;
const KEYS_A_ROW = 4;
const KEY_WIDTH = 142;
const KEY_HEIGHT = 18;

/** Bars of the median time of each peer by kind of question, for one number of clients. */
export const toSvg = ({ contests }: Report, clients: number): string => {
  const those = contests.filter((contest) => contest.clients === clients);
  const names = [...new Set(those.flatMap(({ courses }) => [...courses.keys()]))];
  const longest = Math.max(...those.flatMap(({ courses }) => [...courses.values()].map(({ p50 }) => p50)));
  const scale = (time: number): number => (time / longest) * (WIDTH - LEFT - LABEL);
  const legend = names
    .map((name, at) => {
      const [x, top] = [LEFT + (at % KEYS_A_ROW) * KEY_WIDTH, 6 + Math.floor(at / KEYS_A_ROW) * KEY_HEIGHT];
      return `<rect x="${x}" y="${top}" width="10" height="10" fill="${COLOURS[at % COLOURS.length]}"/><text x="${x + 14}" y="${top + 9}">${name}</text>`;
    })
    .join('');
  let y = 12 + Math.ceil(names.length / KEYS_A_ROW) * KEY_HEIGHT;
  const bars = those.map(({ kind, courses }) => {
    const top = y;
    const its = names.flatMap((name, at) => {
      const course = courses.get(name);
      if (course === undefined) return [];
      const bar = `<rect x="${LEFT}" y="${y}" width="${scale(course.p50).toFixed(1)}" height="${BAR - 2}" fill="${COLOURS[at % COLOURS.length]}"/><text x="${(LEFT + scale(course.p50) + 4).toFixed(1)}" y="${y + BAR - 4}">${ms(course.p50)} ms</text>`;
      y += BAR;
      return [bar];
    });
    const label = `<text x="${LEFT - 8}" y="${top + BAR - 3}" text-anchor="end">${kind}</text>`;
    y += GAP;
    return label + its.join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="11" fill="#444"><title>Median time of an answer, ${clientsOf(clients)}</title><rect width="100%" height="100%" fill="#fff"/>${legend}${bars.join('')}</svg>\n`;
};
