import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { buildDataset } from "../../../data/build-dataset.ts";
import { readManifest } from "../../../data/bundle/manifest.ts";
import { openBundle } from "../../../data/bundle/read-bundle.ts";
import { verifyFiles } from "../../../data/bundle/verify-files.ts";
import { readCurrent } from "../../../data/depot/current.ts";
import { openDepot } from "../../../data/depot/depot.ts";
import { resolveDataset } from "../../../data/depot/resolve-dataset.ts";
import { lockFolder } from "../../../data/fetch/folder-lock.ts";
import { readFigures } from "../../../data/figures/figures-file.ts";
import { carProfile } from "../../../data/osm/car-profile.ts";
import type { Progress } from "../../../data/progress.ts";
import type { Ingredients } from "../../../data/refresh/recipe.ts";
import {
  goBack,
  type RefreshOptions,
  type Refreshed,
  refreshDepot,
} from "../../../data/refresh/refresh-depot.ts";
import {
  COLUMNS,
  type MiniFiles,
  place,
  roads,
  structureList,
  writeMiniFiles,
} from "../../helpers/mini-files.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const NOW = new Date("2026-11-29T10:00:00Z");
/** Long after whatever grace a version has. */
const LATER = new Date("2036-11-29T10:00:00Z");

/** Structures at these columns of the first row. */
function listAt(columns: readonly number[]): string {
  return structureList(columns.map((column) => [`s${column}`, `n° ${column}`, ...place(column, 0), "2A004"]));
}

interface World {
  readonly files: MiniFiles;
  readonly depot: string;
  readonly ingredients: Ingredients;
  readonly stages: string[];
  readonly refresh: (options?: Partial<RefreshOptions>) => Promise<Refreshed>;
  readonly structures: (columns: readonly number[]) => void;
}

async function world(): Promise<World> {
  const files = await writeMiniFiles();
  const depot = join(files.folder, "depot");
  const ingredients: Ingredients = {
    osm: [files.osm],
    structures: [files.structures],
    indicators: [],
    population: [files.population],
    communes: [files.communes],
    territories: [],
    minComponent: 1,
    profile: carProfile,
  };
  const stages: string[] = [];
  const progress: Progress = { stage: (name) => void stages.push(name), advance() {} };
  return {
    files,
    depot,
    ingredients,
    stages,
    refresh: async (options = {}) =>
      refreshDepot({
        depot,
        ingredients,
        keep: 3,
        force: false,
        trial: false,
        now: NOW,
        progress,
        ...options,
      }),
    structures: (columns) => writeFileSync(files.structures, listAt(columns)),
  };
}

const ALL = Array.from({ length: COLUMNS }, (_, column) => column);

