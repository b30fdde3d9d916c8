import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

import { beforeEach, describe, expect, test } from "vitest";

import { programHash } from "../../../data/build/program-hash.ts";
import { openStages, type Stages } from "../../../data/build/stage-store.ts";
import { buildDataset } from "../../../data/build-dataset.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { SILENT } from "../../../data/progress.ts";
import { type MiniFiles, writeMiniFiles } from "../../helpers/mini-files.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const HASH = "Empreinte des fichiers de routes";
const ROADS = ["Lecture des routes", "Lecture des nœuds des routes", "Mise de côté des routes"];
const NETWORK = ["Construction du réseau", "Mise de côté du réseau"];

/** Processes start in a second; on a busy machine, in several. */
const TIMEOUT = 90_000;

let files: MiniFiles;
let out: string;

beforeEach(async () => {
  files = await writeMiniFiles();
  out = join(files.folder, "jeu");
});

interface Told {
  readonly stages: readonly string[];
  readonly notes: readonly string[];
  readonly id: string;
}

/** Builds in a process of its own. Null where it was killed. */
async function build(lastStage = "", options: object = {}): Promise<Told | null> {
  const { folder: _, osm, ...others } = files;
  const lists = Object.fromEntries(Object.entries(others).map(([name, file]) => [name, [file]]));
  const script = fileURLToPath(new URL("./build-and-die.mjs", import.meta.url));
  const args = [script, JSON.stringify({ osm: [osm], ...lists, out, ...options }), lastStage];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const output = child.stdout.setEncoding("utf8").toArray();
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  if (signal === "SIGKILL") return null;
  expect(code).toBe(0);
  return JSON.parse((await output).join("")) as Told;
}

const kept = (): string[] =>
  readdirSync(join(out, ".build"))
    .filter((name) => !name.endsWith("-records.bin"))
    .map((name) => name.replace(/-.*/u, ""));

/** The stage's only file with arrays, or that with records. */
function stageFile(folder: string, kind: "arrays" | "records"): string {
  const names = readdirSync(join(folder, ".build"));
  const [name] = names.filter((entry) => entry.endsWith("-records.bin") === (kind === "records"));
  return join(folder, ".build", name);
}

describe("a build that is killed", { timeout: TIMEOUT }, () => {
  test("while it builds the network, is taken up after the roads, and makes the same dataset", async () => {
    const { manifest } = await buildDataset({ ...wholeOptions(), out: join(files.folder, "autre") });
    expect(await build("Construction du réseau")).toBeNull();
    expect(kept()).toEqual(["roads"]);
    expect(existsSync(join(out, "manifest.json"))).toBe(false);
    const again = await build();
    expect(again?.stages.slice(0, 4)).toEqual([HASH, "Reprise des routes, déjà lues", ...NETWORK]);
    expect(again?.notes).toEqual([]);
    expect(again?.id).toBe(manifest.id);
    expect(readBundle(out).id).toBe(manifest.id);
  });

  test("after the network, is taken up there; stages go when all is done", async () => {
    expect(await build("Lecture des structures")).toBeNull();
    expect(kept()).toEqual(["network"]);
    const again = await build();
    expect(again?.stages.slice(0, 3)).toEqual([
      HASH,
      "Reprise du réseau, déjà construit",
      "Lecture des communes",
    ]);
    expect(existsSync(join(out, ".build"))).toBe(false);
    // Where nothing was killed, each stage is gone through.
    const whole = await build();
    expect(whole?.stages.slice(0, 6)).toEqual([HASH, ...ROADS, ...NETWORK]);
    expect(whole?.notes).toEqual([]);
    expect(whole?.id).toBe(again?.id);
  });

  test("while it reads roads, begins anew", async () => {
    expect(await build("Lecture des nœuds des routes")).toBeNull();
    expect(existsSync(out)).toBe(false);
    expect((await build())?.stages.slice(0, 6)).toEqual([HASH, ...ROADS, ...NETWORK]);
  });

  test("over a dataset that was there leaves it, and keeps its stages beside it", async () => {
    const first = await build();
    expect(await build("Écriture du jeu de données", { structures: [] })).toBeNull();
    expect(kept()).toEqual(["network"]);
    expect(readBundle(out).id).toBe(first?.id);
    // Which structures are placed on it does not change the network.
    expect((await build())?.stages).not.toContain(NETWORK[0]);
  });
});

