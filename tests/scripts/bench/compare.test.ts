import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import { SILENT } from "../../../data/progress.ts";
import { writePlaces } from "../../../scripts/bench/bench-places.ts";
import { openCheckout } from "../../../scripts/bench/compare/checkout.ts";
import { COMPARE_CASES, type CompareWorld, type Side } from "../../../scripts/bench/compare/compare-cases.ts";
import { type Compared, compareCheckouts } from "../../../scripts/bench/compare/compare-checkouts.ts";
import { compareReport } from "../../../scripts/bench/compare/compare-report.ts";
import { Scope, withScope } from "../../../scripts/bench/scope.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";

const { signal } = new AbortController();

useCompiled();

/** A checkout whose dataset takes so long to open, and whose id is its answer. */
function slowCheckout(milliseconds: number, id: string): string {
  const root = tempFolder();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("package.json", '{ "type": "module" }');
  write("bin/trente.mjs", "");
  write(
    "dist/data/bundle/read-bundle.js",
    `export function readBundle() {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${milliseconds});
      return { id: "${id}" };
    }`,
  );
  return root;
}

function worldOf(other: string, own: string): CompareWorld {
  const placesFile = join(tempFolder(), "places.bin");
  const none = { lons: [], lats: [] };
  writePlaces(placesFile, {
    cells: none,
    people: [],
    structures: none,
    sampledStructures: [],
    tableCells: [],
    tableStructures: [],
  });
  const side = (name: Side["name"], root: string): Side => ({
    name,
    root,
    dataset: root,
    folder: tempFolder(),
  });
  const files = { osm: "", structures: "", population: "", communes: [] };
  return { files, placesFile, sides: [side("other", other), side("this", own)] };
}

async function compareLoading(other: string, own: string, rounds = 6): Promise<Compared> {
  const cases = COMPARE_CASES.filter(({ id }) => id === "load");
  const options = { cases, rounds, tolerance: 0.05, progress: SILENT, signal };
  const [compared] = await compareCheckouts(worldOf(other, own), options);
  return compared;
}

const FACTS = { suite: "small", other: "abc", own: "def", machine: "m", rounds: 6, tolerance: 0.05 };

describe("two checkouts of a known ratio", () => {
  test("are judged by it: this one is slower", async () => {
    const compared = await compareLoading(slowCheckout(20, "a"), slowCheckout(150, "b"));
    expect(compared.verdict).toMatchObject({ word: "slower", isTooSlow: true, probability: 2 / 2 ** 6 });
    // A busy machine lengthens a sleep and never shortens it.
    expect(compared.verdict?.ratio).toBeGreaterThan(1.5);
    expect(compared.verdict?.ratio).toBeLessThan(10);
    const report = compareReport(FACTS, [compared]);
    expect(report).toMatch(/^load +SLOWER /mu);
    expect(report).toContain("load: answers differ: a / b");
  }, 120_000);

  test("of which one cannot do a case are not compared, with the reason", async () => {
    const compared = await compareLoading(tempFolder(), slowCheckout(1, "a"), 1);
    expect(compared.verdict).toBeNull();
    const report = compareReport(FACTS, [compared]);
    expect(report).toMatch(/^load +not compared +failed /mu);
    expect(report).toMatch(/load: other: Cannot find module .*read-bundle\.js/u);
  }, 120_000);
});

describe("the other checkout", () => {
  test("is a folder that holds one", () => {
    const root = slowCheckout(1, "a");
    expect(openCheckout(root, tempFolder(), new Scope())).toBe(root);
  });

  test("is a commit, checked out for as long as the scope lasts, with the packages of this one", async () => {
    const root = tempFolder();
    const git = (...args: string[]): void => {
      const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
      const { status, stderr } = spawnSync("git", ["-C", root, ...identity, ...args], { encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
    };
    const write = (name: string, text: string): void => writeFileSync(join(root, name), text);
    git("init", "--quiet");
    write("package-lock.json", "{}");
    write("state.txt", "before");
    git("add", ".");
    git("commit", "--quiet", "-m", "before");
    write("state.txt", "after");
    mkdirSync(join(root, "node_modules"));
    let folder = "";
    await withScope(async (scope) => {
      folder = openCheckout("HEAD", root, scope);
      expect(readFileSync(join(folder, "state.txt"), "utf8")).toBe("before");
      expect(existsSync(join(folder, "node_modules"))).toBe(true);
    });
    expect(existsSync(folder)).toBe(false);
    expect(
      spawnSync("git", ["-C", root, "worktree", "list"], { encoding: "utf8" }).stdout.trim(),
    ).not.toContain("\n");
  });

  test("that is neither is refused in one line", () => {
    const file = tempFile("x", "");
    for (const name of [file, "--all", "no-such-commit"])
      expect(() => openCheckout(name, tempFolder(), new Scope())).toThrow("got neither a folder");
  });
});
