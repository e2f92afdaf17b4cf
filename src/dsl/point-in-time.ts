/** A frozen view of the index, and how long it is kept from one use to the next. */
export interface PointInTime {
  readonly id: string;
  readonly keepAlive: string;
}
