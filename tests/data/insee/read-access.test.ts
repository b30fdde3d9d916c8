import { describe, expect, test } from "vitest";

import { type InseeAccess, readInseeAccess } from "../../../data/insee/read-access.ts";
import { DataIssues } from "../../../data/issues.ts";
import { SILENT } from "../../../data/progress.ts";
import { cellId } from "../../../isochrones/model/cells.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import {
  accessCsv,
  accessParquet,
  type AccessRow,
  documentedColumns,
  withColumns,
} from "../../helpers/insee-files.ts";
import { tempFile } from "../../helpers/temp-folder.ts";

/** Three cells of which the centres are given, in disorder, and rows of other types between them. */
const CELLS = [
  { east: 4_200_200, north: 2_100_000, minutes: 12.5, meters: 10_400, crow: 8000, people: 20.5 },
  { east: 4_200_000, north: 2_100_000, minutes: 10, meters: 8300, crow: 7900, people: 3 },
  { east: 4_200_000, north: 2_099_800, minutes: null, meters: null, crow: null, people: 1 },
] as const;

const ROWS: readonly AccessRow[] = CELLS.flatMap((cell) => {
  const row = { x: cell.east + 100, y: cell.north + 100, pop: cell.people };
  return [
    { ...row, type: "A101", duree: 1, distance: 500, deuclidienne: 400 },
    { ...row, duree: cell.minutes, distance: cell.meters, deuclidienne: cell.crow },
    { ...row, type: "F303", duree: 99, distance: 80_000, deuclidienne: 70_000 },
  ];
});

const OURS = ROWS.filter(({ type }) => type === undefined);

async function read(
  files: readonly string[],
  type = "A128",
): Promise<InseeAccess & { readonly issues: DataIssues }> {
  const issues = new DataIssues();
  const access = await readInseeAccess(files, { type, issues, progress: SILENT });
  return { ...access, issues };
}

/** Cells as a list: identifier, minutes, metres by road and as the crow flies, people. */
function listOf({ cells }: InseeAccess): (readonly (string | number | null)[])[] {
  return Array.from({ length: cells.count }, (_, cell) => [
    cellId(cells, cell),
    cells.deciseconds[cell] === UNREACHED ? null : cells.deciseconds[cell] / 600,
    ...[cells.roadMeters[cell], cells.crowMeters[cell], cells.people[cell]].map((value) =>
      Number.isNaN(value) ? null : value,
    ),
  ]);
}

/** The same of `CELLS`, in the order of their identifiers: south before north, then west before east. */
const EXPECTED = [...CELLS]
  .sort((a, b) => a.north - b.north || a.east - b.east)
  .map(({ east, north, minutes, meters, crow, people }) => [
    `CRS3035RES200mN${north}E${east}`,
    minutes,
    meters,
    crow,
    people,
  ]);

