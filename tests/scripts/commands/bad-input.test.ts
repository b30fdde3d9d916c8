import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { describe, expect, test } from "vitest";

import { frame, headerFrame, zlibBlob } from "../../helpers/osm-pbf.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";
import { trente } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import {
  buildArgs,
  GRID_HEADER,
  gridText,
  roadBytes,
  structureText,
  type WorldFiles,
} from "./small-world.ts";

const { files, dataset } = useSharedDataset();

/** Every file of a folder with its contents. */
function contentsOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString("latin1")]),
  );
}

/**
 * Builds with these files in the place of the good ones, over a dataset: exit code 1, nothing on stdout, one line
 * that matches, the dataset as it was and answering.
 */
async function expectRefused(bad: Partial<WorldFiles>, line: RegExp | string): Promise<void> {
  const before = contentsOf(dataset);
  await expectOneLine(bad, dataset, line);
  expect(contentsOf(dataset)).toEqual(before);
  expect((await trente(["coverage", "--dataset", dataset])).code).toBe(0);
}

/** The same where there was no dataset: no folder is left. */
async function expectNothingMade(bad: Partial<WorldFiles>, line: RegExp | string): Promise<void> {
  const parent = join(tempFolder(), "neuf");
  await expectOneLine(bad, join(parent, "jeu"), line);
  expect(existsSync(parent)).toBe(false);
}

async function expectOneLine(bad: Partial<WorldFiles>, out: string, line: RegExp | string): Promise<void> {
  const ran = await trente(buildArgs({ ...files, ...bad }, out));
  expect({ code: ran.code, out: ran.out }, ran.err).toEqual({ code: 1, out: "" });
  expect(ran.complaints).toHaveLength(1);
  expect(ran.complaints[0]).toMatch(line);
  expect(ran.err.endsWith(`${ran.complaints[0]}\n`)).toBe(true);
}

const ROLES = ["osm", "structures", "population"] as const;

describe("a file that is not what was asked", () => {
  test.each(ROLES)("an empty --%s", async (role) => {
    const empty = tempFile("vide.dat", "");
    await expectRefused({ [role]: empty }, /vide\.dat.*empty/u);
    await expectNothingMade({ [role]: empty }, /vide\.dat.*empty/u);
  });

  test.each(ROLES)("a missing --%s, told before any work", async (role) => {
    const missing = join(tempFolder(), "absent.dat");
    await expectRefused({ [role]: missing }, `${missing}: no such file`);
    const { err } = await trente(buildArgs({ ...files, [role]: missing }, join(tempFolder(), "jeu")));
    expect(err.split("\n")).toHaveLength(2);
  });

  test.each(ROLES)("a directory as --%s", async (role) => {
    const folder = tempFolder();
    await expectRefused({ [role]: folder }, `${folder}: got a directory, expected a file`);
  });

  test.each(ROLES)("a device as --%s", async (role) => {
    await expectRefused({ [role]: "/dev/null" }, "/dev/null: got a pipe or a device, expected a file");
  });

  test.each([
    ["osm", "structures"],
    ["osm", "population"],
    ["structures", "osm"],
    ["structures", "population"],
    ["population", "osm"],
    ["population", "structures"],
  ] as const)("--%s given the file of --%s", async (role, other) => {
    await expectRefused({ [role]: files[other] }, basename(files[other]));
  });

  test.each([
    ["an HTML page", "<!DOCTYPE html><html><body>403 Forbidden</body></html>"],
    ["an SQLite database", "SQLite format 3\u0000"],
    ["a PDF", "%PDF-1.7\n"],
    ["random bytes", Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 37) % 256))],
  ])("%s in any place", async (_, contents) => {
    for (const role of ROLES) await expectRefused({ [role]: tempFile("autre.bin", contents) }, "autre.bin");
  });
});

describe("roads", () => {
  test("a PBF cut at any byte", { timeout: 60_000 }, async () => {
    const whole = await roadBytes();
    const cuts = [1, 3, 4, 5, 10, 20, 40, whole.length >> 1, whole.length - 100, whole.length - 1];
    for (const cut of cuts) {
      const cutFile = tempFile(`coupe-${cut}.osm.pbf`, whole.subarray(0, cut));
      await expectNothingMade(
        { osm: cutFile },
        new RegExp(`^trente build: coupe-${cut}\\.osm\\.pbf(@\\d+)?: `, "u"),
      );
    }
    await expectRefused({ osm: tempFile("coupe.osm.pbf", whole.subarray(0, -9)) }, /coupe\.osm\.pbf@\d+: /u);
  });

  test("a blob that inflates beyond its declared size", async () => {
    const bomb = frame("OSMData", zlibBlob(new Uint8Array(1_000_000), 1000));
    const file = tempFile("bombe.osm.pbf", Buffer.concat([headerFrame(), bomb]));
    await expectRefused({ osm: file }, /bombe\.osm\.pbf@\d+: .*1000/u);
  });

  test("a feature that this program does not know, by name", async () => {
    const file = tempFile("futur.osm.pbf", headerFrame(["OsmSchema-V0.6", "Teleportation"]));
    await expectRefused({ osm: file }, /futur\.osm\.pbf.*Teleportation/u);
  });
});

