import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { CoverageReport } from "../../../isochrones/model/report.ts";
import { pbfFile } from "../../helpers/osm-pbf.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";
import { findValhalla } from "../../helpers/valhalla.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { placeAt } from "./small-world.ts";

const shared = useSharedDataset();
const { absent } = await findValhalla();

async function expectTrouble(code: number, args: readonly string[], text: string): Promise<void> {
  const ran = await trente(args);
  expect({ code: ran.code, out: ran.out, complaints: ran.complaints.length }, ran.err).toEqual({
    code,
    out: "",
    complaints: 1,
  });
  expect(ran.complaints[0]).toContain(text);
}

describe("bad usage of valhalla build is told in one line", () => {
  test.each([
    [["valhalla"], "the action is missing, expected build (see trente valhalla --help)"],
    [["valhalla", "buld"], 'unknown action "buld", did you mean "build"?'],
    [["valhalla", "--osm", "a"], 'unknown action "--osm", expected build'],
    [["valhalla", "build", "--out", "d"], "option --osm is missing"],
    [["valhalla", "build", "--osm", "a"], "option --out is missing"],
    [["valhalla", "build", "--osm", "a", "--structures", "b"], 'unknown option "--structures"'],
    [["coverage", "--dataset", "d", "--engine", "valhalla:"], "expected a folder after the colon"],
    [
      ["coverage", "--dataset", "d", "--engine", "valhala:x"],
      "or valhalla:DIR made by trente valhalla build",
    ],
    [["isochrone", "--dataset", "d", "--structure", "1", "--engine", "osrm:http://h"], "or valhalla:DIR"],
  ])("%j", async (args, text) => {
    await expectTrouble(2, args, text);
  });
});

describe("bad input of valhalla build is told before anything is installed or built", () => {
  test("a folder that holds something else is left alone", async () => {
    const out = tempFolder();
    writeFileSync(join(out, "lettres.txt"), "");
    await expectTrouble(
      1,
      ["valhalla", "build", "--osm", shared.files.osm, "--out", out],
      "holds something else",
    );
    expect(readdirSync(out)).toEqual(["lettres.txt"]);
  });

  test("a file that is missing or no PBF", async () => {
    const out = join(tempFolder(), "tuiles");
    const text = tempFile("texte.osm.pbf", "Bonjour");
    await expectTrouble(
      1,
      ["valhalla", "build", "--osm", "none.pbf", "--out", out],
      "none.pbf: cannot be opened",
    );
    await expectTrouble(1, ["valhalla", "build", "--osm", text, "--out", out], "texte.osm.pbf");
  });

  test("a folder without tiles is no engine", async () => {
    const dir = tempFolder();
    const args = ["coverage", "--dataset", shared.dataset, "--engine", `valhalla:${dir}`];
    await expectTrouble(1, args, `${dir}: got no Valhalla tiles, expected a folder of trente valhalla build`);
  });
});

describe.skipIf(absent !== null)(`valhalla build${absent === null ? "" : ` (${absent})`}`, () => {
  const build = (out: string, ...osm: string[]): string[] => [
    "valhalla",
    "build",
    ...osm.flatMap((path) => ["--osm", path]),
    "--out",
    out,
  ];

  test("makes tiles for coverage, compare and isochrone, over those of an earlier build too", async () => {
    const parent = tempFolder();
    const out = join(parent, "tuiles");
    mkdirSync(out);
    const { out: said, err } = await trenteOk(build(out, shared.files.osm));
    expect(said).toMatch(/^Tuiles de Valhalla 3\.6\.1 : \d+ tuiles?, [\d,]+ Mo\n$/u);
    expect(err).toContain("Lecture des voies");
    await trenteOk(build(out, shared.files.osm, shared.files.osm));
    expect(readdirSync(parent)).toEqual(["tuiles"]);

    const engine = ["--engine", `valhalla:${out}`];
    const cache = ["--cache", join(parent, "cache")];
    const covered = await trenteOk([
      "coverage",
      "--dataset",
      shared.dataset,
      ...cache,
      ...engine,
      "--format",
      "json",
    ]);
    const { provenance, curve, population } = JSON.parse(covered.out) as CoverageReport;
    expect(provenance.engine).toBe("valhalla:3.6.1/tuiles");
    expect(population).toBeGreaterThan(0);
    expect(curve[60].share).toBeGreaterThan(0);

    const compared = await trenteOk([
      "compare",
      "--dataset",
      shared.dataset,
      "--format",
      "json",
      ...engine,
      "--engine",
      "embedded",
    ]);
    expect(JSON.parse(compared.out)).toMatchObject({
      measured: "valhalla:3.6.1/tuiles",
      reference: "embedded",
    });

    const { lon, lat } = placeAt(-0.5, 0);
    const drawn = await trenteOk([
      "isochrone",
      "--dataset",
      shared.dataset,
      "--minutes",
      "5,10",
      "--point",
      `${lon.toFixed(6)},${lat.toFixed(6)}`,
      ...engine,
    ]);
    const { features } = JSON.parse(drawn.out) as GeoJSON.FeatureCollection;
    expect(features.map(({ properties }) => (properties as { minutes: number }).minutes)).toEqual([10, 5]);
    await expectTrouble(
      1,
      ["isochrone", "--dataset", shared.dataset, ...engine, "--structure", "nulle part"],
      "structure « nulle part » inconnue",
    );
  });

  test("of a file without a road leaves nothing", async () => {
    const parent = tempFolder();
    const osm = await pbfFile({ nodes: [{ id: 1, lon: 9, lat: 42 }] });
    await expectTrouble(1, build(join(parent, "tuiles"), osm), "got no road, expected some");
    expect(readdirSync(parent)).toEqual([]);
  });

  test("that is interrupted leaves nothing, and an earlier build as it was", async () => {
    const parent = tempFolder();
    const out = join(parent, "tuiles");
    const ran = await trente(build(out, shared.files.osm), { interruptAt: "Lecture des voies" });
    expect(ran.code).toBe(130);
    expect(readdirSync(parent)).toEqual([]);
  });
});
