import { gzipSync } from "node:zlib";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { gridToLonLat } from "../../../isochrones/geo/grid-projection.ts";
import { cellId, NO_COMMUNE } from "../../../isochrones/model/cells.ts";
import { DataIssues } from "../../../data/issues.ts";
import type { Population } from "../../../data/population/read-population.ts";
import { readPopulation } from "../../../data/population/read-population.ts";
import { sharedData } from "../../helpers/shared-data.ts";
import { failure, makeZip, read, total, writeGrid } from "./grid-fixtures.ts";

function ids({ cells }: Population): string[] {
  const whole = {
    ...cells,
    communes: new Uint32Array(cells.count).fill(NO_COMMUNE),
    cutTimes: new Uint32Array(cells.count),
  };
  return Array.from({ length: cells.count }, (_, cell) => cellId(whole, cell));
}

const WEST = "CRS3035RES200mN2466800E3482800";
const EAST = "CRS3035RES200mN2466800E3483000";
const NORTH = "CRS3035RES200mN2467000E3482800";
const SQUARE_KM = "CRS3035RES1000mN2466000E3482000";

const FILOSOFI_2021 =
  "idcar_200m,idcar_1km,i_est_200,lcog_geo,ind,men,men_pauv,ind_0_3,ind_4_5,ind_6_10,ind_11_17,ind_65_79,ind_80p";

