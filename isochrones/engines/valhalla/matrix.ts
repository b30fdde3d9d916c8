import { UNREACHED } from "../../model/network.ts";
import type { CallOptions } from "../engine.ts";
import { inParallel } from "../in-parallel.ts";
import { readDurations } from "./answers.ts";
import type { ValhallaAsker } from "./asker.ts";
import { COSTING, type LocatedPlaces, locationOf } from "./locate.ts";

/** Sources are searches, of up to a tenth of a second each: so many that an interruption is heard soon. */
const MOST_ROWS = 32;
/** Each column costs as much as finding a place's roads, once for every question. */
const MOST_COLUMNS = 1000;
const DECISECONDS = 10;

/** Some of located places, by their indices. */
export interface Side {
  readonly places: LocatedPlaces;
  readonly indices: readonly number[];
}

export interface MatrixOptions extends CallOptions {
  readonly maxSnapMeters: number;
  readonly atOnce: number;
}

/**
 * Times between places, deciseconds, row by row; `UNREACHED` where there is no route or no road.
 *
 * Always searched forward, from each source: Valhalla searches backward where sources outnumber targets, and finds
 * other and mostly longer times than its routes then (on Corsica by 27 s in the middle, up to half an hour). So
 * targets are repeated until there are as many.
 */
export async function askMatrix(
  asker: ValhallaAsker,
  sources: Side,
  targets: Side,
  { maxSnapMeters, atOnce, signal, onProgress }: MatrixOptions,
): Promise<Uint32Array> {
  const width = targets.indices.length;
  const total = sources.indices.length * width;
  const deciseconds = new Uint32Array(total).fill(UNREACHED);
  const rows = withRoads(sources);
  const columns = withRoads(targets);
  let done = total - rows.length * columns.length;
  const at = ({ places, indices }: Side, position: number): object =>
    locationOf(places, indices[position], maxSnapMeters);
  await inParallel(piecesOf(rows, columns), atOnce, signal, async (piece) => {
    const padded = piece.columns.concat(
      Array.from({ length: piece.rows.length - piece.columns.length }, () => piece.columns[0]),
    );
    const answer = await asker.ask("matrix", {
      sources: piece.rows.map((row) => at(sources, row)),
      targets: padded.map((column) => at(targets, column)),
      verbose: false,
      ...COSTING,
    });
    // A matrix without a single route is an error to Valhalla.
    const durations =
      answer === null ? [] : readDurations(answer, piece.rows.length, padded.length, asker.name);
    durations.forEach((row, i) => {
      piece.columns.forEach((column, j) => {
        const seconds = row[j];
        if (seconds !== null) deciseconds[piece.rows[i] * width + column] = seconds * DECISECONDS;
      });
    });
    done += piece.rows.length * piece.columns.length;
    onProgress?.(done, total);
  });
  signal?.throwIfAborted();
  if (rows.length === 0 || columns.length === 0) onProgress?.(total, total);
  return deciseconds;
}

/** Positions in a side of the places that have a road. */
function withRoads({ places, indices }: Side): number[] {
  return [...indices.keys()].filter((position) => places.nearestMeters[indices[position]] !== Infinity);
}

interface Piece {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function piecesOf(rows: readonly number[], columns: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  for (let row = 0; row < rows.length; row += MOST_ROWS) {
    for (let column = 0; column < columns.length; column += MOST_COLUMNS) {
      pieces.push({
        rows: rows.slice(row, row + MOST_ROWS),
        columns: columns.slice(column, column + MOST_COLUMNS),
      });
    }
  }
  return pieces;
}
