import type * as FileSystem from "node:fs";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { readManifest } from "../../../data/bundle/manifest.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { checkDirectory, writeBundle } from "../../../data/bundle/write-bundle.ts";
import { InputError } from "../../../data/input-error.ts";
import { filesOf, otherDataset, sampleDataset } from "./sample-dataset.ts";

/** Trouble to make at the boundary of the file system. */
const trouble = vi.hoisted(() => ({
  /** Calls that change the disk, counted while armed; the one of this number fails. */
  failAt: Infinity,
  code: "ENOSPC",
  calls: 0,
  /** The process is killed at that call: nothing is tidied up after it. */
  isKilled: false,
  /** Files cannot be removed. */
  keepsFiles: false,
}));

vi.mock("node:fs", async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const fragile =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      trouble.calls++;
      if (trouble.calls === trouble.failAt || (trouble.isKilled && trouble.calls > trouble.failAt)) {
        throw Object.assign(new Error(`${trouble.code}: made by the test`), { code: trouble.code });
      }
      return call(...args);
    };
  return {
    ...real,
    writeSync: fragile(real.writeSync as (...args: unknown[]) => number),
    writeFileSync: fragile(real.writeFileSync),
    ftruncateSync: fragile(real.ftruncateSync),
    // Hundreds of bundles need not wait for the disk.
    fsyncSync: fragile(() => undefined),
    renameSync: fragile(real.renameSync),
    openSync: fragile(real.openSync as (...args: unknown[]) => number),
    mkdirSync: fragile(real.mkdirSync as (...args: unknown[]) => string | undefined),
    rmSync: (path: string, options?: FileSystem.RmOptions): void => {
      if (trouble.keepsFiles && real.existsSync(path))
        throw Object.assign(new Error("EPERM: made by the test"), { code: "EPERM" });
      if (!(trouble.isKilled && trouble.calls >= trouble.failAt)) real.rmSync(path, options);
    },
  };
});

function calm(): void {
  Object.assign(trouble, { failAt: Infinity, code: "ENOSPC", calls: 0, isKilled: false, keepsFiles: false });
}

/** Calls that change the disk in one write that succeeds, over an existing dataset. */
function callsOfAWrite(directory: string): number {
  trouble.calls = 0;
  writeBundle(directory, otherDataset());
  return trouble.calls;
}

function failureOf(action: () => unknown): unknown {
  try {
    action();
    return null;
  } catch (error) {
    return error;
  }
}

let folder: string;
let directory: string;

beforeEach(() => {
  calm();
  folder = mkdtempSync(join(tmpdir(), "trente-test-"));
  directory = join(folder, "jeux", "jeu");
});

afterEach(() => {
  calm();
  rmSync(folder, { recursive: true, force: true });
});

describe("writing over a dataset", () => {
  test("that fails at any call leaves the old one as it was, and nothing else", () => {
    writeBundle(directory, sampleDataset());
    const before = filesOf(directory);
    const { id } = readManifest(directory);
    const calls = callsOfAWrite(directory);
    writeBundle(directory, sampleDataset());
    expect(calls).toBeGreaterThan(20);
    for (let failAt = 1; failAt <= calls; failAt++) {
      Object.assign(trouble, { failAt, calls: 0 });
      const error = failureOf(() => writeBundle(directory, otherDataset()));
      calm();
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({ code: "bundle.write.enospc" });
      expect(String(error)).toContain("the disk is full; nothing was changed");
      expect(filesOf(directory)).toEqual(before);
      expect(readBundle(directory).id).toBe(id);
    }
  });

  test("that is killed at any call leaves the old one whole, and the next write tidies up", () => {
    writeBundle(directory, sampleDataset());
    const { id } = readManifest(directory);
    const calls = callsOfAWrite(directory);
    for (let failAt = 1; failAt <= calls; failAt++) {
      writeBundle(directory, sampleDataset());
      Object.assign(trouble, { failAt, calls: 0, isKilled: true });
      failureOf(() => writeBundle(directory, otherDataset()));
      calm();
      expect(readBundle(directory).id).toBe(id);
      const manifest = writeBundle(directory, otherDataset());
      expect(readBundle(directory).id).toBe(manifest.id);
      const named = Object.values(manifest.files).map(({ file }) => file);
      expect(readdirSync(directory).sort()).toEqual(["manifest.json", ...named].sort());
    }
  });

  test("succeeds where the files of the old one cannot be removed", () => {
    writeBundle(directory, sampleDataset());
    trouble.keepsFiles = true;
    const manifest = writeBundle(directory, otherDataset());
    calm();
    expect(readBundle(directory).id).toBe(manifest.id);
  });

  test("gives way to an abort between any two files", () => {
    writeBundle(directory, sampleDataset());
    const before = filesOf(directory);
    // The signal is asked before each of the six files and before the manifest takes its place.
    for (let asked = 1; asked <= 7; asked++) {
      const abort = new AbortController();
      const reason = new Error("stop");
      let left = asked;
      vi.spyOn(abort.signal, "throwIfAborted").mockImplementation(() => {
        if (--left === 0) throw reason;
      });
      expect(failureOf(() => writeBundle(directory, otherDataset(), abort.signal))).toBe(reason);
      expect(filesOf(directory)).toEqual(before);
    }
  });
});

