import { gridsOf, placeKeys } from "../geo/place-keys.ts";
import type { Cells } from "../model/cells.ts";

/**
 * How densely people live around a cell, from most to least: 1 500 people and more on the square kilometre in which it
 * lies, 300 and more, fewer.
 */
export const DENSITIES = ["dense", "intermediate", "sparse"] as const;
export type Density = (typeof DENSITIES)[number];

/**
 * People per square kilometre: the thresholds by which Eurostat's degree of urbanisation (DEGURBA, Regulation (EU)
 * 2019/1130 and methodological manual, 2021) tells cells of 1 km of urban centres and of urban clusters.
 */
const DENSE = 1500;
const INTERMEDIATE = 300;

const SQUARE_METERS = 1000;

/**
 * The density of each cell, as an index into `DENSITIES`.
 *
 * Counted are the people of all cells in the square kilometre of the grid in which a cell lies, not of its commune: a
 * commune can be a town and a mountain, and a dataset may have no communes. DEGURBA also asks that such squares touch
 * and hold 5 000 or 50 000 people together, and INSEE's grid of seven levels rates whole communes: these are simpler
 * and will not agree with either everywhere, least at the edge of a dataset, where a square is cut.
 */
export function densitiesOf(cells: Cells): Uint8Array {
  const keys = squareKeys(cells);
  const people = new Map<number, number>();
  for (let cell = 0; cell < cells.count; cell++) {
    people.set(keys[cell], (people.get(keys[cell]) ?? 0) + cells.people[cell]);
  }
  return Uint8Array.from(keys, (key) => {
    const inSquare = people.get(key) ?? 0;
    return DENSITIES.indexOf(
      inSquare >= DENSE ? "dense" : inSquare >= INTERMEDIATE ? "intermediate" : "sparse",
    );
  });
}

/** A number for the square kilometre of each cell. */
function squareKeys({ count, crs, northings, eastings }: Cells): Float64Array {
  const corner = (meters: number): number => Math.floor(meters / SQUARE_METERS) * SQUARE_METERS;
  const squares = {
    count,
    crs,
    sizes: new Uint16Array(count).fill(SQUARE_METERS),
    northings: northings.map(corner),
    eastings: eastings.map(corner),
  };
  return placeKeys(squares, gridsOf(squares));
}
