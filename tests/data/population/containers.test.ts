import { gzipSync } from "node:zlib";

import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";

import { failure, makeZip, read, total, writeGrid } from "./grid-fixtures.ts";

const CRS_3035 = "CRS3035RES200m";
const HEADER = "idcar_200m,i_est_200,lcog_geo,ind\n";
const METROPOLE = `${HEADER}${CRS_3035}N2466800E3482800,0,33063,5\n${CRS_3035}N2467000E3482800,1,33063,2.5\n`;
const REUNION = `${HEADER}CRS2975RES200mN7634200E359400,0,97411,7\n`;

/** Enough cells for a compressed file to be cut in many places. */
const MANY = `${HEADER}${Array.from(
  { length: 500 },
  (_, i) => `${CRS_3035}N2466800E${3_000_000 + 200 * i},0,33063,${i + 1}\n`,
).join("")}`;

function makeParquet(
  columns: Record<string, { data: (string | number)[]; type: "STRING" | "DOUBLE" | "INT32" }>,
): Uint8Array {
  const columnData = Object.entries(columns).map(([name, column]) => ({ name, ...column }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 }));
}

const PARQUET = makeParquet({
  idcar_200m: {
    type: "STRING",
    data: [3, 2, 1].map((i) => `${CRS_3035}N2466800E${3_482_800 + 200 * i}`),
  },
  i_est_200: { type: "INT32", data: [0, 1, 1] },
  lcog_geo: { type: "STRING", data: ["33003", "33002", "33001"] },
  ind: { type: "DOUBLE", data: [3.5, 2.5, 1.5] },
  men: { type: "DOUBLE", data: [30, 20, 10] },
  ind_65_79: { type: "DOUBLE", data: [3, 2, 1] },
  ind_80p: { type: "DOUBLE", data: [0.5, 0.5, 0.5] },
  ind_snv: { type: "DOUBLE", data: [1, 2, 3] },
});

describe("what holds a grid is told by its bytes, not by its name:", () => {
  test("gzipped CSV", async () => {
    const { cells } = await read(writeGrid("metropole.csv", gzipSync(METROPOLE)));
    expect([...cells.people]).toEqual([5, 2.5]);
  });

  test("a zip of several CSV, all read, other members counted", async () => {
    const zip = makeZip([
      { name: "LISEZMOI.pdf", content: "%PDF-1.4 ..." },
      { name: "csv/", content: "", method: 0 },
      { name: "csv/met.csv", content: METROPOLE },
      { name: "csv/reun.csv", content: REUNION, method: 0 },
      { name: "csv/variables.csv", content: "nom,libelle\nind,individus\n" },
      { name: "__MACOSX/csv/._met.csv", content: "\0\0" },
    ]);
    const { cells, codes, issues } = await read(writeGrid("grille.txt", zip));
    expect([...cells.crs]).toEqual([2975, 3035, 3035]);
    expect(codes).toEqual(["97411", "33063", "33063"]);
    expect(issues.list()).toMatchObject([
      {
        code: "population.zip.ignored",
        count: 2,
        examples: [
          "grille.txt/LISEZMOI.pdf (a PDF document)",
          "grille.txt/csv/variables.csv (the columns nom, libelle)",
        ],
      },
    ]);
  });

  test("Parquet, over several row groups", async () => {
    const population = await read(writeGrid("grille.csv", PARQUET));
    const { cells, codes, issues } = population;
    expect([...cells.eastings]).toEqual([1, 2, 3].map((i) => 3_482_800 + 200 * i));
    expect([...cells.people]).toEqual([1.5, 2.5, 3.5]);
    expect([...cells.imputed]).toEqual([1, 1, 0]);
    expect(codes).toEqual(["33001", "33002", "33003"]);
    expect([...cells.weights["households"]]).toEqual([10, 20, 30]);
    expect([...cells.weights["age65plus"]]).toEqual([1.5, 2.5, 3.5]);
    expect(population.product).toBe("Insee, Filosofi 2019 ou 2021, carreaux de 200 m");
    expect(issues.list()).toEqual([]);
  });

  test("Parquet without flags nor codes, as a mirror has it", async () => {
    const parquet = makeParquet({
      idcar_200m: { type: "STRING", data: [`${CRS_3035}N2466800E3482800`] },
      ind: { type: "DOUBLE", data: [4] },
    });
    const { cells, codes, issues } = await read(writeGrid("miroir.parquet", parquet));
    expect([...cells.imputed]).toEqual([0]);
    expect(codes).toBeNull();
    expect(issues.list()).toMatchObject([{ code: "population.imputed.unknown", severity: "warning" }]);
  });

  test("Parquet of Eurostat, cells abroad left out", async () => {
    const parquet = makeParquet({
      GRD_ID: { type: "STRING", data: [1, 2, 3].map((i) => `CRS3035RES1000mN246${i}000E3482000`) },
      TOT_P_2021: { type: "INT32", data: [1, 2, 4] },
      CNTR_ID: { type: "STRING", data: ["FR", "FR-ES", "ES"] },
    });
    const { cells, issues } = await read(writeGrid("europe.parquet", parquet));
    expect([...cells.people]).toEqual([1, 2]);
    expect(issues.list()).toMatchObject([
      { code: "population.cell.abroad", examples: ["europe.parquet row 3 ES"] },
      { code: "population.cell.border", examples: ["europe.parquet row 2 FR-ES"] },
    ]);
  });

  test("Parquet whose commune codes are numbers gets back their zeros", async () => {
    const parquet = makeParquet({
      idcar_200m: { type: "STRING", data: [1, 2].map((i) => `${CRS_3035}N2466800E348${i}800`) },
      ind: { type: "DOUBLE", data: [4, 4] },
      i_est_200: { type: "INT32", data: [0, 0] },
      lcog_geo: { type: "DOUBLE", data: [1004, 100401005] },
    });
    expect((await read(writeGrid("zeros.parquet", parquet))).codes).toEqual(["01004", "0100401005"]);
  });
});

