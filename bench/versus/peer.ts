/** An article as every peer gets it. */
export interface BenchArticle {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** RFC 3339, with Vietnam's offset. */
  readonly publishedAt: string;
  readonly section: string;
}

/** What is asked, in the words of no peer. */
export type Ask =
  | { readonly kind: 'words'; readonly q: string }
  | { readonly kind: 'phrase'; readonly q: string }
  /** Words, of some years, counted by year, month and section. */
  | { readonly kind: 'dates'; readonly q: string; readonly from: string; readonly to: string }
  /** Words, the newest first. */
  | { readonly kind: 'newest'; readonly q: string }
  /** The beginning of a title. */
  | { readonly kind: 'suggest'; readonly typed: string }
  | { readonly kind: 'related'; readonly id: string };

/** What was answered: enough to judge it by. */
export interface Told {
  /** Best first, ten at most. */
  readonly ids: readonly string[];
  readonly bytes: number;
}

/** Something that searches, with ten hits and their highlights to each question. */
export interface Peer {
  readonly name: string;
  /** Puts all articles in, and makes them findable. @returns in how many seconds; `null` where they were in */
  load(articles: readonly BenchArticle[]): Promise<number | null>;
  /** Bytes on the disk. */
  size(): Promise<number>;
  /** Megabytes of the machine's memory that its own process has; left out of what has none, or cannot tell. */
  memoryMb?(): Promise<number>;
  /** How it asks a question; `null` where it has nothing for it. */
  asker(ask: Ask): (() => Promise<Told>) | null;
  close(): Promise<void>;
}

/** Does something. @returns in how many seconds */
export const secondsOf = async (work: () => Promise<void>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
};
