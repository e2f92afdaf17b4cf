/** The texts of an article that are compared. */
export interface ComparedText {
  readonly title: string;
  readonly lead?: string;
  readonly body: string;
}