describe("what holds no readable grid is refused by name:", () => {
  const zipped = (name: string, content: string | Uint8Array): Buffer => makeZip([{ name, content }]);
  const SEVEN_Z = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]);
  const SQLITE = Buffer.from("SQLite format 3\0........");

  test.each([
    ["nothing", "", "population.file.empty", /: got an empty file/],
    ["gzipped nothing", gzipSync(""), "population.file.empty", /: got an empty file/],
    ["a header alone", HEADER, "population.file.empty", /: got no row/],
    ["only cells without people", `${HEADER}${CRS_3035}N0E0,0,,0\n`, "population.people.none", /: got only/],
    ["7z", SEVEN_Z, "population.file.format", /: got a 7z archive.*7z x/],
    ["GeoPackage", SQLITE, "population.file.format", /: got a GeoPackage.*CSV/],
    ["xz", Buffer.from("\xfd7zXZ\0..", "latin1"), "population.file.format", /: got an xz file/],
    ["UTF-16", Buffer.from(`\ufeff${METROPOLE}`, "utf16le"), "population.file.format", /: got UTF-16.*UTF-8/],
    ["a gzip in a gzip", gzipSync(gzipSync(METROPOLE)), "population.file.format", /: got a gzip file/],
    ["an error page", "<!DOCTYPE html><html>", "population.header.unknown", /:1: got an HTML or XML page/],
    ["GeoJSON", '{"type":"FeatureCollection"}', "population.header.unknown", /:1: got a JSON file/],
    ["a PDF", "%PDF-1.4\n", "population.header.unknown", /:1: got a PDF document/],
    ["a PBF", Buffer.from("\0\0\0\x0d\n\tOSMHeader"), "population.header.unknown", /:1: got a binary file/],
    [
      "other columns",
      "id_fs,lib_fs\n1,Ajaccio\n",
      "population.header.unknown",
      /:1: got the columns id_fs, lib_fs/,
    ],
    [
      "latin-1 prose",
      Buffer.from("Mairie annex\xe9e\n", "latin1"),
      "population.header.unknown",
      /:1: got the col/,
    ],
    ["an empty zip", makeZip([]), "population.zip.none", /: got no file/],
    [
      "a zip without grid",
      zipped("a.csv", "x,y\n1,2\n"),
      "population.zip.none",
      /a\.csv \(the columns x, y\)/,
    ],
    ["a zip of 7z", zipped("met.7z", SEVEN_Z), "population.file.format", /\/met\.7z: got a 7z archive/],
    ["a zip of GeoPackage", zipped("met.gpkg", SQLITE), "population.file.format", /\/met\.gpkg: got a GeoP/],
    [
      "a zip of Parquet",
      zipped("met.parquet", PARQUET),
      "population.file.format",
      /\/met\.parquet: got a Par/,
    ],
    [
      "a zip of a zip",
      zipped("met.zip", makeZip([])),
      "population.file.format",
      /\/met\.zip: got a zip archive/,
    ],
    [
      "a zip of an empty CSV",
      zipped("met.csv", ""),
      "population.file.empty",
      /\/met\.csv: got an empty file/,
    ],
    [
      "an encrypted zip",
      makeZip([{ name: "met.csv", content: METROPOLE, encrypted: true }]),
      "population.zip.encrypted",
      /\/met\.csv: got an encrypted member/,
    ],
    [
      "a zip of another compression",
      makeZip([{ name: "met.csv", content: METROPOLE, method: 93 }]),
      "population.zip.method",
      /\/met\.csv: got compression method 93/,
    ],
    [
      "an altered zip",
      makeZip([{ name: "met.csv", content: METROPOLE, wrongChecksum: true }]),
      "population.zip.broken",
      /\/met\.csv: got a cut or altered zip archive \(its checksum/,
    ],
    [
      "Parquet of other columns",
      makeParquet({ a: { type: "INT32", data: [1] } }),
      "population.header.unknown",
      /: got the columns a/,
    ],
  ])("%s", async (name, content, code, message) => {
    const error = await failure(writeGrid(`${name}.dat`, content));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(`${name}.dat`)).toBe(true);
    expect(error.message).not.toContain("\n");
  });

  test("a file that is not there, a folder", async () => {
    const present = writeGrid("present.csv", METROPOLE);
    expect((await failure(`${present}.absent`)).code).toBe("population.file.unreadable");
    expect((await failure(present.slice(0, present.lastIndexOf("/")))).code).toBe(
      "population.file.unreadable",
    );
  });

  test.each([
    ["gzip", gzipSync(MANY)],
    ["zip", makeZip([{ name: "met.csv", content: MANY }])],
    ["parquet", PARQUET],
  ])("a %s file cut at any byte", async (kind, whole) => {
    const step = Math.max(1, Math.floor(whole.length / 60));
    for (let length = 0; length < whole.length; length += step) {
      const error = await failure(writeGrid(`cut.${kind}`, whole.subarray(0, length)));
      expect(error.message.startsWith(`cut.${kind}`), `cut at ${length}`).toBe(true);
    }
  });

  test("a gzip bomb, before it has been unpacked", async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(METROPOLE), Buffer.alloc(80 * 2 ** 20, "\n")]));
    const error = await failure(writeGrid("bomb.csv.gz", bomb));
    expect(error.code).toBe("population.inflation");
    expect(error.message).toContain(`out of ${bomb.length} compressed ones`);
  });

  test("a zip whose member is larger than it declares", async () => {
    const zip = makeZip([{ name: "met.csv", content: MANY }]);
    const sizeInDirectory = zip.lastIndexOf("PK\x01\x02", undefined, "latin1") + 24;
    zip.writeUInt32LE(100, sizeInDirectory);
    expect((await failure(writeGrid("lying.zip", zip))).code).toBe("population.zip.broken");
  });
});