function wholeOptions() {
  const { osm, structures, population, communes } = files;
  return { osm: [osm], structures: [structures], population: [population], communes: [communes] };
}

describe("stages that were kept", { timeout: TIMEOUT }, () => {
  test("are not those of other roads", async () => {
    expect(await build("Lecture des structures", { osm: [files.osm, files.osm] })).toBeNull();
    expect(kept()).toEqual(["network"]);
    expect((await build())?.stages).toContain(ROADS[0]);
  });

  test("are passed over with a word where they were cut or altered, and the build is whole", async () => {
    await build("Lecture des structures");
    const path = stageFile(out, "arrays");
    truncateSync(path, readFileSync(path).length - 64);
    const again = await build();
    expect(again?.notes).toEqual([expect.stringContaining(`Étape non reprise, ${basename(path)}: got`)]);
    expect(again?.stages.slice(2, 7)).toEqual([...ROADS, ...NETWORK]);
    expect(again?.id).toBe((await build())?.id);
  });
});

describe("a store of stages", () => {
  const notes: string[] = [];
  const open = (folder: string, ...inputs: string[]): Stages =>
    openStages(folder, inputs, { ...SILENT, note: (text) => void notes.push(text) });

  beforeEach(() => void notes.splice(0));

  test("gives back what was written under the same inputs, and nothing else", () => {
    const folder = tempFolder();
    const result = {
      sections: { ids: Float64Array.of(1, 12e9), marks: Uint8Array.of(7) },
      records: { names: ["é"] },
    };
    open(folder, "a").write("roads", result);
    expect(open(folder, "a").read("roads", "Reprise")).toEqual({
      ...result,
      file: stageFile(folder, "arrays"),
    });
    expect(open(folder, "a").read("network", "Reprise")).toBeNull();
    expect(open(folder, "b").read("roads", "Reprise")).toBeNull();
    expect(notes).toEqual([]);
  });

  test("keeps one stage, the last", () => {
    const folder = tempFolder();
    mkdirSync(join(folder, ".build"));
    writeFileSync(join(folder, ".build", "roads-0.bin.new"), "what a killed process left");
    open(folder, "a").write("roads", { sections: {}, records: {} });
    open(folder, "a").write("network", { sections: {}, records: {} });
    expect(readdirSync(join(folder, ".build"))).toHaveLength(2);
    expect(open(folder, "a").read("roads", "Reprise")).toBeNull();
    expect(open(folder, "a").read("network", "Reprise")).not.toBeNull();
  });

  test.each(["arrays", "records"] as const)("notices each changed byte of its %s", (kind) => {
    const folder = tempFolder();
    const result = { sections: { ids: Uint32Array.of(1, 2, 3) }, records: { a: 1 } };
    open(folder, "a").write("roads", result);
    const path = stageFile(folder, kind);
    const whole = readFileSync(path);
    const results = Array.from(whole, (byte, at) => {
      const changed = Buffer.from(whole);
      changed[at] = byte ^ 0x10;
      writeFileSync(path, changed);
      return open(folder, "a").read("roads", "Reprise");
    });
    const taken = results.filter((stage) => stage !== null);
    // Padding holds nothing.
    for (const { sections, records } of taken) expect({ sections, records }).toEqual(result);
    expect(taken.length).toBeLessThan(whole.length / 2);
    expect(notes).toHaveLength(whole.length - taken.length);
  });

  test("goes on with a word where it cannot write", () => {
    const folder = tempFolder();
    writeFileSync(join(folder, ".build"), "a file where the folder should be");
    open(folder, "a").write("roads", { sections: {}, records: {} });
    expect(notes).toEqual([expect.stringContaining("Étape non gardée")]);
    expect(readFileSync(join(folder, ".build"), "utf8")).toContain("a file");
  });
});

test("the program's hash is that of its code", () => {
  expect(programHash()).toMatch(/^[0-9a-f]{64}$/u);
  expect(programHash()).toBe(programHash());
});
