import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { type Manifest, MANIFEST_FILE } from "../../../data/bundle/manifest.ts";
import { loadBundle, openBundle, readBundle } from "../../../data/bundle/read-bundle.ts";
import { verifyFiles } from "../../../data/bundle/verify-files.ts";
import { InputError } from "../../../data/input-error.ts";
import { readSectionFile, writeSectionFile } from "../../../data/bundle/section-file.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { plain, sampleBundle } from "./sample-dataset.ts";

/** What reading a bundle makes of it: the error, or null where it opens. Anything but an InputError is thrown on. */
function refusal(directory: string): InputError | null {
  try {
    readBundle(directory);
    return null;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function expectRefused(directory: string, file: string, code: RegExp): void {
  const error = refusal(directory);
  expect(error?.code).toMatch(code);
  expect(error?.message).toContain(file);
  expect(error?.message).not.toContain("\n");
}

function manifestOf(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, MANIFEST_FILE), "utf8")) as Manifest;
}

function rewriteManifest(directory: string, change: (manifest: Manifest) => object): void {
  writeFileSync(join(directory, MANIFEST_FILE), JSON.stringify(change(manifestOf(directory))));
}

const FILES = [
  "manifest",
  "network",
  "snap-index",
  "structure-snaps",
  "commune-outlines",
  "cells",
  "cell-snaps",
  "records",
];

const fileOf = (directory: string, role: string): string =>
  readdirSync(directory).find(
    (name) => name === `${role}.json` || new RegExp(`^${role}-[0-9a-f]{16}\\.`, "u").test(name),
  ) ?? `no file for ${role}`;

describe("a damaged bundle is refused by the name of its file", () => {
  test.each(FILES)("cut at any length: %s", (role) => {
    const directory = sampleBundle();
    const name = fileOf(directory, role);
    const path = join(directory, name);
    const whole = readFileSync(path);
    // The manifest ends on a line break, which it can do without.
    const end = role === "manifest" ? whole.length - 1 : whole.length;
    for (let length = 0; length < end; length += length < 64 ? 1 : 37) {
      writeFileSync(path, whole);
      truncateSync(path, length);
      expectRefused(directory, name, /^bundle\./u);
    }
    writeFileSync(path, whole);
    expect(refusal(directory)).toBeNull();
  });

  test.each(FILES)("a byte changed anywhere: %s", (role) => {
    const directory = sampleBundle();
    const before = plain(readBundle(directory));
    const name = fileOf(directory, role);
    const path = join(directory, name);
    const whole = readFileSync(path);
    let unread = 0;
    for (let at = 0; at < whole.length; at += at < 256 ? 1 : 13) {
      const damaged = Buffer.from(whole);
      damaged[at] ^= 1 << (at % 8);
      writeFileSync(path, damaged);
      const error = refusal(directory);
      if (error === null) {
        unread++;
        // Only what lies between the sections may differ: it is not looked at, and the dataset is the same.
        expectSameButUnread(directory, before, role);
      } else {
        expectRefused(directory, name, /^bundle\./u);
      }
    }
    expect(unread).toBeLessThan(whole.length / 4);
  });

  function expectSameButUnread(directory: string, before: unknown, role: string): void {
    expect(plain(readBundle(directory))).toEqual(before);
    // The manifest has a line break at its end and spaces between its words.
    const found = role === "manifest" || verifyFiles(directory).some(({ trouble }) => trouble !== null);
    expect(found).toBe(true);
  }

  test.each(FILES)("missing: %s", (role) => {
    const directory = sampleBundle();
    const name = fileOf(directory, role);
    rmSync(join(directory, name));
    expectRefused(directory, name, /^bundle\.(absent|file\.absent)$/u);
  });

  test.each(FILES.slice(1))("longer than it was: %s", (role) => {
    const directory = sampleBundle();
    const name = fileOf(directory, role);
    appendFileSync(join(directory, name), "x");
    expectRefused(directory, name, /^bundle\.file\./u);
  });

  test.each(FILES.slice(1))("replaced by a folder: %s", (role) => {
    const directory = sampleBundle();
    const name = fileOf(directory, role);
    rmSync(join(directory, name));
    mkdirSync(join(directory, name));
    expectRefused(directory, name, /^bundle\.file\./u);
  });
});