describe("the documented schema", () => {
  test("gives the rows of one type, by cell, unreached ones too", async () => {
    const path = tempFile("donnees-2024-reg94.parquet", accessParquet(documentedColumns(ROWS), 2));
    const access = await read([path]);
    expect(listOf(access)).toEqual(EXPECTED);
    expect(access).toMatchObject({
      type: "A128",
      rows: 9,
      rowsOfType: 3,
      units: { road: "m", crow: "m" },
    });
    expect(access.issues.list()).toEqual([]);
    expect(access.sources).toHaveLength(1);
    expect(access.sources[0]).toMatchObject({
      file: "donnees-2024-reg94.parquet",
      vintage: "2024",
      licence: "Licence Ouverte 2.0",
    });
    expect(access.sources[0].sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  test("gives those of another type", async () => {
    const access = await read([tempFile("a.parquet", accessParquet(documentedColumns(ROWS)))], "F303");
    expect(listOf(access).map(([, minutes]) => minutes)).toEqual([99, 99, 99]);
    expect(access.sources[0].vintage).toBe("millésime inconnu");
  });

  test("comes in several files, one a région", async () => {
    const files = OURS.map((row, i) =>
      tempFile(`donnees-2024-reg0${i}.parquet`, accessParquet(documentedColumns([row]))),
    );
    const access = await read(files);
    expect(listOf(access)).toEqual(EXPECTED);
    expect(access.sources.map(({ file }) => file)).toEqual(
      [0, 1, 2].map((i) => `donnees-2024-reg0${i}.parquet`),
    );
  });
});

/** Text columns with a decimal comma, and 64-bit integers. */
const NUMBERS_AS_TEXT = ["distance", "deuclidienne", "duree", "pop", "X", "Y"];
const WHOLE = ["distance", "deuclidienne", "X", "Y"];

const DOCUMENTED = documentedColumns(ROWS);
const columnOf = (name: string) => {
  const found = DOCUMENTED.find((column) => column.name === name);
  if (found === undefined) throw new Error(`no column ${name}`);
  return found;
};
const renamed = (names: Readonly<Record<string, string>>) =>
  DOCUMENTED.map((column) => ({ ...column, name: names[column.name] ?? column.name }));
const mapped = (
  names: readonly string[],
  type: "STRING" | "INT64" | "DOUBLE",
  map: (value: number) => unknown,
) =>
  DOCUMENTED.map((column) =>
    names.includes(column.name)
      ? {
          name: column.name,
          type,
          data: Array.from(column.data as ArrayLike<number | null>, (value) =>
            value === null ? null : map(value),
          ),
        }
      : column,
  );
const IDS = ROWS.map(({ x, y }) => `CRS3035RES200mN${y - 100}E${x - 100}`);

describe("variants that mean the same", () => {
  test.each([
    ["lower case", renamed({ X: "x", Y: "y", idSrc: "idsrc" })],
    ["upper case", DOCUMENTED.map((column) => ({ ...column, name: column.name.toUpperCase() }))],
    ["the names of the BPE", renamed({ typeeq_id: "TYPEQU", duree: "duration" })],
    [
      "numbers as text with a comma",
      mapped(NUMBERS_AS_TEXT, "STRING", (value) => String(value).replace(".", ",")),
    ],
    ["numbers of 64 bits", mapped(WHOLE, "INT64", (value) => BigInt(value))],
    ["kilometres", mapped(["distance", "deuclidienne"], "DOUBLE", (value) => value / 1000)],
    ["kilometres by road alone", mapped(["distance"], "DOUBLE", (value) => value / 1000)],
    ["lower-left corners", mapped(["X", "Y"], "DOUBLE", (value) => value - 100)],
    ["centres off by a rounding", mapped(["X", "Y"], "DOUBLE", (value) => value + 0.02)],
    [
      "identifiers in place of coordinates",
      withColumns(DOCUMENTED, {
        X: null,
        Y: null,
        idSrc: { name: "idcar_200m", type: "STRING", data: IDS },
      }),
    ],
    ["identifiers in idSrc", withColumns(DOCUMENTED, { idSrc: { ...columnOf("idSrc"), data: IDS } })],
    ["columns in another order", [...DOCUMENTED].reverse()],
  ])("%s", async (_, columns) => {
    const access = await read([tempFile("a.parquet", accessParquet(columns, 4))]);
    expect(listOf(access)).toEqual(EXPECTED);
    expect(access.issues.list()).toEqual([]);
  });

  test.each([
    ["commas", accessCsv(ROWS)],
    ["semicolons", accessCsv(ROWS, ";")],
    ["CRLF and NA", accessCsv(ROWS).replaceAll(",,,", ",NA,NA,NA").replaceAll("\n", "\r\n")],
  ])("CSV with %s", async (_, text) => {
    expect(listOf(await read([tempFile("a.csv", text)]))).toEqual(EXPECTED);
  });

  test("without lengths and people these are unknown", async () => {
    const columns = withColumns(DOCUMENTED, { distance: null, deuclidienne: null, pop: null });
    const access = await read([tempFile("a.parquet", accessParquet(columns))]);
    expect(listOf(access)).toEqual(EXPECTED.map(([id, minutes]) => [id, minutes, null, null, null]));
    expect(access.units).toEqual({ road: null, crow: null });
  });

  test("overseas squares are told by where they lie", async () => {
    const rows = [
      { x: 728_900, y: 1_592_700, duree: 5 },
      { x: 359_500, y: 7_634_300, duree: 6 },
    ];
    const access = await read([tempFile("a.parquet", accessParquet(documentedColumns(rows)))]);
    expect(listOf(access).map(([id]) => id)).toEqual([
      "CRS2975RES200mN7634200E359400",
      "CRS5490RES200mN1592600E728800",
    ]);
  });
});

describe("what is odd is counted", () => {
  const good: AccessRow = { x: 4_200_100, y: 2_100_100, duree: 10, distance: 8000, pop: 3 };
  const elsewhere: AccessRow = { ...good, x: 4_300_100 };
  const one = async (row: AccessRow, others: Readonly<Record<string, unknown>> = {}) => {
    const columns = documentedColumns([elsewhere, row]).map((column) =>
      column.name in others
        ? { name: column.name, type: "STRING" as const, data: ["10", others[column.name] as string] }
        : column,
    );
    return read([tempFile("a.parquet", accessParquet(columns))]);
  };

  test.each([
    ["insee.duration.invalid", { ...good, duree: -1 }, {}],
    ["insee.duration.invalid", { ...good, duree: 20_000 }, {}],
    ["insee.duration.invalid", good, { duree: "long" }],
    ["insee.place.off_grid", { ...good, x: 4_200_150 }, {}],
    ["insee.place.off_grid", { ...good, x: 4_200_000 }, {}],
    ["insee.place.invalid", { ...good, x: 19_200_100 }, {}],
    ["insee.place.invalid", { ...good, idSrc: "CRS4326RES200mN200E200" }, {}],
  ] as const)("a row left out as %s", async (code, row, others) => {
    const { cells, issues } = await one(row, others);
    expect(cells.count).toBe(1);
    expect(issues.list()).toMatchObject([{ code, severity: "error", count: 1 }]);
    expect(issues.list()[0].examples[0]).toMatch(/^a\.parquet row 2: /u);
  });

  test("a place that is missing", async () => {
    const columns = withColumns(documentedColumns([elsewhere, good]), {
      X: { name: "X", type: "DOUBLE", data: [4_300_100, null] },
    });
    const { cells, issues } = await read([tempFile("a.parquet", accessParquet(columns))]);
    expect(cells.count).toBe(1);
    expect(issues.of("insee.place.missing")).toBe(1);
  });

  test.each([
    ["insee.distance.invalid", { ...good, distance: -5 }, "roadMeters"],
    ["insee.distance.invalid", { ...good, deuclidienne: -5 }, "crowMeters"],
    ["insee.people.invalid", { ...good, pop: -5 }, "people"],
  ] as const)("a field that is lost as %s", async (code, row, field) => {
    const { cells, issues } = await one(row);
    expect(issues.list()).toMatchObject([{ code, severity: "warning", count: 1 }]);
    // West of the other.
    expect(cells[field][0]).toBeNaN();
    expect(cells.deciseconds[0]).toBe(6000);
  });

  test("several rows of a cell: the least time stays", async () => {
    const rows = [12, 9, null, 9, 30].map((duree) => ({ ...good, duree }));
    const path = tempFile("a.parquet", accessParquet(documentedColumns(rows), 2));
    const { cells, issues } = await read([path]);
    expect([...cells.deciseconds]).toEqual([9 * 600]);
    expect(issues.list()).toMatchObject([
      {
        code: "insee.cell.repeated",
        severity: "warning",
        count: 4,
        examples: Array.from({ length: 4 }, () => "CRS3035RES200mN2100000E4200000"),
      },
    ]);
  });

  test("centres and corners in one file", async () => {
    const rows = [
      good,
      { ...good, x: 4_200_200, y: 2_100_200 },
      { ...elsewhere, x: 4_300_000, y: 2_100_000 },
    ];
    const { cells, issues } = await read([tempFile("a.parquet", accessParquet(documentedColumns(rows)))]);
    expect([...cells.eastings]).toEqual([4_200_000, 4_300_000, 4_200_200]);
    expect(issues.list()).toMatchObject([
      { code: "insee.place.mixed", count: 1, examples: ["a.parquet: 1 centres and 2 corners"] },
    ]);
  });
});
