import type { TerritoryKind, TerritoryRef } from "../../../isochrones/model/territory.ts";
import type { TerritoryAnswer } from "../../../server/schemas/answers.ts";
import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import { EVERYWHERE } from "../app/state.ts";
import { shareAt } from "../coverage/curves.ts";
import type { Rank } from "./sheet-facts.ts";

/** Those that a territory is compared with: of its own kind, inside another. */
export interface Peers {
  readonly parent: TerritoryRef;
  readonly kind: Exclude<TerritoryKind, "france">;
}

/** The rank of a territory at so many minutes; null where it is not among the rows, or nobody lives there. O(rows). */
export function rankOf(rows: readonly TerritoryCurveRow[], ref: TerritoryRef, minutes: number): Rank | null {
  const own = rows.find((row) => row.ref === ref);
  const share = own === undefined ? null : shareAt(own, minutes);
  if (share === null) return null;
  let better = 0;
  let equal = 0;
  let count = 0;
  for (const row of rows) {
    const other = shareAt(row, minutes);
    if (other === null) continue;
    count++;
    if (other > share) better++;
    else if (other === share) equal++;
  }
  return { rank: better + 1, ties: equal - 1, count };
}

/** Régions and départements are ranked among all, EPCI and communes among those of their département. */
export function rankedAmong({ territory, parents }: TerritoryAnswer): Peers | null {
  const { kind } = territory;
  if (kind === "france") return null;
  if (kind === "region" || kind === "departement") return { parent: EVERYWHERE, kind };
  const departement = parents.find((parent) => parent.kind === "departement");
  return { parent: departement?.ref ?? EVERYWHERE, kind };
}

/** Its neighbours: those of the same kind in the narrowest territory that holds it. */
export function neighboursOf({ territory, parents }: TerritoryAnswer): Peers | null {
  const { kind } = territory;
  if (kind === "france") return null;
  return { parent: parents.at(-1)?.ref ?? EVERYWHERE, kind };
}