describe("a manifest that does not fit is refused", () => {
  test("edited by hand", () => {
    for (const change of [
      (manifest: Manifest) => ({ ...manifest, name: "Autre nom" }),
      (manifest: Manifest) => ({ ...manifest, fictitious: true }),
      (manifest: Manifest) => ({ ...manifest, sources: [] }),
      (manifest: Manifest) => ({ ...manifest, id: "0000000000000000" }),
      (manifest: Manifest) => ({ ...manifest, parameters: { ...manifest.parameters, maxSnapMeters: 1 } }),
    ]) {
      const directory = sampleBundle();
      rewriteManifest(directory, change);
      expectRefused(directory, MANIFEST_FILE, /^bundle\.manifest\.altered$/u);
    }
  });

  test("of a newer or an older format, with what to do about it", () => {
    const directory = sampleBundle();
    rewriteManifest(directory, (manifest) => ({ ...manifest, formatVersion: 99 }));
    expectRefused(directory, MANIFEST_FILE, /^bundle\.version$/u);
    expect(refusal(directory)?.message).toContain("update Trente");
    rewriteManifest(directory, (manifest) => ({ ...manifest, formatVersion: 0 }));
    expect(refusal(directory)?.message).toContain("build the dataset again");
  });

  test.each(["[]", "null", "3", '"texte"', "{}", '{"format":"trente-dataset"}', '{"name":"app","icons":[]}'])(
    "of another kind: %s",
    (text) => {
      const directory = sampleBundle();
      writeFileSync(join(directory, MANIFEST_FILE), text);
      expectRefused(directory, MANIFEST_FILE, /^bundle\.manifest\.form$/u);
    },
  );

  test("absent: the folder is empty, or is not there, or is a file", () => {
    const folder = tempFolder();
    expectRefused(folder, MANIFEST_FILE, /^bundle\.absent$/u);
    expectRefused(join(folder, "rien"), MANIFEST_FILE, /^bundle\.absent$/u);
    writeFileSync(join(folder, "fichier"), "x");
    expectRefused(join(folder, "fichier"), MANIFEST_FILE, /^bundle\.absent$/u);
  });
});

describe("a file of sections that does not fit is refused", () => {
  const good = (): Buffer => {
    const path = join(tempFolder(), "a.bin");
    writeSectionFile(path, { a: Uint32Array.of(1, 2, 3), b: Float64Array.of(4) });
    return readFileSync(path);
  };

  const read = (bytes: Buffer): void => {
    const path = join(tempFolder(), "b.bin");
    writeFileSync(path, bytes);
    readSectionFile(path);
  };

  test("of a newer version", () => {
    const bytes = good();
    bytes.writeUInt32LE(2, 8);
    expect(() => read(bytes)).toThrow(/^b\.bin: got file version 2, expected 1$/u);
  });

  test("with a table longer than the file", () => {
    const bytes = good();
    bytes.writeUInt32LE(0xffffffff, 12);
    expect(() => read(bytes)).toThrow(InputError);
  });

  test("of another kind, or empty", () => {
    expect(() => read(Buffer.from("PK\u0003\u0004 un zip"))).toThrow(/not a file of a dataset/u);
    expect(() => read(Buffer.alloc(0))).toThrow(/0 bytes without its mark/u);
  });
});

describe("a bundle opened for one question", () => {
  test("reads a section when it is asked for, and refuses an altered one then", () => {
    const directory = sampleBundle();
    const path = join(directory, fileOf(directory, "network"));
    const sections = Object.keys(readSectionFile(path));
    const whole = readFileSync(path);
    // The last section that holds anything, whose last byte is among the last eight.
    const damaged = Buffer.from(whole);
    const last = sections.findLast((name) => readSectionFile(path)[name].length > 0);
    const { byteLength } = readSectionFile(path)[last as string];
    damaged[whole.length - Math.ceil(byteLength / 8) * 8] ^= 1;
    writeFileSync(path, damaged);
    const { network } = openBundle(directory);
    expect(network.edgeHeads).toEqual(readSectionAlone(whole, "edgeHeads"));
    expect(() => network[last as keyof typeof network]).toThrow(InputError);
    expect(refusal(directory)?.code).toBe("bundle.file.altered");
  });

  test("goes on reading when its files are deleted meanwhile", () => {
    const directory = sampleBundle();
    const before = plain(readBundle(directory));
    const dataset = openBundle(directory);
    rmSync(directory, { recursive: true });
    expect(plain(dataset)).toEqual(before);
  });
});

describe("a bundle loaded without blocking", () => {
  test("is the same as one that is read", async () => {
    const directory = sampleBundle();
    expect(plain(await loadBundle(directory))).toEqual(plain(readBundle(directory)));
  });

  test("is refused where a byte of it was altered", async () => {
    const directory = sampleBundle();
    for (const role of ["network", "cells"]) {
      const path = join(directory, fileOf(directory, role));
      const whole = readFileSync(path);
      const damaged = Buffer.from(whole);
      // A byte of the last section that holds anything: eight are its share of the file at most.
      damaged[whole.findLastIndex((byte) => byte !== 0)] ^= 1;
      writeFileSync(path, damaged);
      await expect(loadBundle(directory), role).rejects.toMatchObject({ code: "bundle.file.altered" });
      writeFileSync(path, whole);
    }
  });
});

/** A section of a whole file, through a file of its own. */
function readSectionAlone(whole: Buffer, section: string): unknown {
  const path = join(tempFolder(), "entier.bin");
  writeFileSync(path, whole);
  return readSectionFile(path)[section];
}