describe("a refresh", () => {
  test("puts the first version in service, whole, with its figures and its report", async () => {
    const { depot, refresh } = await world();
    const refreshed = await refresh();
    if (refreshed.outcome !== "served") throw new Error(refreshed.outcome);
    const directory = resolveDataset(depot);
    expect(readManifest(directory).id).toBe(refreshed.id);
    expect(verifyFiles(directory).filter(({ trouble }) => trouble !== null)).toEqual([]);
    expect(readFigures(join(directory, "chiffres.json")).dataset.id).toBe(refreshed.id);
    expect(readFileSync(refreshed.reportFile ?? "", "utf8")).toBe(refreshed.report);
    expect(readdirSync(join(depot, "jeux"))).toEqual([refreshed.id]);
  });

  test("keeps its folder of sources from a fetch until the dataset is made", async () => {
    const { files, refresh } = await world();
    const tries: string[] = [];
    const stage = (): void => {
      expect(() => lockFolder(files.folder)).toThrow("uses this folder, expected one at a time");
      tries.push("kept");
    };
    await refresh({ sources: files.folder, progress: { stage, advance() {} } });
    expect(tries.length).toBeGreaterThan(2);
    const unlock = lockFolder(files.folder);
    await expect(refresh({ sources: files.folder })).rejects.toThrow("uses this folder");
    unlock();
  });

  test.each([
    ["cut", (text: string) => text.slice(0, 100)],
    ["for other times", (text: string) => text.replace(/"minutes": \[\s*20/u, '"minutes": [ 15')],
  ])("measures figures of the version in service anew where they are %s", async (_words, spoil) => {
    const { depot, refresh, structures } = await world();
    structures(ALL);
    await refresh();
    const file = join(resolveDataset(depot), "chiffres.json");
    const text = readFileSync(file, "utf8");
    expect(spoil(text)).not.toBe(text);
    structures(ALL.slice(1));
    const plain = await refresh({ trial: true });
    writeFileSync(file, spoil(text));
    const spoilt = await refresh({ trial: true });
    expect(spoilt).toEqual(plain);
  });

  test("does nothing where nothing has changed", async () => {
    const { depot, refresh, stages } = await world();
    const { id } = await refresh();
    const before = readFileSync(join(depot, "courant.json"), "utf8");
    stages.length = 0;
    expect(await refresh({ now: LATER })).toEqual({ outcome: "unchanged", id });
    expect(stages).toEqual(["Empreinte des fichiers"]);
    expect(readFileSync(join(depot, "courant.json"), "utf8")).toBe(before);
  });

  test("takes the roads over where they are the same, to the bytes of a whole build", async () => {
    const { files, depot, ingredients, refresh, structures, stages } = await world();
    structures(ALL);
    await refresh();
    structures(ALL.slice(1));
    stages.length = 0;
    const { id } = await refresh({ force: true });
    expect(stages).toContain("Reprise du réseau, inchangé");
    expect(stages).not.toContain("Construction du réseau");
    const out = join(files.folder, "entier");
    const { manifest } = await buildDataset({ ...ingredients, out });
    expect(readManifest(resolveDataset(depot))).toEqual(manifest);
    expect(id).toBe(manifest.id);
  });

  test("builds the roads again where they, or what they depend on, are others", async () => {
    const { files, ingredients, refresh, stages } = await world();
    await refresh();
    writeFileSync(files.osm, await roads("another program"));
    stages.length = 0;
    await refresh();
    expect(stages).toContain("Construction du réseau");
    stages.length = 0;
    await refresh({ ingredients: { ...ingredients, minComponent: 2 } });
    expect(stages).toContain("Construction du réseau");
  });

  test("has files on the disk once that several versions have", async () => {
    const { depot, refresh, structures } = await world();
    structures(ALL);
    await refresh();
    structures(ALL.slice(1));
    await refresh({ force: true });
    const [one, other] = openDepot(depot).versions();
    const { files: oneFiles } = readManifest(one.directory);
    const { files: otherFiles } = readManifest(other.directory);
    const shared = Object.values(oneFiles).filter(({ file }) =>
      Object.values(otherFiles).some((candidate) => candidate.file === file),
    );
    expect(shared.length).toBeGreaterThanOrEqual(5);
    for (const { file } of shared) {
      expect(statSync(join(one.directory, file)).ino).toBe(statSync(join(other.directory, file)).ino);
    }
  });

  test("refuses an implausible version, and takes it without another build when forced", async () => {
    const { depot, refresh, structures, stages } = await world();
    structures(ALL);
    const first = await refresh();
    structures([0]);
    const refused = await refresh();
    if (refused.outcome !== "refused") throw new Error(refused.outcome);
    expect(refused.reasons[0].replaceAll(/[\u00a0\u202f]/gu, " ")).toBe(
      `La liste perd ${COLUMNS - 1} structures (${COLUMNS} → 1) ; au plus 5 % et 19 sont attendues.`,
    );
    expect(readCurrent(depot)?.id).toBe(first.id);
    expect(readFileSync(refused.reportFile ?? "", "utf8")).toContain("**Non mis en service**");
    expect(
      openDepot(depot)
        .versions()
        .map(({ id }) => id),
    ).toEqual([first.id]);
    stages.length = 0;
    const forced = await refresh({ force: true });
    expect(forced).toMatchObject({ outcome: "served", id: refused.id, reasons: refused.reasons });
    expect(stages).not.toContain("Écriture du jeu de données");
    expect(readCurrent(depot)?.id).toBe(refused.id);
    expect(readdirSync(join(depot, "en-attente"))).toEqual([]);
    expect(openBundle(resolveDataset(depot)).structures).toHaveLength(1);
  });

  test("makes the version in service again where it was damaged since, and says so", async () => {
    const { depot, refresh } = await world();
    const { id } = await refresh();
    damage(resolveDataset(depot));
    const notes: string[] = [];
    const progress: Progress = { stage() {}, advance() {}, note: (line) => void notes.push(line) };
    expect(await refresh({ progress })).toEqual({ outcome: "unchanged", id });
    expect(notes).toContainEqual(expect.stringContaining("1 of its files do not match the hashes"));
    expect(verifyFiles(resolveDataset(depot)).filter(({ trouble }) => trouble !== null)).toEqual([]);
  });

  test("makes what was set aside again where it was damaged since", async () => {
    const { depot, refresh, structures, stages } = await world();
    structures(ALL);
    await refresh();
    structures([0]);
    const { id } = await refresh();
    damage(join(depot, "en-attente", id));
    stages.length = 0;
    expect(await refresh({ force: true })).toMatchObject({ outcome: "served", id });
    expect(stages).toContain("Écriture du jeu de données");
    expect(verifyFiles(resolveDataset(depot)).filter(({ trouble }) => trouble !== null)).toEqual([]);
  });

  test.each([
    [
      "damaged",
      (bundle: string) => truncateSync(join(bundle, readManifest(bundle).files["network"].file), 9),
    ],
    ["of a format from before this program", makeOld],
    ["gone", (bundle: string) => rmSync(bundle, { recursive: true })],
  ])("follows a version in service that is %s by force only, and says why", async (_words, spoil) => {
    const { depot, refresh, structures } = await world();
    structures(ALL);
    const first = await refresh();
    spoil(resolveDataset(depot));
    structures(ALL.slice(1));
    const refused = await refresh();
    if (refused.outcome !== "refused") throw new Error(refused.outcome);
    expect(refused.reasons).toEqual([
      expect.stringMatching(
        `^La version en service \\(${first.id}\\) ne peut pas être lue, .*${first.id}.*: .+`,
      ),
    ]);
    expect(refused.report).toContain(`**Non mis en service**`);
    expect(refused.report).toContain(refused.reasons[0]);
    const forced = await refresh({ force: true });
    expect(forced).toMatchObject({ outcome: "served", id: refused.id, reasons: refused.reasons });
    expect(readCurrent(depot)?.id).toBe(refused.id);
  });

  test("on trial changes nothing in service and keeps what it made", async () => {
    const { depot, refresh, structures, stages } = await world();
    structures(ALL);
    const first = await refresh();
    structures(ALL.slice(1));
    const trial = await refresh({ trial: true });
    expect(trial).toMatchObject({ outcome: "trial", reportFile: null, reasons: [] });
    expect(readCurrent(depot)?.id).toBe(first.id);
    stages.length = 0;
    expect(await refresh()).toMatchObject({ outcome: "served", id: trial.id });
    expect(stages).not.toContain("Écriture du jeu de données");
  });

  test("keeps the last versions, and none that has just left service", async () => {
    const { depot, refresh, structures } = await world();
    const ids: string[] = [];
    for (let round = 0; round < 4; round++) {
      structures(ALL.slice(round % 2, COLUMNS - Math.floor(round / 2)));
      ids.push((await refresh({ keep: 2 })).id);
    }
    expect(new Set(ids).size).toBe(4);
    const present = (): string[] =>
      openDepot(depot)
        .versions()
        .map(({ id }) => id);
    expect(present().sort()).toEqual([...ids].sort());
    structures([2, 3, 4]);
    const last = await refresh({ keep: 2, force: true, now: LATER });
    // The one before left service just now, by the clock of the last refresh.
    expect(present().sort()).toEqual([last.id, ids[3]].sort());
    expect(last).toMatchObject({ removed: expect.arrayContaining(ids.slice(0, 3)) as unknown });
  });

  test("that fails leaves the depot as it was, and another may write at once", async () => {
    const { files, depot, refresh, structures } = await world();
    const first = await refresh();
    writeFileSync(files.structures, "une,page\n");
    await expect(refresh()).rejects.toMatchObject({ name: "InputError" });
    expect(readCurrent(depot)?.id).toBe(first.id);
    structures([0, 1]);
    expect((await refresh({ force: true })).outcome).toBe("served");
  });

  test("makes no depot for a file that is not there", async () => {
    const { files, depot, ingredients, refresh, stages } = await world();
    const absent = { ...ingredients, population: [join(files.folder, "absente.csv")] };
    await expect(refresh({ ingredients: absent })).rejects.toThrow("absente.csv: no such file");
    expect(stages).toEqual([]);
    expect(existsSync(depot)).toBe(false);
  });

  test("keeps nothing of a network that is damaged, and builds it", async () => {
    const { depot, refresh, structures, stages } = await world();
    structures(ALL);
    await refresh();
    const directory = resolveDataset(depot);
    const { file } = readManifest(directory).files["network"];
    const bytes = readFileSync(join(directory, file));
    bytes[bytes.length - 9] ^= 1;
    writeFileSync(join(directory, file), bytes);
    structures(ALL.slice(1));
    stages.length = 0;
    await refresh({ force: true });
    expect(stages).toContain("Construction du réseau");
    const troubles = verifyFiles(resolveDataset(depot)).filter(({ trouble }) => trouble !== null);
    expect(troubles).toEqual([]);
  });
});

/** Alters one byte of a file of a bundle. */
function damage(bundle: string): void {
  const file = join(bundle, readManifest(bundle).files["structure-snaps"].file);
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] ^= 1;
  // A file of its own: others may have the same by another name.
  rmSync(file);
  writeFileSync(file, bytes);
}

