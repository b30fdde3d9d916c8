import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readManifest } from "../../../data/bundle/manifest.ts";
import { readCurrent } from "../../../data/depot/current.ts";
import { COLUMNS, type MiniFiles, place, structureList, writeMiniFiles } from "../../helpers/mini-files.ts";
import { trente, trenteOk } from "./fake-terminal.ts";

const ALL = Array.from({ length: COLUMNS }, (_, column) => column);

interface World {
  readonly depot: string;
  readonly files: MiniFiles;
  /** `trente refresh` of these structures. */
  readonly refresh: (columns: readonly number[], ...more: string[]) => ReturnType<typeof trente>;
}

async function world(): Promise<World> {
  const files = await writeMiniFiles();
  const depot = join(files.folder, "depot");
  const refresh: World["refresh"] = async (columns, ...more) => {
    const rows = columns.map(
      (column) => [`s${column}`, `n° ${column}`, ...place(column, 0), "2A004"] as const,
    );
    writeFileSync(files.structures, structureList(rows));
    const given = { depot, osm: files.osm, structures: files.structures, population: files.population };
    const options = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
    return trente(["refresh", ...options, "--communes", files.communes, ...more]);
  };
  return { depot, files, refresh };
}

describe("refresh", () => {
  test("puts versions in service, refuses, forces and goes back, each told in a line", async () => {
    const { depot, refresh } = await world();
    const first = await refresh(ALL);
    expect(first.code).toBe(0);
    const [, id] = /^Mis en service : ([0-9a-f]{16})\. Rapport : .*\.md\n$/u.exec(first.out) ?? [];
    expect(readCurrent(depot)?.id).toBe(id);
    expect((await refresh(ALL)).out).toBe(`Rien n’a changé : ${id} reste en service\n`);

    const refused = await refresh([0]);
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 1, out: "" });
    const lines = refused.err.trimEnd().split("\n").slice(-2);
    expect(lines[0]).toBe("La liste perd 5 structures (6 → 1) ; au plus 5 % et 19 sont attendues.");
    expect(lines.at(-1)).toMatch(
      /^trente refresh: .*version [0-9a-f]{16} was not put in service, for .* --forcer/u,
    );
    expect(readCurrent(depot)?.id).toBe(id);

    const forced = await refresh([0], "--forcer");
    expect(forced.code).toBe(0);
    const second = readCurrent(depot)?.id;
    expect(forced.out).toContain(`Mis en service : ${second}`);

    const back = await trenteOk(["refresh", "--depot", depot, "--retour"]);
    expect(back.out).toMatch(
      new RegExp(`^Retour à ${id}, à la place de ${second}\\. Rapport : .*-retour\\.md\n$`, "u"),
    );
    await trenteOk(["refresh", "--depot", depot, "--retour", second ?? ""]);
    expect(readCurrent(depot)?.id).toBe(second);
    expect(readdirSync(join(depot, "rapports")).length).toBe(5);
  });

  test("on trial prints the report and changes nothing in service", async () => {
    const { depot, refresh } = await world();
    const { out, code } = await refresh(ALL, "--a-blanc");
    expect(code).toBe(0);
    expect(out).toMatch(/^# Première mise en service/u);
    expect(readCurrent(depot)).toBeNull();
    await refresh(ALL);
    const before = readFileSync(join(depot, "courant.json"), "utf8");
    const trial = await refresh([0], "--a-blanc");
    expect(trial.code).toBe(0);
    expect(trial.out).toContain("**Essai à blanc** : rien n’a changé. Elle serait refusée :");
    expect(readFileSync(join(depot, "courant.json"), "utf8")).toBe(before);
  });

  test("gives a depot to every command that reads a dataset", async () => {
    const { depot, refresh } = await world();
    await refresh(ALL);
    const bundle = join(depot, "jeux", readCurrent(depot)?.id ?? "");
    for (const [name, ...rest] of [["coverage", "--format", "json"], ["gaps"], ["verify"]]) {
      const [ofDepot, ofBundle] = await Promise.all(
        [depot, bundle].map(async (dataset) => trenteOk([name, "--dataset", dataset, ...rest])),
      );
      expect(ofDepot.out).toBe(ofBundle.out);
    }
    expect((await trenteOk(["isochrone", "--dataset", depot, "--structure", "s0"])).out).toContain("Polygon");
  });

  test("takes a folder of sources as it is, indicators beside it", async () => {
    const { depot, files } = await world();
    const sources = join(files.folder, "sources");
    const out = await trente(["refresh", "--depot", depot, "--sources", sources]);
    expect(out.code).toBe(1);
    expect(out.err).toContain("trente fetch --out");
    const names = {
      osm: files.osm,
      structures: files.structures,
      population: files.population,
      communes: files.communes,
    };
    const record = {
      format: "trente-sources",
      formatVersion: 1,
      words: ["2A"],
      territories: ["dep:2A"],
      missing: [],
      files: Object.entries(names).map(([role, file]) => ({
        role,
        id: role,
        file: file.slice(files.folder.length + 1),
      })),
    };
    writeFileSync(join(files.folder, "fetch.json"), JSON.stringify(record));
    await trenteOk(["refresh", "--depot", depot, "--sources", files.folder, "--sans-telecharger"]);
    const { sources: named, name } = readManifest(join(depot, "jeux", readCurrent(depot)?.id ?? ""));
    expect(named.map(({ file }) => file)).toContain("ville.osm.pbf");
    // Of the two départements of the files, the one that was fetched.
    expect(name).toBe("Corse-du-Sud");
  });

  test.each([
    [["--forcer", "--a-blanc"], "option --forcer: not with --a-blanc"],
    [["--structures", "x.csv"], "option --osm is missing"],
    [["--osm", "x.pbf", "--sources", "d"], "option --osm: not with --sources"],
    [["--retour", "--forcer"], "option --forcer: not with --retour"],
    [["--garder", "0"], "option --garder"],
  ])("tells a wrong use: %s", async (args, words) => {
    const { depot } = await world();
    const { code, err } = await trente(["refresh", "--depot", depot, ...args]);
    expect({ code, told: err.includes(words) }, err).toEqual({ code: 2, told: true });
  });

  test("refuses a folder that is something else, and a depot without a version to go back to", async () => {
    const { files, depot, refresh } = await world();
    const foreign = await trente(["refresh", "--depot", files.folder, "--osm", files.osm]);
    expect(foreign.code).toBe(1);
    expect(foreign.err).toContain("expected an empty folder or a depot");
    await refresh(ALL);
    const back = await trente(["refresh", "--depot", depot, "--retour"]);
    expect(back.code).toBe(1);
    expect(back.err).toContain("no version was in service before");
  });
});
