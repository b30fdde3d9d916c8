import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readManifest } from "../../../data/bundle/manifest.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { verifyFiles } from "../../../data/bundle/verify-files.ts";
import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import { readCurrent } from "../../../data/depot/current.ts";
import { DepotWriter } from "../../../data/depot/depot-writer.ts";
import { openDepot } from "../../../data/depot/depot.ts";
import { resolveDataset, withDataset, withDatasetAsync } from "../../../data/depot/resolve-dataset.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { sampleBundle, sampleDataset } from "../bundle/sample-dataset.ts";

const NOW = new Date("2026-11-29T10:00:00Z");

function write<Result>(directory: string, work: (writer: DepotWriter) => Result): Result {
  const writer = DepotWriter.open(directory);
  try {
    return work(writer);
  } finally {
    writer.close();
  }
}

/** @returns the id */
function put(directory: string, name: string): string {
  return write(directory, (writer) => {
    writeBundle(writer.buildFolder, sampleDataset({ name }));
    return writer.put(writer.buildFolder).id;
  });
}

function serve(directory: string, name: string): string {
  const id = put(directory, name);
  write(directory, (writer) => writer.serve(id, NOW));
  return id;
}

describe("a dataset's path", () => {
  test("stands for itself, or for what a depot has in service", () => {
    const bundle = sampleBundle();
    expect(resolveDataset(bundle)).toBe(bundle);
    const depot = join(tempFolder(), "depot");
    put(depot, "Un");
    expect(() => resolveDataset(depot)).toThrow("no dataset in service yet");
    const id = serve(depot, "Deux");
    expect(resolveDataset(depot)).toBe(join(depot, "jeux", id));
  });

  test("is looked at once more where its version was pruned meanwhile", async () => {
    const depot = join(tempFolder(), "depot");
    const first = serve(depot, "Un");
    let second = "";
    const useLate = (directory: string): string => {
      if (second === "") {
        second = serve(depot, "Deux");
        rmSync(join(depot, "jeux", first), { recursive: true });
      }
      return readBundle(directory).id;
    };
    expect(withDataset(depot, useLate)).toBe(second);
    second = "";
    rmSync(depot, { recursive: true });
    serve(depot, "Un");
    expect(await withDatasetAsync(depot, async (directory) => Promise.resolve(useLate(directory)))).toBe(
      second,
    );
  });

  test("gives the error of its version where that has not changed", () => {
    const depot = join(tempFolder(), "depot");
    serve(depot, "Un");
    let calls = 0;
    const fail = (): never => {
      calls++;
      throw new Error("la mienne");
    };
    expect(() => withDataset(depot, fail)).toThrow("la mienne");
    expect(calls).toBe(1);
  });

  test.each(["", "{", "{}", '{"id":"../../etc","since":"x"}', '{"id":"0123456789abcdef"}'])(
    "is refused where courant.json holds %j",
    (text) => {
      const depot = join(tempFolder(), "depot");
      serve(depot, "Un");
      writeFileSync(join(depot, "courant.json"), text);
      expect(() => resolveDataset(depot)).toThrow("does not name the dataset in service");
    },
  );
});

