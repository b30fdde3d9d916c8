import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { InputError } from "../../../data/input-error.ts";
import { readInseeAccess } from "../../../data/insee/read-access.ts";
import { DataIssues } from "../../../data/issues.ts";
import { SILENT } from "../../../data/progress.ts";
import {
  accessCsv,
  accessParquet,
  type AccessRow,
  documentedColumns,
  withColumns,
} from "../../helpers/insee-files.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";

const ROW: AccessRow = { x: 4_200_100, y: 2_100_100, duree: 10, distance: 8000, deuclidienne: 6000, pop: 3 };
const COLUMNS = documentedColumns([ROW]);
const GOOD = accessParquet(COLUMNS);

async function failure(files: readonly string[]): Promise<InputError> {
  try {
    const options = { type: "A128", issues: new DataIssues(), progress: SILENT };
    await readInseeAccess(files, options);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("the files were read, an InputError was expected");
}

const TYPES = Array.from({ length: 30 }, (_, i) => `B${100 + i}`);

describe("a file that cannot be used is told in one line", () => {
  test.each([
    ["empty", "", "insee.file.format", "x.parquet: got an empty file, expected a Parquet file of INSEE"],
    ["a page", "<html>403</html>", "insee.file.format", "got an HTML or XML page, expected"],
    ["gzipped", gzipSync("typeeq_id"), "insee.file.format", "got a gzip archive, expected"],
    ["without its end", GOOD.slice(0, -9), "insee.parquet.broken", "got a cut or altered Parquet file"],
    ["only a header", accessCsv([]), "insee.file.empty", "got no row, expected cells"],
    ["no row", accessParquet(documentedColumns([])), "insee.file.empty", "got no row"],
    [
      "a population grid",
      "idcar_200m,ind\nCRS3035RES200mN2029400E4259000,3\n",
      "insee.header.unknown",
      "x.parquet:1: got the columns idcar_200m, ind, expected those of INSEE's access",
    ],
    [
      "no type",
      accessParquet(withColumns(COLUMNS, { typeeq_id: null })),
      "insee.header.unknown",
      "idSrc, X, Y",
    ],
    [
      "no time",
      accessParquet(withColumns(COLUMNS, { duree: null })),
      "insee.header.unknown",
      "expected those",
    ],
    [
      "no place",
      accessParquet(withColumns(COLUMNS, { idSrc: null, Y: null })),
      "insee.header.unknown",
      "and X and Y or a cell identifier",
    ],
    [
      "an older vintage",
      accessParquet(documentedColumns(["A104", "A129"].map((type) => ({ ...ROW, type })))),
      "insee.type.absent",
      "got the types A104, A129, expected A128; older vintages have fewer types",
    ],
    [
      "many other types",
      accessParquet(documentedColumns(TYPES.map((type) => ({ ...ROW, type }))), 1),
      "insee.type.absent",
      `got the types ${TYPES.slice(0, 12).join(", ")}, … B129, expected A128`,
    ],
    [
      "types that are missing",
      accessParquet(withColumns(COLUMNS, { typeeq_id: { name: "typeeq_id", type: "STRING", data: [null] } })),
      "insee.type.absent",
      "got rows without a type, expected A128",
    ],
    [
      "seconds in place of minutes",
      accessParquet(documentedColumns([{ ...ROW, duree: 600 }])),
      "insee.duration.unit",
      // 13 units of length a minute are more than any car's kilometres and fewer than its metres.
      "got a median of 800 km/h from distance and duree, expected minutes by car",
    ],
    [
      "hours in place of minutes",
      accessParquet(documentedColumns([{ ...ROW, duree: 1 / 6 }])),
      "insee.duration.unit",
      "expected minutes by car",
    ],
    [
      "no usable row",
      accessParquet(documentedColumns([{ ...ROW, x: 4_200_150 }])),
      "insee.rows.unusable",
      "got 1 rows of A128 of which none can be used, expected cells with a place and minutes; insee.place.off_grid",
    ],
  ] as const)("%s", async (_, content, code, text) => {
    const error = await failure([tempFile("x.parquet", content)]);
    expect(error.code).toBe(code);
    expect(error.message).toContain(text);
    expect(error.message).toMatch(/^x\.parquet(?::1)?: /u);
    expect(error.message).not.toMatch(/\n/u);
  });

  test("that is not there", async () => {
    const error = await failure([`${tempFolder()}/none.parquet`]);
    expect(error.code).toBe("file.unreadable");
    expect(error.message).toContain("none.parquet: no such file");
  });

  test("of two vintages", async () => {
    const error = await failure(
      ["donnees-2023-reg94.parquet", "donnees-2024-reg93.parquet"].map((name) => tempFile(name, GOOD)),
    );
    expect(error.code).toBe("insee.vintage.mixed");
    expect(error.message).toBe(
      "donnees-2023-reg94.parquet, donnees-2024-reg93.parquet: got files of 2023 and 2024, expected one vintage",
    );
  });

  test("cut at any byte", async () => {
    for (let length = 4; length < GOOD.length; length += 97) {
      const error = await failure([tempFile("x.parquet", GOOD.slice(0, length))]);
      expect(error.message, `${length} bytes`).toContain("got a cut or altered Parquet file");
    }
  });

  test("with types that break lines", async () => {
    const types = ["B1\n", "B2\u001b[31m"];
    const text = documentedColumns(types.map((type) => ({ ...ROW, type })));
    const error = await failure([tempFile("x.parquet", accessParquet(text, 1))]);
    expect(error.message).toContain("got the types B1?, B2?[31m, expected A128");
  });
});
