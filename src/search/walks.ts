import type { Cursors } from './cursors.ts';
import type { PointsInTime } from './points-in-time.ts';

/** What it takes to go on with a search beyond its pages. */
export interface Walks {
  readonly cursors: Cursors;
  readonly points: PointsInTime;
}
