import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";

import { type FileReading, readAccessFile } from "../../../data/insee/access-files.ts";
import { AccessRows } from "../../../data/insee/access-rows.ts";
import { DataIssues } from "../../../data/issues.ts";
import { SILENT } from "../../../data/progress.ts";
import { tempFile } from "../../helpers/temp-folder.ts";

/** Types of the BPE in alphabetical order, A128 among them. */
const TYPES = Array.from({ length: 20 }, (_, i) => `A${120 + i}`);
const CELLS = 100_000;
const ROWS = TYPES.length * CELLS;
const GROUP = 40_000;

/** Row `i` of a file of all types: minutes tell the cell, so that a row taken for another one shows. */
function largeFile(
  typeOfRow: (row: number) => number,
  cellOfRow: (row: number) => number,
  statistics: boolean,
) {
  const doubles = (valueOf: (cell: number) => number): Float64Array =>
    Float64Array.from({ length: ROWS }, (_, row) => valueOf(cellOfRow(row)));
  const bytes = parquetWriteBuffer({
    columnData: [
      {
        name: "typeeq_id",
        type: "STRING",
        data: Array.from({ length: ROWS }, (_, row) => TYPES[typeOfRow(row)]),
      },
      { name: "X", type: "DOUBLE", data: doubles((cell) => 4_000_100 + 200 * (cell % 1000)) },
      { name: "Y", type: "DOUBLE", data: doubles((cell) => 2_000_100 + 200 * Math.floor(cell / 1000)) },
      { name: "duree", type: "DOUBLE", data: doubles((cell) => cell / 100) },
    ],
    rowGroupSize: GROUP,
    statistics,
  });
  return tempFile("donnees-2024-reg11.parquet", new Uint8Array(bytes));
}

async function read(path: string): Promise<{ rows: AccessRows; reading: FileReading }> {
  const rows = new AccessRows(new DataIssues());
  const options = { type: "A128", issues: new DataIssues(), progress: SILENT };
  return { rows, reading: await readAccessFile(path, rows, options) };
}

function expectAllCells({ rows, reading }: { rows: AccessRows; reading: FileReading }): void {
  expect(reading).toMatchObject({ rows: ROWS, rowsOfType: CELLS });
  expect(rows.count).toBe(CELLS);
  let wrong = 0;
  for (let cell = 0; cell < CELLS; cell++) {
    const east = 4_000_000 + 200 * (cell % 1000);
    if (rows.eastings[cell] !== east || rows.deciseconds[cell] !== cell * 6) wrong++;
  }
  expect(wrong).toBe(0);
}

describe("two million rows", () => {
  const bySort = (row: number): number => Math.floor(row / CELLS);
  const inSort = (row: number): number => row % CELLS;

  test("sorted by type: the groups of other types are not looked at, nor rows before and after", async () => {
    const outcome = await read(largeFile(bySort, inSort, true));
    expectAllCells(outcome);
    // A128 is the ninth type: rows 800 000 to 899 999, in the groups from 20 to 22.
    expect(outcome.reading).toMatchObject({ groupsSkipped: ROWS / GROUP - 3, rowsDecoded: CELLS });
  });

  test("sorted by type, without statistics: only the types of other groups are read", async () => {
    const outcome = await read(largeFile(bySort, inSort, false));
    expectAllCells(outcome);
    expect(outcome.reading).toMatchObject({ groupsSkipped: 0, rowsDecoded: CELLS });
  });

  test("sorted by cell: every group holds the type", async () => {
    const outcome = await read(
      largeFile(
        (row) => row % TYPES.length,
        (row) => Math.floor(row / TYPES.length),
        true,
      ),
    );
    expectAllCells(outcome);
    // In each group from its ninth row to the twelfth but last.
    const perGroup = GROUP - (TYPES.length - 1);
    expect(outcome.reading).toMatchObject({ groupsSkipped: 0, rowsDecoded: (ROWS / GROUP) * perGroup });
  });
});
