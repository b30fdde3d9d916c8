import { distanceMeters, MICRODEGREES } from "../../isochrones/geo/distance.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Territory } from "../../isochrones/model/territory.ts";
import { groupCommunes } from "../territory-groups.ts";
import type { Box, CommuneBoxes } from "./commune-boxes.ts";

/**
 * Départements whose boxes have their middles at most so far from each other hang together: Corsica and the mainland do,
 * with some 300 km to the nearest, the départements overseas, 6 000 km and more from it, do not.
 */
const LINKED_METERS = 500_000;

/** A département that lies apart. */
export interface Apart {
  readonly territory: Territory;
  /** Indices into the dataset's communes. */
  readonly communes: readonly number[];
  readonly box: Box;
}

/**
 * The départements that no chain of others, each within 500 km of the next, joins to the mainland: the chain that most
 * people live in. By code. O(communes + départements²).
 */
export function departementsApart(
  { communes, territories }: Pick<Dataset, "communes" | "territories">,
  boxes: CommuneBoxes,
): Apart[] {
  const { territories: found, groups } = groupCommunes(communes, territories, "departement");
  const members = found.map((): number[] => []);
  for (const [commune, group] of groups.entries()) members[group]?.push(commune);
  const departements = found.flatMap((territory, i): Apart[] => {
    const box = boxes.around(members[i]);
    return box === null ? [] : [{ territory, communes: members[i], box }];
  });
  const peopleOf = (chain: readonly Apart[]): number =>
    chain.reduce(
      (sum, one) => one.communes.reduce((people, i) => people + communes[i].legalPopulation, sum),
      0,
    );
  const chains = chainsOf(departements).sort(
    (a, b) => peopleOf(b) - peopleOf(a) || b.length - a.length || compareCodes(a[0], b[0]),
  );
  return chains.slice(1).flat().sort(compareCodes);
}

/** Groups of départements that hang together. */
function chainsOf(departements: readonly Apart[]): Apart[][] {
  const left = new Set(departements);
  const chains: Apart[][] = [];
  for (const first of departements) {
    if (!left.delete(first)) continue;
    const chain = [first];
    // A chain grows while it is walked along.
    for (const one of chain) {
      for (const other of left) {
        if (metersBetween(one.box, other.box) > LINKED_METERS) continue;
        left.delete(other);
        chain.push(other);
      }
    }
    chains.push(chain);
  }
  return chains;
}

function metersBetween(a: Box, b: Box): number {
  const middle = ([west, south, east, north]: Box): [lon: number, lat: number] => [
    ((west + east) / 2) * MICRODEGREES,
    ((south + north) / 2) * MICRODEGREES,
  ];
  return distanceMeters(...middle(a), ...middle(b));
}

function compareCodes(a: Apart, b: Apart): number {
  return a.territory.code < b.territory.code ? -1 : 1;
}
