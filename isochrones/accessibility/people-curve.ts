import type { Cells } from "../model/cells.ts";
import { UNREACHED } from "../model/network.ts";
import type { PeopleCurve } from "../model/report.ts";
import { CURVE_MINUTES, DECISECONDS_PER_MINUTE } from "./coverage.ts";

/** After the last minute of the curve: those who are farther. */
const BEYOND = CURVE_MINUTES + 1;
const P95 = 0.95;

/**
 * The people of some cells within each minute of a curve, with their mean time and 95th percentile, as a coverage has
 * them. Only the cells of the minute in which the percentile lies are put in order, so that a country of communes costs a
 * few looks at each cell.
 *
 * @param deciseconds time of each cell of the dataset, `UNREACHED` where there is none
 *
 * O(members), and O(n log n) for those n in one minute.
 */
export function peopleCurve(
  { people }: Pick<Cells, "people">,
  deciseconds: Uint32Array,
  members: Uint32Array,
): PeopleCurve {
  const byMinute = new Float64Array(BEYOND + 1);
  let population = 0;
  let weighted = 0;
  for (const cell of members) {
    population += people[cell];
    const time = deciseconds[cell];
    if (time === UNREACHED) continue;
    weighted += people[cell] * time;
    byMinute[minuteOf(time)] += people[cell];
  }
  const covered = new Float64Array(BEYOND);
  let within = 0;
  for (let minute = 0; minute <= CURVE_MINUTES; minute++) covered[minute] = within += byMinute[minute];
  const reached = within + byMinute[BEYOND];
  if (reached === 0) return { population, covered, meanMinutes: null, p95Minutes: null };
  const p95 = timeOf(reached * P95, { byMinute, people, deciseconds, members });
  return {
    population,
    covered,
    meanMinutes: weighted / reached / DECISECONDS_PER_MINUTE,
    p95Minutes: p95 / DECISECONDS_PER_MINUTE,
  };
}

/** The first whole minute within which a time is. */
function minuteOf(deciseconds: number): number {
  return Math.min(BEYOND, Math.ceil(deciseconds / DECISECONDS_PER_MINUTE));
}

interface Timed {
  readonly byMinute: Float64Array;
  readonly people: Float64Array;
  readonly deciseconds: Uint32Array;
  readonly members: Uint32Array;
}

/** The least time within which that many people are. */
function timeOf(wanted: number, { byMinute, people, deciseconds, members }: Timed): number {
  let minute = 0;
  let seen = 0;
  while (minute < BEYOND && seen + byMinute[minute] < wanted) seen += byMinute[minute++];
  const cells = members.filter(
    (cell) => deciseconds[cell] !== UNREACHED && minuteOf(deciseconds[cell]) === minute,
  );
  cells.sort((a, b) => deciseconds[a] - deciseconds[b]);
  for (const cell of cells) {
    seen += people[cell];
    if (seen >= wanted) return deciseconds[cell];
  }
  // Sums in another order may end a hair short.
  return deciseconds[cells[cells.length - 1]];
}
