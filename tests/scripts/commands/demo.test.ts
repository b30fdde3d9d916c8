import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { describe, expect, test } from "vitest";

import type { CoverageReport } from "../../../isochrones/model/report.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { buildArgs } from "./small-world.ts";

const FILES = [
  "LISEZMOI.txt",
  "carreaux_200m.csv",
  "communes.geojson",
  "indicateurs_fictifs.csv",
  "routes.osm.pbf",
  "structures.csv",
];

function demoArgs(out: string, ...options: string[]): string[] {
  return ["demo", "--size", "small", "--out", out, ...options];
}

describe("demo", () => {
  test("writes the official files, which build takes, and every figure says that they are fictitious", async () => {
    const out = join(tempFolder(), "demo");
    const ran = await trenteOk(demoArgs(out));
    expect(readdirSync(out).sort()).toEqual(FILES);
    expect(
      ran.out
        .trim()
        .split("\n")
        .map((path) => basename(path))
        .sort(),
    ).toEqual(FILES);
    expect(ran.err).toMatch(/Données fictives : \d+ communes, [\d ]+ habitants, \d+ structures\.\n$/u);

    const dataset = join(out, "..", "jeu");
    const [osm, structures, population, communes, indicators] = [
      "routes.osm.pbf",
      "structures.csv",
      "carreaux_200m.csv",
      "communes.geojson",
      "indicateurs_fictifs.csv",
    ].map((name) => join(out, name));
    const args = buildArgs({ osm, structures, population }, dataset);
    const built = await trenteOk([...args, "--communes", communes, "--indicateurs", indicators]);
    expect(built.out).toContain("(données fictives)");
    const { out: json } = await trenteOk(["coverage", "--dataset", dataset, "--format", "json"]);
    const report = JSON.parse(json) as CoverageReport;
    expect(report.warnings.map(({ code }) => code)).toContain("donnees_fictives");
    expect(report.population).toBeGreaterThan(0);
    const chosen = ["--realisation-min", "80", "--sans-reorientation-min", "75.5"];
    const { out: fewer } = await trenteOk(["coverage", "--dataset", dataset, "--format", "json", ...chosen]);
    const few = JSON.parse(fewer) as CoverageReport;
    expect(few.provenance.parameters).toMatchObject({ minRealisation: 80, minNoRedirection: 75.5 });
    expect(few.structures.counted).toBeLessThan(report.structures.counted);
    expect(few.structures.excluded.map(({ reason }) => reason)).toContain("taux de réalisation sous 80 %");
    expect((await trenteOk(["gaps", "--dataset", dataset])).out).toContain("Attention : Données fictives");
    expect((await trenteOk(["verify", "--dataset", dataset])).out).not.toContain("EN DÉFAUT");
  });

  test("makes the same bytes of the same seed, others of another", async () => {
    const roads = async (seed: string): Promise<Buffer> => {
      const out = tempFolder();
      await trenteOk(demoArgs(out, "--seed", seed));
      return readFileSync(join(out, "routes.osm.pbf"));
    };
    const first = await roads("5");
    expect((await roads("5")).equals(first)).toBe(true);
    expect((await roads("6")).equals(first)).toBe(false);
  });

  test.each(["Relief :", "Routes :", "Habitants :"])(
    "stopped after « %s » leaves nothing",
    async (interruptAt) => {
      const out = join(tempFolder(), "demo");
      const { code, complaints } = await trente(demoArgs(out), { interruptAt });
      expect(code).toBe(130);
      expect(complaints).toEqual(["trente demo: interrupted, nothing was changed"]);
      expect(existsSync(out)).toBe(false);
    },
  );

  test("stopped leaves older files as they were", async () => {
    const out = tempFolder();
    writeFileSync(join(out, "structures.csv"), "à moi");
    const { code } = await trente(demoArgs(out), { interruptAt: "Habitants :" });
    expect(code).toBe(130);
    expect(readdirSync(out)).toEqual(["structures.csv"]);
    expect(readFileSync(join(out, "structures.csv"), "utf8")).toBe("à moi");
  });

  test("that cannot replace a file leaves the others as they were", async () => {
    const out = tempFolder();
    mkdirSync(join(out, "routes.osm.pbf", "plein"), { recursive: true });
    const { code, complaints } = await trente(demoArgs(out));
    expect(code).toBe(1);
    expect(complaints).toHaveLength(1);
    expect(readdirSync(out)).toEqual(["routes.osm.pbf"]);
  });

  test("into a file is an error in one line", async () => {
    const file = tempFile("demo", "à moi");
    const { code, complaints } = await trente(demoArgs(file));
    expect(code).toBe(1);
    expect(complaints).toEqual([`trente demo: ${file}: exists already (EEXIST, mkdir)`]);
    expect(readFileSync(file, "utf8")).toBe("à moi");
  });
});