describe("structures", () => {
  test("a CSV cut inside quotes, with the line where they open", async () => {
    const text = structureText();
    const cut = text.slice(0, text.lastIndexOf("Fermé") + 4);
    await expectRefused({ structures: tempFile("coupe.csv", cut) }, /coupe\.csv:\d+: /u);
  });

  test("a list with no usable structure", async () => {
    const nowhere = structureText([
      { latitude: "", longitude: "" },
      { id_fs: "2", latitude: "x", longitude: "y" },
    ]);
    await expectRefused({ structures: tempFile("sans-lieu.csv", nowhere) }, "sans-lieu.csv");
    await expectRefused({ structures: tempFile("en-tete.csv", structureText([])) }, "en-tete.csv");
  });

  test("structures that are all elsewhere", async () => {
    const paris = structureText([{ latitude: "48.86", longitude: "2.34" }]);
    await expectRefused(
      { structures: tempFile("paris.csv", paris) },
      /paris\.csv: none of 1 structures is within/u,
    );
  });

  test("latin-1 text keeps its accents", async () => {
    const bytes = Buffer.from(structureText([{ lib_fs: "Préfecture d'été à Évisa" }]), "latin1");
    const out = join(tempFolder(), "jeu");
    const built = await trente(buildArgs({ ...files, structures: tempFile("latin1.csv", bytes) }, out));
    expect(built.code, built.err).toBe(0);
    const { out: gaps } = await trente(["gaps", "--dataset", out, "--format", "json"]);
    expect(gaps).toContain('"name": "Préfecture d\'été à Évisa"');
  });
});

describe("population", () => {
  test("identifiers of an unknown CRS", async () => {
    const text = gridText().replaceAll("CRS3035", "CRS4326");
    await expectRefused({ population: tempFile("crs.csv", text) }, /crs\.csv:2: .*4326/u);
  });

  test.each(["-5", "1e12", "NaN", "beaucoup", "999999999"])("a cell of %s people", async (people) => {
    const text = gridText().replace(",2A004,10,", `,2A004,${people},`);
    await expectRefused({ population: tempFile("gens.csv", text) }, /gens\.csv:2: /u);
  });

  test("a grid without a cell", async () => {
    await expectRefused({ population: tempFile("entete.csv", `${GRID_HEADER}\n`) }, "entete.csv");
  });

  test("a grid cut inside a row", async () => {
    await expectRefused({ population: tempFile("coupe.csv", gridText().slice(0, -14)) }, /coupe\.csv:58: /u);
  });

  test("cells that are all far from the roads", async () => {
    const text = gridText().replaceAll("mN21", "mN31");
    await expectRefused(
      { population: tempFile("loin.csv", text) },
      /loin\.csv: none of its cells.*roads' box/u,
    );
  });
});

describe("--out", () => {
  test("a file", async () => {
    const file = tempFile("jeu", "à moi");
    const { code, err } = await trente(buildArgs(files, file));
    expect(code).toBe(1);
    expect(err).toBe(
      `trente build: ${file}: cannot write the dataset: is a file, expected a directory; nothing was changed\n`,
    );
    expect(readFileSync(file, "utf8")).toBe("à moi");
  });

  test("a place below a file", async () => {
    const place = join(tempFile("jeu", "à moi"), "dessous", "jeu");
    const { code, err } = await trente(buildArgs(files, place));
    expect(code).toBe(1);
    expect(err).toMatch(/^trente build: \S+: cannot write the dataset: part of the path is a file.*\n$/u);
  });

  test("a folder that holds other files", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "photo.jpg"), "à moi");
    const { code, err } = await trente(buildArgs(files, folder));
    expect(code).toBe(1);
    expect(err).toMatch(/^trente build: \S+: holds other files \(photo\.jpg …\).*\n$/u);
    expect(contentsOf(folder)).toEqual({ "photo.jpg": Buffer.from("à moi").toString("latin1") });
  });

  test("an empty folder is taken", async () => {
    const folder = join(tempFolder(), "vide");
    mkdirSync(folder);
    expect((await trente(buildArgs(files, folder))).code).toBe(0);
  });
});

describe("Ctrl-C", () => {
  const stages = [
    "Lecture des routes :",
    "Lecture des nœuds des routes :",
    "Construction du réseau :",
    "Lecture des structures :",
    "Lecture de la population :",
    "Rattachement des carreaux :",
  ];

  test.each(stages)("after « %s » leaves no dataset, and an old one as it was", async (interruptAt) => {
    const out = join(tempFolder(), "jeu");
    const before = contentsOf(dataset);
    for (const target of [out, dataset]) {
      const { code, out: text, complaints } = await trente(buildArgs(files, target), { interruptAt });
      expect({ code, text }).toEqual({ code: 130, text: "" });
      expect(complaints).toEqual(["trente build: interrupted, nothing was changed"]);
    }
    expect(existsSync(out)).toBe(false);
    expect(contentsOf(dataset)).toEqual(before);
  });
});
