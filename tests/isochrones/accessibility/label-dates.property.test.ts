import fc from "fast-check";
import { expect, test } from "vitest";

import { labelDates } from "../../../isochrones/accessibility/label-dates.ts";
import { selectStructures } from "../../../isochrones/accessibility/selection.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";

const DAYS = ["2020-01-01", "2020-01-02", "2021-12-31", "2022-01-01"];

const anyStructures = fc
  .array(
    fc.record({
      labelledOn: fc.option(fc.constantFrom(...DAYS)),
      format: fc.constantFrom("fixe" as const, "bus" as const),
    }),
    { maxLength: 30 },
  )
  .map((list) => list.map((fields, id) => miniStructure({ id: String(id), ...fields })));

test("each day counts what a selection as of that day does", () => {
  fc.assert(
    fc.property(anyStructures, fc.constantFrom([], ["bus"] as const), (structures, exclude) => {
      const { dates, undated } = labelDates(structures, { exclude });
      const own = structures.filter(({ format }) => format === "fixe" || exclude.length === 0);
      expect(dates).toEqual(
        DAYS.filter((day) => own.some(({ labelledOn }) => labelledOn === day)).map((date) => ({
          date,
          added: own.filter(({ labelledOn }) => labelledOn === date).length,
          counted: selectStructures(structures, { exclude, asOf: date }).counted.length,
        })),
      );
      expect(undated).toBe(own.filter(({ labelledOn }) => labelledOn === null).length);
    }),
  );
});
