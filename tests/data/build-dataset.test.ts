import { existsSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeEach, describe, expect, test } from "vitest";

import { buildDataset, type BuildOptions, type BuildResult } from "../../data/build-dataset.ts";
import { readBundle } from "../../data/bundle/read-bundle.ts";
import { verifyDataset } from "../../data/bundle/verify-dataset.ts";
import { CAR_PROFILES } from "../../data/osm/car-profile.ts";
import { InputError } from "../../data/input-error.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import {
  COLUMNS,
  type MiniFiles,
  peopleAt,
  place,
  populationGrid,
  roads,
  ROWS,
  structureList,
  writeMiniFiles,
} from "../helpers/mini-files.ts";
import { pbfFile } from "../helpers/osm-pbf.ts";
import { filesOf } from "./bundle/sample-dataset.ts";

let files: MiniFiles;
let out: string;

beforeEach(async () => {
  files = await writeMiniFiles();
  out = join(files.folder, "jeu");
});

function build(options: Partial<BuildOptions> = {}): Promise<BuildResult> {
  return buildDataset({
    osm: [files.osm],
    structures: [files.structures],
    population: [files.population],
    communes: [files.communes],
    out,
    ...options,
  });
}

async function failureOf(action: Promise<unknown>): Promise<InputError> {
  try {
    await action;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("got a dataset, expected an InputError");
}

const issuesOf = (): Record<string, number> =>
  Object.fromEntries(readBundle(out).issues.map(({ code, count }) => [code, count]));

/** Streets cross at every cell; only the corners of the town are no crossings of three streets or more. */
const JUNCTIONS = COLUMNS * ROWS - 4;
const CELLS = COLUMNS * ROWS;
const ALL_PEOPLE = Array.from({ length: CELLS }, (_, i) =>
  peopleAt(i % COLUMNS, Math.floor(i / COLUMNS)),
).reduce((sum, people) => sum + people);

describe("a build from official files", () => {
  test("keeps indicators of the structures that it was given, and invents none", async () => {
    await build();
    const { structures } = readBundle(out);
    expect(structures.every((structure) => !("indicators" in structure))).toBe(true);
    const [first] = structures;
    const table = join(files.folder, "indicateurs.csv");
    writeFileSync(table, `id_fs,taux_realisation,satisfaction\n${first.id},81.5,\nautre,1,1\n`);
    await build({ indicators: [table] });
    const [rated, ...others] = readBundle(out).structures;
    expect(rated).toEqual({
      ...first,
      indicators: { realisationRate: 81.5, noRedirectionShare: null, satisfaction: null },
    });
    expect(others.every((structure) => !("indicators" in structure))).toBe(true);
    expect(issuesOf()).toMatchObject({
      "indicator.structure.unknown": 1,
      // Of the list, those that no road of the network leads to as well.
      "indicator.structure.absent": others.length + issuesOf()["structure.outside_network"],
    });
    expect(readBundle(out).sources.map(({ file }) => file)).toContain("indicateurs.csv");
  });

  test("counts what it has read and kept", async () => {
    const { counts, manifest } = await build();
    // Between the crossings: every street, the four bends at the corners making two streets one; both ways.
    const streets = ROWS * (COLUMNS - 1) + COLUMNS * (ROWS - 1);
    expect(counts).toMatchObject({
      junctions: JUNCTIONS,
      edges: 2 * (streets - 4),
      structures: 2,
      cells: CELLS,
      people: ALL_PEOPLE,
      communes: 2,
    });
    expect(readBundle(out).id).toBe(manifest.id);
    expect(manifest.name).toBe("Corse-du-Sud, Haute-Corse");
    expect(manifest.fictitious).toBe(false);
    expect(verifyDataset(readBundle(out)).filter(({ trouble }) => trouble !== null)).toEqual([]);
  });

  test("says what it left out, and where", async () => {
    await build();
    expect(issuesOf()).toMatchObject({
      "structure.outside_network": 1,
      "structure.coordinate.missing": 1,
      "population.cell.outside_network": 1,
    });
    const outside = readBundle(out).issues.find(({ code }) => code === "structure.outside_network");
    expect(outside?.examples).toEqual(["3 France services Paris"]);
  });

  test("names its sources, each with its hash, and no path", async () => {
    const { manifest } = await build();
    expect(manifest.sources.map(({ role, file }) => [role, file])).toEqual([
      ["roads", "ville.osm.pbf"],
      ["structures", "liste-fs.csv"],
      ["communes", "communes.geojson"],
      ["population", "carreaux.csv"],
      ["codes", expect.any(String)],
    ]);
    for (const { sha256, bytes, licence, attribution } of manifest.sources) {
      expect(sha256).toMatch(/^[0-9a-f]{64}$/u);
      expect(bytes).toBeGreaterThan(0);
      expect(licence).not.toBe("");
      expect(attribution).not.toBe("");
    }
    expect(manifest.sources[0].vintage).toBe("2022-01-01");
    expect(manifest.sources[1].vintage).toContain("2020-01-01");
  });

  test("answers: everybody, by the nearest of two desks", async () => {
    await build();
    const study = createStudy(readBundle(out));
    const { deciseconds, nearest } = study.cellTimes();
    expect(deciseconds.every((time) => time !== UNREACHED)).toBe(true);
    const dataset = readBundle(out);
    // The desks stand in opposite corners; streets are a square grid, so that the way is counted in streets.
    dataset.cells?.eastings.forEach((easting, cell) => {
      const column = (easting - 4_230_000) / 1000;
      const row = ((dataset.cells?.northings[cell] ?? NaN) - 2_100_000) / 1000;
      const [toFirst, toSecond] = [column + row, COLUMNS - 1 - column + (ROWS - 1 - row)];
      const isTied = toFirst === toSecond;
      expect(isTied || nearest[cell] === (toFirst < toSecond ? 0 : 1)).toBe(true);
    });
    const report = study.coverage({ territory: "dep:2A" });
    const western = Array.from({ length: 3 * ROWS }, (_, i) => peopleAt(i % 3, Math.floor(i / 3)));
    expect(report.population).toBe(western.reduce((sum, people) => sum + people));
    expect(report.structures.excluded).toEqual([{ reason: "hors du réseau routier", count: 1 }]);
  });

  test("gives the same bytes each time, whichever the folder", async () => {
    const first = await build();
    const second = await build({ out: join(files.folder, "autre") });
    expect(second.manifest).toEqual(first.manifest);
    expect(filesOf(join(files.folder, "autre"))).toEqual(filesOf(out));
  });

  test("has another id for other contents or another parameter", async () => {
    const ids = [(await build()).manifest.id];
    ids.push((await build({ minComponent: 2 })).manifest.id);
    ids.push((await build({ structures: [] })).manifest.id);
    writeFileSync(files.population, populationGrid([[4_230_000, 2_100_000, 5]]));
    ids.push((await build()).manifest.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("of roads alone is a dataset", async () => {
    const { counts, manifest } = await buildDataset({ osm: [files.osm], out });
    expect(counts).toMatchObject({ structures: 0, cells: 0, people: 0, communes: 0 });
    expect(manifest.name).toBe("ville");
    const dataset = readBundle(out);
    expect(dataset.cells).toBeNull();
    expect(verifyDataset(dataset).filter(({ trouble }) => trouble !== null)).toEqual([]);
    const [lon, lat] = place(2, 2);
    expect(createStudy(dataset).isochrones({ lon, lat }, [5])[0].area.coordinates).toHaveLength(1);
  });

  test("follows the profile that is asked for, and says which", async () => {
    // OSRM 26.9 waits at gates, OSRM 6.0 drives through them.
    const gates = await pbfFile({
      nodes: [0, 1, 2].map((id) => ({
        id: id + 1,
        lon: 9 + id * 0.01,
        lat: 42,
        tags: id === 1 ? { barrier: "gate" } : {},
      })),
      ways: [{ id: 1, refs: [1, 2, 3], tags: { highway: "primary" } }],
    });
    const waits: boolean[] = [];
    for (const [name, profile] of CAR_PROFILES) {
      const { manifest } = await buildDataset({ osm: [gates], out, profile, minComponent: 0 });
      const { network, profile: said } = readBundle(out);
      expect([manifest.profile, said]).toEqual([name, name]);
      waits.push(network.turnClassDurations.includes(600));
    }
    expect(waits).toEqual([false, true]);
  });

  test("is fictitious where its roads say so", async () => {
    writeFileSync(files.osm, await roads("générateur fictif, données fictives"));
    const { manifest } = await build();
    expect(manifest.fictitious).toBe(true);
    expect(manifest.sources.filter(({ role }) => role !== "codes").every((source) => source.fictitious)).toBe(
      true,
    );
    expect(createStudy(readBundle(out)).coverage().warnings[0].code).toBe("donnees_fictives");
  });
});

describe("a build that cannot be done", () => {
  /** What is wrong with the files, and the code and file that say so. */
  const troubles: Record<string, { spoil: () => void; code: RegExp; file: string }> = {
    "population elsewhere": {
      spoil: () => writeFileSync(files.population, populationGrid([[3_760_000, 2_889_000, 1000]])),
      code: /^population\.outside_network$/u,
      file: "carreaux.csv",
    },
    "population near the box of the roads, but far from every road": {
      // Five kilometres beyond the last crossing along both axes: inside the margin of the box, seven away.
      spoil: () =>
        writeFileSync(files.population, populationGrid([[4_230_000 - 5000, 2_100_000 - 5000, 10]])),
      code: /^population\.outside_network$/u,
      file: "carreaux.csv",
    },
    "structures elsewhere": {
      spoil: () => writeFileSync(files.structures, structureList([["3", "Paris", 2.35, 48.85, "75056"]])),
      code: /^structures\.outside_network$/u,
      file: "liste-fs.csv",
    },
    "no usable structure": {
      spoil: () => writeFileSync(files.structures, structureList([["4", "Sans place", "", "", "2A004"]])),
      code: /^structure/u,
      file: "liste-fs.csv",
    },
    "roads cut short": {
      spoil: () => truncateSync(files.osm, 300),
      code: /^osm\./u,
      file: "ville.osm.pbf",
    },
    "empty roads": { spoil: () => truncateSync(files.osm, 0), code: /^osm\./u, file: "ville.osm.pbf" },
    "empty population": { spoil: () => truncateSync(files.population, 0), code: /./u, file: "carreaux.csv" },
    "communes that are no GeoJSON": {
      spoil: () => writeFileSync(files.communes, "pas du JSON"),
      code: /./u,
      file: "communes.geojson",
    },
  };

  test.each(Object.keys(troubles))(
    "says why in one line and leaves the dataset of before: %s",
    async (name) => {
      await build();
      const before = filesOf(out);
      const { spoil, code, file } = troubles[name];
      spoil();
      const error = await failureOf(build());
      expect(error.code).toMatch(code);
      expect(error.message).toContain(file);
      expect(error.message).not.toContain("\n");
      expect(filesOf(out)).toEqual(before);
    },
  );

  test.each(Object.keys(troubles))("leaves nothing where there was nothing: %s", async (name) => {
    troubles[name].spoil();
    await failureOf(build());
    expect(existsSync(out)).toBe(false);
  });

  test("stops when it is told to, at whichever stage, and leaves nothing", async () => {
    const stages: string[] = [];
    await build({
      progress: { stage: (stage) => stages.push(stage), advance: () => undefined },
      out: join(files.folder, "essai"),
    });
    expect(stages.length).toBeGreaterThan(4);
    for (const last of stages) {
      const abort = new AbortController();
      const progress = {
        stage: (stage: string) => {
          if (stage === last) abort.abort();
        },
        advance: () => undefined,
      };
      await expect(build({ progress, signal: abort.signal })).rejects.toMatchObject({ name: "AbortError" });
      expect(readdirSync(files.folder)).not.toContain("jeu");
    }
  });

  test("refuses a folder of other things before it reads anything", async () => {
    const error = await failureOf(build({ out: files.folder, osm: [join(files.folder, "absent.osm.pbf")] }));
    expect(error.code).toBe("bundle.directory.foreign");
  });

  test("names a file that is not there", async () => {
    const error = await failureOf(build({ population: [join(files.folder, "absent.csv")] }));
    expect(error.message).toContain("absent.csv");
    expect(existsSync(out)).toBe(false);
  });
});
