import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { WORLD } from "./small-world.ts";

const shared = useSharedDataset();

function features(out: string): GeoJSON.Feature[] {
  const lines = readFileSync(join(out, "isochrones.geojsonl"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as GeoJSON.Feature);
}

describe("isochrones", () => {
  test("of all structures are the ones of each, line by line", async () => {
    const out = join(tempFolder(), "zones");
    const args = ["isochrones", "--dataset", shared.dataset, "--out", out, "--minutes", "30,10"];
    const { out: summary, err } = await trenteOk([...args, "--threads", "1"]);
    // Cells within 30 minutes: of the desk 20 to the east and 15 to the north, of the bus 20 to the west.
    expect(summary).toMatch(/^Isochrones : 2 structures ; 55 temps de carreaux, 0,0 Mo\n$/u);
    expect(err).toMatch(/^Isochrones : [\d,]+ s \(2 structures, \d+ structures\/s\)\n$/u);
    const drawn = features(out);
    for (const feature of drawn) expect(geojsonFaults(feature)).toEqual([]);
    const ofDesk = drawn.filter(({ properties }) => properties?.["structure"] === "12");
    expect(ofDesk.map(({ properties }) => properties)).toEqual([
      {
        structure: "12",
        nom: "France services d'Ajaccio",
        minutes: 30,
        habitants: 20 * WORLD.east.people + WORLD.north.cells * WORLD.north.people,
      },
      {
        structure: "12",
        nom: "France services d'Ajaccio",
        minutes: 10,
        habitants: 7 * WORLD.east.people + 6 * WORLD.north.people,
      },
    ]);
    const { out: alone } = await trenteOk(
      `isochrone --dataset ${shared.dataset} --structure 12 --minutes 10,30`.split(" "),
    );
    const expected = (JSON.parse(alone) as GeoJSON.FeatureCollection).features;
    expect(ofDesk.map(({ geometry }) => geometry)).toEqual(expected.map(({ geometry }) => geometry));

    const again = await trenteOk(args);
    expect(again.out).toMatch(/^Isochrones : 0 structure, 2 déjà là ; 55 temps de carreaux/u);
    expect(features(out)).toEqual(drawn);
  });

  test("leave out what is not counted", async () => {
    const out = tempFolder();
    await trenteOk(["isochrones", "--dataset", shared.dataset, "--out", out, "--exclure", "bus"]);
    expect(features(out).map(({ properties }) => properties?.["structure"] as string)).toEqual(["12"]);

    const saturday = tempFolder();
    const args = ["isochrones", "--dataset", shared.dataset, "--out", saturday, "--ouvert-le", "samedi"];
    await trenteOk(args);
    expect(features(saturday).map(({ properties }) => properties?.["structure"] as string)).toEqual(["13"]);
    const { err } = await trente([...args.slice(0, -1), "lundi"]);
    expect(err).toContain('openOn "samedi"');
  });

  test("interrupted say what is there and how to go on", async () => {
    const out = tempFolder();
    const args = ["isochrones", "--dataset", shared.dataset, "--out", out];
    const { code, err } = await trente(args, { isInteractive: true, interruptAt: "Isochrones …" });
    expect(code).toBe(130);
    expect(err).toContain(
      `trente isochrones: interrupted: 0 of 2 structures are in ${out}, the same command goes on\n`,
    );
    expect((await trenteOk(args)).out).toMatch(/^Isochrones : \d structures?/u);
    expect(features(out)).toHaveLength(2);
  });

  test("refuse a folder of something else, and change nothing", async () => {
    const out = tempFolder();
    writeFileSync(join(out, "notes.txt"), "");
    const { code, out: said, err } = await trente(["isochrones", "--dataset", shared.dataset, "--out", out]);
    expect({ code, said }).toEqual({ code: 1, said: "" });
    expect(err).toBe(
      `trente isochrones: ${out}: holds other files (notes.txt …), expected an empty folder or one of isochrones\n`,
    );
    expect(existsSync(join(out, "manifest.json"))).toBe(false);
  });

  test.each([
    [[], "option --dataset is missing"],
    [["--dataset", "x"], "option --out is missing"],
    [["--dataset", "x", "--out", "y", "--threads", "0"], "option --threads: got 0, expected a whole number"],
    [["--dataset", "x", "--out", "y", "--minutes", "500"], "option --minutes: got 500"],
  ])("given %j are wrong usage", async (options, expected) => {
    const { code, err } = await trente(["isochrones", ...options]);
    expect(code).toBe(2);
    expect(err).toContain(expected);
  });
});
