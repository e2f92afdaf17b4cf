/** An element of a feed's item with all that is in it. */
export interface FeedEntry {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly FeedEntry[];
}

/** What a feed says of itself. It grows while the feed is read. */
export interface FeedHeader {
  readonly children: readonly FeedEntry[];
  readonly isWordPress: boolean;
}

/** The elements of a name, directly within another. */
export const entriesOf = ({ children }: Pick<FeedEntry, 'children'>, name: string): FeedEntry[] =>
  children.filter((child) => child.name === name);

/** The text of the first element of a name that has any. */
export const entryText = (parent: Pick<FeedEntry, 'children'>, name: string): string | undefined =>
  entriesOf(parent, name)
    .map(({ text }) => text.trim())
    .find((text) => text !== '');