describe("a depot", () => {
  test("is written by one process at a time, and by the next when that has ended", () => {
    const depot = join(tempFolder(), "depot");
    const writer = DepotWriter.open(depot);
    expect(() => DepotWriter.open(depot)).toThrow(/process \d+ of .* is changing this depot/u);
    writer.close();
    DepotWriter.open(depot).close();
    writeFileSync(join(depot, "verrou"), JSON.stringify({ host: "parti", pid: 1, startTicks: 1 }));
    expect(() => DepotWriter.open(depot)).toThrow("process 1 of parti");
    // Another machine's holder that has said nothing for longer than any stage takes has ended.
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(join(depot, "verrou"), longAgo, longAgo);
    DepotWriter.open(depot).close();
  });

  test("is changed no more by a process from which another machine has taken it over", () => {
    const depot = join(tempFolder(), "depot");
    const [first, second] = [serve(depot, "Un"), serve(depot, "Deux")];
    const writer = DepotWriter.open(depot);
    writeBundle(writer.buildFolder, sampleDataset({ name: "Trois" }));
    writeFileSync(join(depot, "verrou"), JSON.stringify({ host: "voisin", pid: 1, startTicks: 1 }));
    const after = new Date(NOW.getTime() + 3_600_000);
    for (const change of [
      () => writer.put(writer.buildFolder),
      () => writer.setAside(writer.buildFolder),
      () => writer.serve(first, after),
      () => writer.goBack(null, after),
      () => writer.prune(1, after),
    ]) {
      expect(change).toThrow("another machine has taken this depot over");
    }
    writer.close();
    expect(readCurrent(depot)?.id).toBe(second);
    expect(readdirSync(join(depot, "jeux")).sort()).toEqual([".new-fabrication", first, second].sort());
    expect(existsSync(join(depot, "verrou"))).toBe(true);
  });

  test("is made of nothing, of a folder of sources, or of a volume, and of no other folder", () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "sources"));
    mkdirSync(join(folder, "lost+found"));
    DepotWriter.open(folder).close();
    expect(openDepot(folder).versions()).toEqual([]);
    const other = tempFolder();
    writeFileSync(join(other, "mémoire.odt"), "texte");
    expect(() => DepotWriter.open(other)).toThrow("holds other files (mémoire.odt");
    expect(readdirSync(other)).toEqual(["mémoire.odt"]);
  });

  test("of a later format is left alone", () => {
    const depot = join(tempFolder(), "depot");
    serve(depot, "Un");
    writeFileSync(join(depot, "depot.json"), '{"format":"trente-depot","formatVersion":2}');
    expect(() => openDepot(depot)).toThrow("got depot format 2, expected 1: update Trente");
    expect(() => DepotWriter.open(depot)).toThrow("update Trente");
  });

  test("mends a damaged version when the same comes again, and links to no damaged file", () => {
    const depot = join(tempFolder(), "depot");
    const id = serve(depot, "Un");
    const bundle = join(depot, "jeux", id);
    const { file } = readManifest(bundle).files["network"];
    const damage = (): void => {
      const bytes = readFileSync(join(bundle, file));
      bytes[bytes.length - 9] ^= 1;
      writeFileSync(join(bundle, file), bytes);
    };
    const troublesOf = (directory: string): (string | null)[] =>
      verifyFiles(directory).flatMap(({ trouble }) => (trouble === null ? [] : [trouble]));
    damage();
    expect(troublesOf(bundle)).toHaveLength(1);
    const other = put(depot, "Deux");
    expect(troublesOf(join(depot, "jeux", other))).toEqual([]);
    expect(put(depot, "Un")).toBe(id);
    expect(troublesOf(bundle)).toEqual([]);
    expect(statSync(join(bundle, file)).ino).toBe(statSync(join(depot, "jeux", other, file)).ino);
  });

  test("puts nothing in service that cannot be read", () => {
    const depot = join(tempFolder(), "depot");
    const first = serve(depot, "Un");
    const second = put(depot, "Deux");
    const { file } = readManifest(join(depot, "jeux", second)).files["cells"];
    rmSync(join(depot, "jeux", second, file));
    expect(() => write(depot, (writer) => writer.serve(second, NOW))).toThrow("missing, though the manifest");
    expect(() => write(depot, (writer) => writer.serve("0".repeat(16), NOW))).toThrow("has no version 0");
    expect(readCurrent(depot)?.id).toBe(first);
  });

  test("keeps the stages of a build that was killed, and sweeps all else of it", () => {
    const depot = join(tempFolder(), "depot");
    serve(depot, "Un");
    const build = join(depot, "jeux", ".new-fabrication");
    mkdirSync(join(build, ".build"), { recursive: true });
    writeFileSync(join(build, "cells-0123456789abcdef.bin"), "");
    writeFileSync(join(depot, "jeux", ".old-0123456789abcdef"), "");
    writeFileSync(join(depot, ".new-1-x"), "");
    DepotWriter.open(depot).close();
    expect(readdirSync(build)).toEqual([".build"]);
    expect(readdirSync(join(depot, "jeux")).filter((entry) => entry.startsWith(".old"))).toEqual([]);
    expect(readdirSync(depot).filter((entry) => entry.startsWith("."))).toEqual([]);
  });
});
