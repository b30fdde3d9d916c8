import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { HALF_HOURS_OF_DAY, NO_GROUP, weekGroups } from "../../../isochrones/accessibility/week-groups.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { opensWithin } from "../../../isochrones/opening-hours/opening-window.ts";
import { anyHours, placesIn } from "../../helpers/any-edits.ts";
import { heavyTown } from "../../helpers/heavy-town.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";
import { servedTown } from "../../helpers/served-town.ts";
import { withStructures } from "../../helpers/with-structures.ts";

const windowOf = (halfHour: number): { day: number; start: number; end: number } => {
  const start = (halfHour % HALF_HOURS_OF_DAY) * 30;
  return { day: Math.floor(halfHour / HALF_HOURS_OF_DAY), start, end: start + 30 };
};

/** Hours of which a day may be unknown. */
const anyKnownHours = fc
  .tuple(anyHours, fc.integer({ min: 0, max: 12 }))
  .map(([hours, unread]) => hours.map((day, number) => (number === unread ? null : day)));

describe("a week", () => {
  test.each([
    ["plain", [servedTown()]],
    ["whose ways are not the quickest", [heavyTown(1), heavyTown(2), heavyTown(3)]],
  ])("in a town %s has the coverage of each half-hour", (_, towns) => {
    let [somebody, heavy] = [0, 0];
    fc.assert(
      fc.property(
        fc.constantFrom(...towns),
        fc.array(
          fc.tuple(
            fc.constantFrom(...towns).chain(({ bbox }) => placesIn(bbox)),
            anyKnownHours,
          ),
          {
            maxLength: 6,
          },
        ),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom("france", "dep:2A"),
        (town, desks, minutes, territory) => {
          const structures = desks.map(([[lon, lat], openingHours], i) =>
            miniStructure({ id: `s${i}`, lon, lat, openingHours, format: i % 3 === 2 ? "bus" : "fixe" }),
          );
          const study = createStudy(withStructures(town, structures));
          const selection = { exclude: ["bus"] } as const;
          const week = study.weekCoverage({ territory, minutes, selection });
          const whole = study.coverage({ territory, minutes, selection });
          expect(week.population).toBeCloseTo(whole.population, 9);
          expect(week.covered).toBeCloseTo(whole.covered, 9);
          for (let halfHour = 0; halfHour < 6 * HALF_HOURS_OF_DAY; halfHour += 5) {
            const openOn = windowOf(halfHour);
            const { covered } = study.coverage({ territory, minutes, selection: { ...selection, openOn } });
            expect(week.byHalfHour[halfHour], `half-hour ${halfHour}`).toBeCloseTo(covered, 9);
            if (covered > 0) somebody++;
            if (covered > whole.covered + 1e-9) heavy++;
          }
          expect([...week.byHalfHour.subarray(6 * HALF_HOURS_OF_DAY)].every((people) => people === 0)).toBe(
            true,
          );
        },
      ),
      { seed: 7, numRuns: 60 },
    );
    expect(somebody).toBeGreaterThan(100);
    // Somebody is covered better when a structure on the way that is taken is closed: such ways do occur.
    expect(heavy > 0).toBe(towns.length > 1);
  });

  test("is in groups of those who are open at some time of a half-hour", () => {
    fc.assert(
      fc.property(fc.array(anyKnownHours, { maxLength: 40 }), (hours) => {
        const structures = hours.map((openingHours) => ({ openingHours }));
        const { groupOf, bits, words, count } = weekGroups(structures);
        const seen = new Map<string, number>();
        for (let halfHour = 0; halfHour < 6 * HALF_HOURS_OF_DAY; halfHour++) {
          const open = structures.map((structure) => opensWithin(structure, windowOf(halfHour)) === true);
          const group = groupOf[halfHour];
          expect(group === NO_GROUP).toBe(!open.includes(true));
          if (group === NO_GROUP) continue;
          const key = open.join();
          expect(seen.get(key) ?? group).toBe(group);
          seen.set(key, group);
          open.forEach((isOpen, structure) => {
            const bit = (bits[structure * words + (group >> 5)] >>> (group & 31)) & 1;
            expect(bit === 1).toBe(isOpen);
          });
        }
        expect(seen.size).toBe(count);
        expect([...groupOf.subarray(6 * HALF_HOURS_OF_DAY)].every((group) => group === NO_GROUP)).toBe(true);
      }),
      { seed: 7, numRuns: 20 },
    );
  });
});
