import type { Cells } from "../model/cells.ts";
import type { CommunePeople } from "../model/report.ts";
import type { Commune } from "../model/territory.ts";

/** The communes of some cells, most people first; cells without a commune are in none. O(cells + communes log communes). */
export function peopleByCommune(
  cells: Pick<Cells, "people" | "communes">,
  communes: readonly Commune[],
  members: Iterable<number>,
): CommunePeople[] {
  const people = new Map<number, number>();
  for (const cell of members) {
    const commune = cells.communes[cell];
    if (commune < communes.length) people.set(commune, (people.get(commune) ?? 0) + cells.people[cell]);
  }
  return [...people]
    .map(([commune, count]) => ({
      code: communes[commune].code,
      name: communes[commune].name,
      people: count,
    }))
    .sort((a, b) => b.people - a.people || (a.code < b.code ? -1 : 1));
}
