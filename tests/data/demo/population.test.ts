import { describe, expect, test } from "vitest";

import { readPlainRows, writtenDemo } from "./demo-fixtures.ts";

// The columns of carreaux_200m_met.csv of Filosofi 2021, as INSEE documents them.
const COLUMNS =
  "idcar_200m,idcar_1km,idcar_nat,i_est_200,i_est_1km,lcog_geo,ind,men,men_pauv,men_1ind,men_5ind,men_prop,men_fmp,ind_snv," +
  "men_surf,men_coll,men_mais,log_av45,log_45_70,log_70_90,log_ap90,log_inc,log_soc,ind_0_3,ind_4_5,ind_6_10,ind_11_17," +
  "ind_18_24,ind_25_39,ind_40_54,ind_55_64,ind_65_79,ind_80p,ind_inc";

describe("population cells of the small demonstration", async () => {
  const files = await writtenDemo("small");
  const rows = await readPlainRows(files.population);
  const corner = (id: string, meters: number) => {
    const found = new RegExp(`^CRS3035RES${meters}mN(\\d+)E(\\d+)$`).exec(id);
    if (found === null) throw new Error(`got identifier ${id}`);
    return [Number(found[1]), Number(found[2])];
  };

  test("have INSEE's columns of 2021, in their order", () => {
    expect(Object.keys(rows[0]).join()).toBe(COLUMNS);
  });

  test("are named by their lower-left corner, each once, within their square of 1 km", () => {
    expect(new Set(rows.map((row) => row["idcar_200m"])).size).toBe(rows.length);
    for (const row of rows) {
      const cell = corner(row["idcar_200m"], 200);
      expect(cell.map((value) => value % 200)).toEqual([0, 0]);
      expect(corner(row["idcar_1km"], 1000)).toEqual(cell.map((value) => value - (value % 1000)));
    }
  });

  test("hold all the people, to the rounding of estimated cells", () => {
    const people = rows.reduce((sum, row) => sum + Number(row["ind"]), 0);
    const estimated = rows.filter((row) => row["i_est_200"] === "1").length;
    // Tenths: at most 0.05 off in each estimated cell.
    expect(Math.abs(people - files.counts.people)).toBeLessThanOrEqual(0.05 * estimated);
  });

  test("are estimated where fewer than 11 households live, and whole numbers elsewhere", () => {
    for (const row of rows) expect(row["i_est_200"]).toBe(Number(row["men"]) < 11 ? "1" : "0");
    for (const row of rows.filter((cell) => cell["i_est_200"] === "0")) expect(row["ind"]).toMatch(/^\d+$/);
    expect(rows.some((row) => row["ind"].includes("."))).toBe(true);
  });

  test("sum their ages to their people", () => {
    for (const row of rows) {
      const ages = Object.keys(row).filter((column) => /^ind_\d/.test(column));
      expect(ages).toHaveLength(10);
      expect(ages.reduce((sum, column) => sum + Number(row[column]), 0)).toBeCloseTo(Number(row["ind"]), 6);
    }
  });

  test("sometimes straddle communes, whose codes then follow each other", () => {
    for (const row of rows) expect(row["lcog_geo"]).toMatch(/^(99\d{3})+$/);
    expect(rows.some((row) => row["lcog_geo"].length >= 10)).toBe(true);
  });
});
