import { RequestError } from "../../isochrones/errors.ts";
import { rowsOf } from "../../isochrones/siting/sparse-rows.ts";
import { mapInOrder } from "../../workers/map-in-order.ts";
import type { WorkerPool } from "../../workers/pool.ts";
import type { Reaches, tasks } from "./siting-tasks.ts";

/** Threads that search around candidates and solve. */
export type SitingPool = WorkerPool<typeof tasks.handlers>;

/** Candidates that a thread is given at once: some tenths of a second of work. */
const BATCH = 16;
/** Pairs of candidate and cell: with what is made of them, about a gigabyte. */
const MOST_PAIRS = 30_000_000;

export interface ReachOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Demands that each candidate would serve, by threads. Neighbours are searched together, whose roads are near in memory too.
 *
 * Throws `RequestError` (`siting.too_large`) where there are too many pairs to hold.
 *
 * @param near candidates that may serve any; the rows of all others are empty
 */
export async function findReaches(
  pool: SitingPool,
  near: Uint32Array,
  candidateEdges: Uint32Array,
  { signal, onProgress }: ReachOptions,
): Promise<Reaches> {
  const neighbours = near.toSorted((a, b) => candidateEdges[a] - candidateEdges[b] || a - b);
  const batches = Array.from({ length: Math.ceil(near.length / BATCH) }, (_, batch) =>
    neighbours.slice(batch * BATCH, (batch + 1) * BATCH),
  );
  const lists = Array.from(candidateEdges, (): ArrayLike<number> => []);
  const times = [...lists];
  let pairs = 0;
  let done = 0;
  const found = mapInOrder(
    batches,
    async (batch, stop) => ({ batch, rows: await pool.run("reach", batch, { signal: stop }) }),
    { limit: pool.width + 2, signal },
  );
  for await (const { batch, rows } of found) {
    batch.forEach((candidate, row) => {
      const [start, end] = [rows.offsets[row], rows.offsets[row + 1]];
      lists[candidate] = rows.values.subarray(start, end);
      times[candidate] = rows.deciseconds.subarray(start, end);
    });
    done += batch.length;
    pairs += rows.values.length;
    if (pairs > MOST_PAIRS) throw tooLarge(near.length);
    onProgress?.(done, near.length);
  }
  return { ...rowsOf(lists), deciseconds: rowsOf(times).values };
}

function tooLarge(count: number): RequestError {
  return new RequestError(
    "siting.too_large",
    "candidats",
    `${count} candidats servent ensemble plus de ${MOST_PAIRS} fois un carreau : attendu un territoire plus petit, moins de candidats ou moins de minutes`,
  );
}
