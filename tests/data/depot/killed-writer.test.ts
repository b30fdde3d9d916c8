import type * as FileSystem from "node:fs";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { verifyDataset } from "../../../data/bundle/verify-dataset.ts";
import { verifyFiles } from "../../../data/bundle/verify-files.ts";
import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import { readCurrent } from "../../../data/depot/current.ts";
import { DepotWriter } from "../../../data/depot/depot-writer.ts";
import { isDepot, openDepot } from "../../../data/depot/depot.ts";
import { resolveDataset } from "../../../data/depot/resolve-dataset.ts";
import { InputError } from "../../../data/input-error.ts";
import { sampleDataset } from "../bundle/sample-dataset.ts";

/** The process is killed at a call that changes the disk: that one and all after it do nothing. */
const kill = vi.hoisted(() => ({ at: Infinity, calls: 0 }));

class Killed extends Error {}

vi.mock("node:fs", async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const mortal =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      kill.calls++;
      if (kill.calls >= kill.at) throw new Killed();
      return call(...args);
    };
  return {
    ...real,
    writeSync: mortal(real.writeSync as (...args: unknown[]) => number),
    writeFileSync: mortal(real.writeFileSync),
    ftruncateSync: mortal(real.ftruncateSync),
    fsyncSync: mortal(() => undefined),
    renameSync: mortal(real.renameSync),
    linkSync: mortal(real.linkSync),
    mkdirSync: mortal(real.mkdirSync as (...args: unknown[]) => string | undefined),
    utimesSync: mortal(real.utimesSync),
    rmSync: (path: string, options?: FileSystem.RmOptions): void => {
      // One file at a time, as the system does it.
      if (options?.recursive === true && real.statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
        for (const entry of real.readdirSync(path, { recursive: true, encoding: "utf8" })) {
          const file = join(path, entry);
          if (real.statSync(file, { throwIfNoEntry: false })?.isFile() !== true) continue;
          if (++kill.calls >= kill.at) throw new Killed();
          real.rmSync(file);
        }
      }
      if (++kill.calls >= kill.at) throw new Killed();
      real.rmSync(path, options);
    },
  };
});

/** Runs until its end or its death at a call of the disk; what would tidy up after it is dead too. */
function diesAt(at: number, work: () => void): boolean {
  Object.assign(kill, { at, calls: 0 });
  try {
    work();
    return false;
  } catch (error) {
    if (kill.calls >= at) return true;
    throw error;
  } finally {
    Object.assign(kill, { at: Infinity, calls: 0 });
  }
}

const NOW = Date.parse("2026-11-29T10:00:00Z");
const HOUR = 3_600_000;

type Action =
  | { readonly kind: "put"; readonly name: string }
  | { readonly kind: "aside"; readonly name: string }
  | { readonly kind: "back" };

const actions: fc.Arbitrary<{ action: Action; diesAt: number }[]> = fc.array(
  fc.record({
    action: fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant("put" as const),
          name: fc.constantFrom("A", "B", "C", "D"),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant("aside" as const), name: fc.constantFrom("E", "F") }),
      },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("back" as const) }) },
    ),
    diesAt: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 120 })),
  }),
  { minLength: 1, maxLength: 8 },
);

/** What `refresh` and `--retour` do to a depot. */
function act(directory: string, action: Action, now: Date): void {
  const writer = DepotWriter.open(directory);
  try {
    if (action.kind === "back") {
      writer.goBack(null, now);
      return;
    }
    writeBundle(writer.buildFolder, sampleDataset({ name: action.name }));
    if (action.kind === "aside") writer.setAside(writer.buildFolder);
    else {
      writer.serve(writer.put(writer.buildFolder).id, now);
      writer.prune(2, now);
    }
  } catch (error) {
    // Nothing to go back to is an answer too.
    if (!(error instanceof InputError)) throw error;
  } finally {
    writer.close();
  }
}

/** Id of the version in service, which must be whole; null where there is none yet. */
function wholeVersionOf(directory: string): string | null {
  if (!isDepot(directory) || readCurrent(directory) === null) return null;
  const bundle = resolveDataset(directory);
  const troubles = [...verifyFiles(bundle), ...verifyDataset(readBundle(bundle))];
  expect(troubles.filter(({ trouble }) => trouble !== null)).toEqual([]);
  const { id } = readBundle(bundle);
  expect(readCurrent(directory)?.id).toBe(id);
  return id;
}

/** The number of a process that is no more would be free: its lock holds nobody. */
function unlock(directory: string): void {
  rmSync(join(directory, "verrou"), { force: true });
}

describe("a depot whose writer is killed", () => {
  test("has one whole version in service after any sequence, and nothing else after the next writer", () => {
    fc.assert(
      fc.property(actions, (sequence) => {
        const folder = mkdtempSync(join(tmpdir(), "trente-test-"));
        const directory = join(folder, "depot");
        try {
          let served: string | null = null;
          sequence.forEach(({ action, diesAt: at }, index) => {
            const isDead = diesAt(at, () => act(directory, action, new Date(NOW + index * HOUR)));
            unlock(directory);
            const now = wholeVersionOf(directory);
            // Once there is a version, there always is one.
            expect(served === null || now !== null).toBe(true);
            expect(action.kind !== "aside" || now === served).toBe(true);
            expect(isDead || action.kind !== "put" || now !== null).toBe(true);
            served = now;
          });
          DepotWriter.open(directory).close();
          expect(wholeVersionOf(directory)).toBe(served);
          expectNoLeftovers(directory);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  test("at every other call in turn has the old version or the new one", () => {
    const folder = mkdtempSync(join(tmpdir(), "trente-test-"));
    try {
      let calls = 0;
      for (let isDead = true; isDead;) {
        calls += 2;
        const at = calls;
        const directory = join(folder, `depot-${at}`);
        act(directory, { kind: "put", name: "A" }, new Date(NOW));
        const old = wholeVersionOf(directory);
        isDead = diesAt(at, () => act(directory, { kind: "put", name: "B" }, new Date(NOW + HOUR)));
        unlock(directory);
        const now = wholeVersionOf(directory);
        // The next writer finds its way, whatever was left.
        act(directory, { kind: "put", name: "B" }, new Date(NOW + 2 * HOUR));
        const last = wholeVersionOf(directory);
        expect([old, last]).toContain(now);
        expect(last).not.toBe(old);
        expectNoLeftovers(directory);
        rmSync(directory, { recursive: true });
      }
      expect(calls).toBeGreaterThan(60);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 240_000);
});

function expectNoLeftovers(directory: string): void {
  const folders = [".", "jeux", "en-attente"].map((name) => join(directory, name));
  const entries = folders.filter((name) => existsSync(name)).flatMap((name) => readdirSync(name));
  expect(entries.filter((entry) => entry.startsWith(".") || entry.startsWith("verrou"))).toEqual([]);
  for (const { directory: bundle } of openDepot(directory).versions()) {
    expect(verifyFiles(bundle).every(({ trouble }) => trouble === null)).toBe(true);
  }
}
