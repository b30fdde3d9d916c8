import type { TerritoryAnswer } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import { leastCovered } from "./least-covered.ts";
import type { LeastCovered } from "./least-covered.ts";

/** From the finest. */
const KINDS = ["commune", "departement", "region"] as const;
/** The largest region has some 4 500 communes; a country's are too many for one answer, and for one ranking. */
const MOST_ROWS = 6_000;
/** Asks for the least covered communes, départements where there are too many; null for a territory that holds no others. */
export async function fetchLeastCovered(
  { curves, state }: AppContext,
  { territory, kinds }: TerritoryAnswer,
  minutes: number,
): Promise<LeastCovered | null> {
  const kind = KINDS.find((candidate) => {
    const count = kinds[candidate] ?? 0;
    return count > 1 && count <= MOST_ROWS;
  });
  if (kind === undefined) return null;
  const rows = await curves.inside(territory.ref, kind, state.get());
  return { kind, rows: leastCovered(rows, minutes) };
}