describe("a row that cannot be is refused at its line:", () => {
  const ROW = `${CRS_3035}N2466800E3482800,0,33063,5\n`;

  test.each([
    ["negative people", `${CRS_3035}N2467000E3482800,0,33063,-5\n`, "population.people", "got -5 people"],
    ["absurd people", `${CRS_3035}N2467000E3482800,0,33063,20001\n`, "population.people", "got 20001 people"],
    [
      "infinite people",
      `${CRS_3035}N2467000E3482800,0,33063,1e999\n`,
      "population.people",
      "got Infinity people",
    ],
    ["no people", `${CRS_3035}N2467000E3482800,0,33063,\n`, "population.people", "got no number"],
    ["text for people", `${CRS_3035}N2467000E3482800,0,33063,NA\n`, "population.people", "got no number"],
    ["an unknown grid", "CRS2973RES200mN1592600E728800,0,97209,5\n", "population.id.crs", "EPSG:2973"],
    ["an unknown size", "CRS3035RES2000mN2466000E3482000,0,33063,5\n", "population.id.size", "2000 m"],
    ["no identifier", ",0,33063,5\n", "population.id.malformed", 'identifier ""'],
    ["another identifier", "33063,0,33063,5\n", "population.id.malformed", 'identifier "33063"'],
    ["an identifier on two lines", '"CRS\n",0,33063,5\n', "population.id.malformed", '"CRS\\n"'],
    ["a place out of its grid", "CRS2975RES200mN7634200E0,0,97411,5\n", "population.id.outside", "E0"],
    [
      "a row cut short",
      `${CRS_3035}N2467000E3482800,0,33`,
      "population.row.columns",
      "got 3 columns, expected 4",
    ],
    [
      "a row too long",
      `${CRS_3035}N2467000E3482800,0,33063,5,6\n`,
      "population.row.columns",
      "got 5 columns",
    ],
    ["a cut inside quotes", `${CRS_3035}N2467000E3482800,0,"330`, "population.csv.quote", "never closed"],
  ])("%s", async (_, row, code, what) => {
    const error = await failure(writeGrid("bad.csv", `${HEADER}${ROW}${row}`));
    expect(error.code).toBe(code);
    expect(error.message).toContain("bad.csv:3: ");
    expect(error.message).toContain(what);
  });

  test("in Parquet, at its row", async () => {
    const parquet = makeParquet({
      idcar_200m: { type: "STRING", data: [1, 2, 3].map((i) => `${CRS_3035}N246680${i}E3482800`) },
      ind: { type: "DOUBLE", data: [1, 2, -3] },
    });
    const error = await failure(writeGrid("bad.parquet", parquet));
    expect(error.message).toContain("bad.parquet row 3: got -3 people");
  });

  test("a last row without an end of line is read, and counted since it may be cut", async () => {
    const { cells, issues } = await read(writeGrid("unended.csv", METROPOLE.trimEnd()));
    expect(total(cells.people)).toBe(5 + 2.5);
    expect(issues.list()).toMatchObject([
      { code: "population.file.unterminated", examples: ["unended.csv"] },
    ]);
  });
});