describe("a population", () => {
  test("has people, flags, commune codes and further weights from the 2021 columns", async () => {
    const file = writeGrid(
      "2021.csv",
      [
        FILOSOFI_2021,
        `${WEST},${SQUARE_KM},0,33063,63.5,30,2.5,1,2,3,4.5,10,7.5`,
        `${EAST},${SQUARE_KM},1,3306333318,4,2,0,0,0,0,0,0,0.5`,
        "",
      ].join("\n"),
    );
    const population = await read(file);
    const { cells } = population;
    expect(ids(population)).toEqual([WEST, EAST]);
    expect([...cells.people]).toEqual([63.5, 4]);
    expect([...cells.imputed]).toEqual([0, 1]);
    expect(population.codes).toEqual(["33063", "3306333318"]);
    expect(
      Object.fromEntries(Object.entries(cells.weights).map(([key, values]) => [key, [...values]])),
    ).toEqual({
      age65plus: [10 + 7.5, 0.5],
      age80plus: [7.5, 0.5],
      children: [1 + 2 + 3 + 4.5, 0],
      households: [30, 2],
      poorHouseholds: [2.5, 0],
    });
    expect(population).toMatchObject({
      vintage: "2019 ou 2021",
      product: "Insee, Filosofi 2019 ou 2021, carreaux de 200 m",
      licence: "Licence Ouverte 2.0",
      attribution: "Insee, Filosofi 2019 ou 2021",
    });
    expect(population.issues.list()).toEqual([]);
  });

  test.each([
    ["2015", `IdINSPIRE,Id_carr1km,I_est_cr,Depcom,Ind\n${WEST},${SQUARE_KM},1,33192,12\n`, WEST, 1],
    ["2015-1km", `Id_carr1km,Ind,I_est_1km\n${SQUARE_KM},12,1\n`, SQUARE_KM, 1],
    ["2017", `Idcar_200m,I_est_200,Groupe,Ind,lcog_geo\n${WEST},1,7,12,33192\n`, WEST, 1],
    ["census", `id;x;y;pop;pop0014;carreau_traite_secret\n${SQUARE_KM};1;2;12;3;1\n`, SQUARE_KM, 1],
    ["eurostat", `grd_id,pop,cntr,lon,lat\n${SQUARE_KM},12,FR,0,0\n`, SQUARE_KM, 0],
    ["eurostat-2011", "TOT_P,GRD_ID,CNTR_CODE\n12,1kmN2466E3482,FR\n", SQUARE_KM, 0],
    ["tabs-and-quotes", `"grd_id"\t"pop"\n"${SQUARE_KM}"\t"12"\n`, SQUARE_KM, 0],
  ])("is read from a file of %s", async (name, text, id, imputed) => {
    const population = await read(writeGrid(`${name}.csv`, text));
    expect(ids(population)).toEqual([id]);
    expect([...population.cells.people]).toEqual([12]);
    expect([...population.cells.imputed]).toEqual([imputed]);
  });

  test("has the centre of each square, in the projection its identifier names", async () => {
    const text = [
      "idcar_200m,ind,i_est_200",
      "CRS3035RES200mN2466800E3482800,1,0",
      "CRS5490RES200mN1592600E728800,1,0",
      "CRS2975RES200mN7634200E359400,1,0",
    ].join("\n");
    const population = await read(writeGrid("three.csv", `${text}\n`));
    const { lons, lats } = population.cells;
    expect([...population.cells.crs]).toEqual([2975, 3035, 5490]);
    expect([lons[0], lats[0]]).toEqual(gridToLonLat(2975, 359500, 7634300));
    expect([lons[1], lats[1]]).toEqual(gridToLonLat(3035, 3482900, 2466900));
    expect([lons[2], lats[2]]).toEqual(gridToLonLat(5490, 728900, 1592700));
  });

  test("is ordered by grid, size, northing and easting, whatever the order of the rows", async () => {
    const cell = fc.record({
      crs: fc.constantFrom(2975, 3035, 5490),
      size: fc.constantFrom(200, 1000),
      northing: fc.integer({ min: 1500, max: 1509 }),
      easting: fc.integer({ min: 700, max: 709 }),
    });
    const key = (each: { crs: number; size: number; northing: number; easting: number }): number[] => [
      each.crs,
      each.size,
      each.northing,
      each.easting,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(cell, { minLength: 1, selector: (c) => key(c).join() }),
        async (cells) => {
          const row = (c: (typeof cells)[number]): string =>
            `CRS${c.crs}RES${c.size}mN${c.northing * 1000}E${c.easting * 1000},1\n`;
          const text = `grd_id,pop\n${cells.map(row).join("")}`;
          const sorted = cells.toSorted((a, b) => {
            const difference = key(a).map((value, i) => value - key(b)[i]);
            return difference.find((each) => each !== 0) ?? 0;
          });
          const population = await read(writeGrid("shuffled.csv", text));
          expect(ids(population)).toEqual(sorted.map((c) => row(c).split(",")[0]));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("keeps weights, flags and codes with their cell when rows are reordered", async () => {
    const file = writeGrid(
      "reordered.csv",
      [
        "idcar_200m,i_est_200,lcog_geo,ind,men",
        `${NORTH},1,33001,3,30`,
        `${EAST},0,33002,2,20`,
        `${WEST},1,33003,1,10`,
        "",
      ].join("\n"),
    );
    const { cells, codes } = await read(file);
    expect([...cells.people]).toEqual([1, 2, 3]);
    expect([...cells.imputed]).toEqual([1, 0, 1]);
    expect([...cells.weights["households"]]).toEqual([10, 20, 30]);
    expect(codes).toEqual(["33003", "33002", "33001"]);
  });

  test("leaves out cells without people, and counts them", async () => {
    const { cells, issues } = await read(
      writeGrid("empty.csv", `idcar_200m,ind,i_est_200\n${WEST},0,0\n${EAST},2,0\n`),
    );
    expect(cells.count).toBe(1);
    expect(issues.list()).toMatchObject([
      { code: "population.cell.empty", count: 1, examples: ["empty.csv:2"] },
    ]);
  });

  test("counts a repeated cell once, within a file and across files", async () => {
    const first = writeGrid("a.csv", `idcar_200m,ind,i_est_200\n${WEST},5,0\n${EAST},2,0\n${WEST},5,0\n`);
    const second = writeGrid("b.csv", `idcar_200m,ind,i_est_200\n${EAST},2,0\n`);
    const { cells, issues } = await read(first, second);
    expect(total(cells.people)).toBe(5 + 2);
    expect(issues.list()).toMatchObject([
      { code: "population.cell.duplicate", count: 2, examples: ["a.csv:4 as a.csv:2", "b.csv:2 as a.csv:3"] },
    ]);
  });

  test("refuses a repeated cell with other people", async () => {
    const first = writeGrid("a.csv", `idcar_200m,ind,i_est_200\n${WEST},5,0\n`);
    const second = writeGrid("b.csv", `idcar_200m,ind,i_est_200\n${WEST},0,0\n`);
    const error = await failure(first, second);
    expect(error.code).toBe("population.cell.conflict");
    expect(error.message).toBe(
      "b.csv:2: got 0 people in a cell that has 5 at a.csv:2, expected each cell once",
    );
  });

  test("counts border cells whole, and leaves out those wholly abroad", async () => {
    const text = `grd_id,pop,cntr\n${WEST},1,FR\n${EAST},2,CH-FR\n${NORTH},4,CH\n`;
    const { cells, issues } = await read(writeGrid("border.csv", text));
    expect(total(cells.people)).toBe(1 + 2);
    expect(issues.list()).toMatchObject([
      { code: "population.cell.abroad", severity: "info", examples: ["border.csv:4 CH"] },
      { code: "population.cell.border", severity: "warning", examples: ["border.csv:3 CH-FR"] },
    ]);
  });

  test("says so where the file does not tell estimated cells", async () => {
    const { cells, codes, issues } = await read(writeGrid("mirror.csv", `idcar_200m,ind\n${WEST},5\n`));
    expect([...cells.imputed]).toEqual([0]);
    expect(codes).toBeNull();
    expect(issues.list()).toMatchObject([{ code: "population.imputed.unknown", examples: ["mirror.csv"] }]);
  });

  test("counts what is no flag, no commune code, no weight, and takes it for none", async () => {
    const text = `idcar_200m,i_est_200,lcog_geo,ind,men\n${WEST},?,330,5,-1\n${EAST},0,2A004,5,\n`;
    const { cells, codes, issues } = await read(writeGrid("odd.csv", text));
    expect([...cells.imputed]).toEqual([0, 0]);
    expect(codes).toEqual([null, "2A004"]);
    expect([...cells.weights["households"]]).toEqual([0, 0]);
    expect(issues.list()).toMatchObject([
      { code: "population.code.malformed", count: 1, examples: ["odd.csv:2 330"] },
      { code: "population.imputed.invalid", count: 1 },
      { code: "population.weight.invalid", count: 2 },
    ]);
  });

  test("takes commune codes with the letters of a fictitious country, not those of none", async () => {
    const text = `idcar_200m,i_est_200,lcog_geo,ind\n${WEST},0,3K0123K013,5\n${EAST},0,3C012,5\n`;
    const { codes, issues } = await read(writeGrid("fictive.csv", text));
    expect(codes).toEqual(["3K0123K013", null]);
    expect(issues.list()).toMatchObject([
      { code: "population.code.malformed", count: 1, examples: ["fictive.csv:3 3C012"] },
    ]);
  });

  test.each([
    ["plain", (text: string) => text],
    ["gzipped", gzipSync],
    ["zipped", (text: string) => makeZip([{ name: "met.csv", content: text, method: 0 }])],
  ])("stops in the middle of a %s file when it is told to", async (kind, pack) => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `CRS3035RES200mN2466800E${2_000_000 + 200 * i},5\n`,
    );
    const file = writeGrid(`stopped-${kind}`, pack(`idcar_200m,ind\n${rows.join("")}`));
    const controller = new AbortController();
    const progress = { stage: () => undefined, advance: () => controller.abort() };
    const reading = readPopulation([file], { issues: new DataIssues(), progress, signal: controller.signal });
    await expect(reading).rejects.toHaveProperty("name", "AbortError");
  });

  test("reports how far it is, up to the size of the file", async () => {
    const text = `idcar_200m,ind\n${WEST},5\n`;
    const seen: [number, number, string][] = [];
    const progress = {
      stage: () => undefined,
      advance: (...args: [number, number, string]) => void seen.push(args),
    };
    await readPopulation([writeGrid("seen.csv", text)], { issues: new DataIssues(), progress });
    expect(seen.at(-1)).toEqual([text.length, text.length, "octets"]);
  });
});

describe("several grids", () => {
  test("of one product make one population without a warning", async () => {
    const first = writeGrid("met.csv", `idcar_200m,ind,i_est_200\n${WEST},5,0\n`);
    const second = writeGrid("reun.csv", "idcar_200m,ind,i_est_200\nCRS2975RES200mN7634200E359400,3,0\n");
    const population = await read(first, second);
    expect([...population.cells.people]).toEqual([3, 5]);
    expect(population.product).toBe("Insee, Filosofi 2019 ou 2021, carreaux de 200 m");
    expect(population.issues.list()).toEqual([]);
  });

  test("of two producers are warned of, and both named", async () => {
    const first = writeGrid("insee.csv", `idcar_1km,ind,i_est_1km,men\n${SQUARE_KM},5,0,2\n`);
    const second = writeGrid("eurostat.csv", "grd_id,pop\nCRS3035RES1000mN2467000E3482000,3\n");
    const population = await read(first, second);
    expect(population.vintage).toBe("2019 ou 2021 + 2021");
    expect(population.attribution).toContain("Insee");
    expect(population.attribution).toContain("Eurostat");
    expect(population.cells.weights).toEqual({});
    expect(population.issues.list()).toMatchObject([
      { code: "population.mixed", severity: "warning" },
      { code: "population.weight.partial", examples: ["households: not in eurostat.csv"] },
    ]);
  });

  test("of two sizes are warned of, and people counted twice are an error", async () => {
    const small = writeGrid("200.csv", `idcar_200m,ind,i_est_200\n${WEST},5,0\n${NORTH},5,0\n`);
    const large = writeGrid("1000.csv", `idcar_1km,ind,i_est_1km\n${SQUARE_KM},9,0\n`);
    const { issues } = await read(small, large);
    expect(issues.list()).toMatchObject([
      // The northern cell lies in the next square kilometre.
      { code: "population.cell.overlap", severity: "error", count: 1 },
      { code: "population.mixed", severity: "warning", count: 1 },
    ]);
  });
});

describe("real grids (shared data)", () => {
  const bordeaux = sharedData("grille-200m/Filosofi2015_carreaux_200m_bordeaux_metropole.csv");
  const filosofi = sharedData("corse/Filosofi2015_carreaux_1km_corse.csv");
  const corsica = sharedData("corse/corse_1km_2021.csv");
  const france = sharedData("france/france_1km_2021.csv.gz");

  test.skipIf(bordeaux === null)(
    "Bordeaux at 200 m: 6 735 cells, 725 084.5 people (shared data)",
    async () => {
      const { cells, codes, vintage, issues } = await read(bordeaux ?? "");
      expect(cells.count).toBe(6735);
      expect(total(cells.people)).toBeCloseTo(725_084.5, 3);
      expect(cells.sizes.every((size) => size === 200)).toBe(true);
      expect(codes?.every((code) => code?.startsWith("33"))).toBe(true);
      expect(vintage).toBe("2015");
      expect(issues.list()).toEqual([]);
    },
  );

  test.skipIf(filosofi === null)(
    "Corsica by Filosofi 1 km: 2 994 cells, 270 859 people (shared data)",
    async () => {
      const { cells, vintage } = await read(filosofi ?? "");
      expect(cells.count).toBe(2994);
      expect(total(cells.people)).toBeCloseTo(270_859, 3);
      expect(total(cells.weights["children"])).toBeLessThan(total(cells.people));
      expect(vintage).toBe("2015");
    },
  );

  test.skipIf(corsica === null)(
    "Corsica by Eurostat: 3 100 cells, 346 944 people (shared data)",
    async () => {
      const { cells, vintage } = await read(corsica ?? "");
      expect(cells.count).toBe(3100);
      expect(total(cells.people)).toBe(346_944);
      expect(vintage).toBe("2021");
    },
  );

  test.skipIf(france === null)(
    "France by Eurostat, gzipped: 376 608 cells, 4 181 at a border (shared data)",
    async () => {
      const { cells, issues } = await read(france ?? "");
      expect(cells.count).toBe(376_608);
      expect(total(cells.people)).toBeGreaterThan(66.3e6);
      expect(total(cells.people)).toBeLessThan(66.4e6);
      expect(issues.of("population.cell.border")).toBe(4181);
    },
  );
});
