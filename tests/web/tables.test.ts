import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";

import { toCsv } from "../../web/src/tables/csv.ts";
import { sortRows } from "../../web/src/tables/sort.ts";

describe("the downloaded CSV", () => {
  test("reads back as the rows that were written", () => {
    const safeText = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(safeText, safeText)), (rows) => {
        const read: unknown = parse(toCsv(["a", "b"], rows), { bom: true });
        expect(read).toEqual([["a", "b"], ...rows]);
      }),
    );
  });

  test("keeps points as decimal marks and leaves what is unknown empty", () => {
    expect(toCsv(["n", "x"], [[1.5, null]])).toBe("\ufeffn,x\r\n1.5,\r\n");
  });

  test.each(["=1+1", "+33", "-2", "@cmd"])("disarms %s, which a spreadsheet would run", (text) => {
    expect(toCsv(["a"], [[text]])).toContain(`'${text}`);
  });
});

describe("sorting a column", () => {
  const rows = [{ n: 3 }, { n: null }, { n: 1 }, { n: 2 }];

  test("puts unknown values last in both directions", () => {
    expect(sortRows(rows, ({ n }) => n, false).map(({ n }) => n)).toEqual([1, 2, 3, null]);
    expect(sortRows(rows, ({ n }) => n, true).map(({ n }) => n)).toEqual([3, 2, 1, null]);
  });

  test("orders names as French dictionaries do", () => {
    const names = ["Zonza", "Évisa", "Eccica", "Île-Rousse", "Figari"].map((name) => ({ name }));
    const sorted = sortRows(names, ({ name }) => name, false).map(({ name }) => name);
    expect(sorted).toEqual(["Eccica", "Évisa", "Figari", "Île-Rousse", "Zonza"]);
  });

  test("leaves the given rows as they were", () => {
    const before = structuredClone(rows);
    sortRows(rows, ({ n }) => n, true);
    expect(rows).toEqual(before);
  });
});