/** Makes a bundle look as an earlier program wrote it. */
function makeOld(bundle: string): void {
  const file = join(bundle, "manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { formatVersion: number };
  writeFileSync(file, JSON.stringify({ ...manifest, formatVersion: manifest.formatVersion - 1 }));
}

describe("going back", () => {
  test("makes no depot where there is none", async () => {
    const depot = join(tempFolder(), "faute-de-frappe");
    await expect(goBack(depot, null, NOW)).rejects.toThrow("no depot here");
    expect(existsSync(depot)).toBe(false);
  });

  test("is back at once, and the version that was left comes again by force only", async () => {
    const { depot, refresh, structures } = await world();
    structures(ALL);
    const first = await refresh();
    structures(ALL.slice(1));
    const second = await refresh();
    expect(await goBack(depot, null, NOW)).toMatchObject({ id: first.id, from: second.id });
    expect(readCurrent(depot)?.id).toBe(first.id);
    const again = await refresh();
    expect(again).toMatchObject({ outcome: "refused", id: second.id });
    expect(readCurrent(depot)?.id).toBe(first.id);
    expect(await refresh({ force: true })).toMatchObject({ outcome: "served", id: second.id });
    expect(readCurrent(depot)).toMatchObject({ id: second.id, withdrawn: [] });
  });

  test("lets the process answer others while it looks at the version's files", async () => {
    const { depot, refresh, structures } = await world();
    structures(ALL);
    const { id } = await refresh();
    structures(ALL.slice(1));
    await refresh();
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns++;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    await goBack(depot, null, NOW);
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(Object.keys(readManifest(join(depot, "jeux", id)).files).length);
  });

  test("goes to the version that is asked for, and refuses one that is not there or damaged", async () => {
    const { depot, refresh, structures } = await world();
    const ids: string[] = [];
    for (const columns of [ALL, ALL.slice(1), ALL.slice(0, -1)]) {
      structures(columns);
      ids.push((await refresh()).id);
    }
    await expect(goBack(depot, "0123456789abcdef", NOW)).rejects.toThrow("got version 0123456789abcdef");
    const { files } = readManifest(join(depot, "jeux", ids[1]));
    const records = join(depot, "jeux", ids[1], files["records"].file);
    cpSync(records, `${records}.bon`);
    writeFileSync(records, "{}");
    await expect(goBack(depot, null, NOW)).rejects.toThrow("got 2 bytes");
    cpSync(`${records}.bon`, records);
    const snaps = join(depot, "jeux", ids[1], files["structure-snaps"].file);
    const bytes = readFileSync(snaps);
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(snaps, bytes);
    await expect(goBack(depot, null, NOW)).rejects.toThrow("1 of its files do not match the hashes");
    expect(readCurrent(depot)?.id).toBe(ids[2]);
    expect((await goBack(depot, ids[0], NOW)).id).toBe(ids[0]);
    await expect(goBack(depot, null, NOW)).rejects.toThrow("no version was in service before");
  });
});