describe("writing where there was nothing", () => {
  test("that fails at any call leaves nothing, not even the folders on the way", () => {
    trouble.calls = 0;
    writeBundle(directory, sampleDataset());
    const { calls } = trouble;
    rmSync(join(folder, "jeux"), { recursive: true });
    for (let failAt = 1; failAt <= calls; failAt++) {
      Object.assign(trouble, { failAt, calls: 0 });
      expect(failureOf(() => writeBundle(directory, sampleDataset()))).toBeInstanceOf(InputError);
      calm();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test("that is killed leaves a folder that the next write takes over", () => {
    for (const failAt of [5, 12, 20]) {
      rmSync(join(folder, "jeux"), { recursive: true, force: true });
      Object.assign(trouble, { failAt, calls: 0, isKilled: true });
      failureOf(() => writeBundle(directory, sampleDataset()));
      calm();
      expect(existsSync(join(directory, "manifest.json"))).toBe(false);
      expect(failureOf(() => readBundle(directory))).toMatchObject({ code: "bundle.absent" });
      const { id } = writeBundle(directory, sampleDataset());
      expect(readBundle(directory).id).toBe(id);
    }
  });

  test("aborted from the start leaves nothing", () => {
    const error = failureOf(() => writeBundle(directory, sampleDataset(), AbortSignal.abort()));
    expect(error).toMatchObject({ name: "AbortError" });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ["EDQUOT", "quota"],
    ["EROFS", "read-only"],
    ["EIO", "input/output error"],
    ["EACCES", "not allowed"],
  ])("tells what the system said: %s", (code, words) => {
    Object.assign(trouble, { failAt: 4, calls: 0, code });
    const error = failureOf(() => writeBundle(directory, sampleDataset()));
    calm();
    expect(error).toMatchObject({ code: `bundle.write.${code.toLowerCase()}` });
    expect(String(error)).toContain(words);
  });
});

describe("a folder that is not a dataset's", () => {
  test("is refused and left as it is", () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "mémoire.odt"), "texte");
    for (const action of [() => checkDirectory(directory), () => writeBundle(directory, sampleDataset())]) {
      const error = failureOf(action);
      expect(error).toMatchObject({ code: "bundle.directory.foreign" });
      expect(String(error)).toContain("mémoire.odt");
    }
    expect(readdirSync(directory)).toEqual(["mémoire.odt"]);
  });

  test("is refused though it has a manifest of its own", () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "manifest.json"), '{"name":"Une application web"}');
    expect(failureOf(() => writeBundle(directory, sampleDataset()))).toMatchObject({
      code: "bundle.manifest.form",
    });
    expect(readFileSync(join(directory, "manifest.json"), "utf8")).toContain("application");
  });

  test("keeps the files that somebody put beside a dataset", () => {
    writeBundle(directory, sampleDataset());
    writeFileSync(join(directory, "LISEZMOI.txt"), "à moi");
    writeBundle(directory, otherDataset());
    expect(readFileSync(join(directory, "LISEZMOI.txt"), "utf8")).toBe("à moi");
  });

  test("is taken over where it holds a dataset of another format", () => {
    writeBundle(directory, sampleDataset());
    const path = join(directory, "manifest.json");
    writeFileSync(path, JSON.stringify({ ...readManifest(directory), formatVersion: 0 }));
    const { id } = writeBundle(directory, sampleDataset());
    expect(readBundle(directory).id).toBe(id);
  });

  test("is refused where it is a file, or lies below one", () => {
    writeFileSync(join(folder, "fichier"), "x");
    expect(failureOf(() => checkDirectory(join(folder, "fichier")))).toMatchObject({
      code: "bundle.write.eexist",
    });
    expect(failureOf(() => checkDirectory(join(folder, "fichier", "jeu")))).toMatchObject({
      code: "bundle.write.enotdir",
    });
    symlinkSync(join(folder, "nulle-part"), join(folder, "lien"));
    expect(failureOf(() => writeBundle(join(folder, "lien"), sampleDataset()))).toBeInstanceOf(InputError);
  });
});
