import fc from "fast-check";
import { expect, test } from "vitest";

import { findClosure } from "../../../isochrones/accessibility/closure.ts";
import {
  findRobustness,
  rankedTimes,
  ROBUSTNESS_RANKS,
} from "../../../isochrones/accessibility/robustness.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { heavyTown } from "../../helpers/heavy-town.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";
import { placesIn } from "../../helpers/any-edits.ts";
import { servedTown } from "../../helpers/served-town.ts";
import { withStructures } from "../../helpers/with-structures.ts";

test.each([
  ["plain", servedTown()],
  ["whose ways are not the quickest", heavyTown(3)],
])("in a town %s, who depends on how many is what closing the nearest, then the next, leaves", (_, town) => {
  fc.assert(
    fc.property(
      fc.array(placesIn(town.bbox), { maxLength: 6 }),
      fc.integer({ min: 1, max: 10 }),
      (places, minutes) => {
        const structures = places.map(([lon, lat], i) => miniStructure({ id: `s${i}`, lon, lat }));
        const study = createStudy(withStructures(town, structures));
        const { cells, communes } = town;
        if (cells === null) throw new Error("a town without cells");
        const cutoff = minutes * 600;
        const members = study.cellsOf("france");
        const ranks = rankedTimes(study.kNearest(ROBUSTNESS_RANKS));
        const found = findRobustness(cells, ranks, members, structures.length, cutoff);
        const before = study.cellTimes();
        structures.forEach(({ id }, index) => {
          const after = study.cellTimesAfter({ closed: [id] });
          const closure = findClosure({ cells, communes, before, after }, index, [minutes]);
          expect(found.alone[index]).toBeCloseTo(closure.losses[0].lost, 9);
          expect(found.people[index]).toBeCloseTo(closure.people, 9);
        });
        // Cell by cell: close what is nearest as long as the cell is within the cutoff.
        const counts = [0, 0, 0, 0];
        for (const cell of members) {
          const closed: string[] = [];
          for (;;) {
            const { deciseconds, nearest } = study.cellTimesAfter({ closed });
            if (deciseconds[cell] > cutoff || closed.length === ROBUSTNESS_RANKS) break;
            closed.push(structures[nearest[cell]].id);
          }
          counts[closed.length] += cells.people[cell];
        }
        expect(found.byOne).toBeCloseTo(counts[1], 9);
        expect(found.byTwo).toBeCloseTo(counts[2], 9);
        expect(found.byMore).toBeCloseTo(counts[3], 9);
        expect(found.population - found.covered).toBeCloseTo(counts[0], 9);
      },
    ),
    { seed: 7, numRuns: 25 },
  );
});
