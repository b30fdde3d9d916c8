import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { STAGES_FOLDER } from "../bundle/manifest.ts";
import { readSectionFile, writeSectionFile } from "../bundle/section-file.ts";
import type { Sections } from "../bundle/section-source.ts";
import type { Progress } from "../progress.ts";
import { programHash } from "./program-hash.ts";

/** What a stage has made: arrays, and records that go as JSON. Its name says which. */
export interface StageResult {
  readonly sections: Sections;
  readonly records: unknown;
}

/** A stage that was kept, with the section file that holds its arrays and nothing else. */
export interface KeptStage extends StageResult {
  readonly file: string;
}

/** Where a build that was interrupted, killed even, is taken up again. */
export interface Stages {
  /**
   * What that stage made in an earlier build of the same inputs, null where there is nothing whole.
   *
   * @param title of the reading, which is a stage of its own
   */
  read(name: string, title: string): KeptStage | null;
  /** Keeps what a stage has made, in the place of all stages before it. Returns its file, null where it is not kept. */
  write(name: string, result: StageResult): string | null;
}

/** Keeps nothing: for builds that take seconds. */
export const NO_STAGES: Stages = { read: () => null, write: () => null };

/**
 * Stages in a folder of the dataset's directory, under a key of the inputs, so that they are found by the same build
 * only. Inputs are known by hashes of their whole contents: an extract that is fetched anew may have the size of the
 * one before, its first bytes and, unpacked or copied, its date. They cost nothing more, since a dataset names its
 * sources by them anyway. What the code is counts as an input.
 *
 * A stage that is cut or altered is told and passed over, and so is one that cannot be written.
 *
 * @param inputs hashes of the files and all else that the stages depend on
 */
export function openStages(directory: string, inputs: readonly string[], progress: Progress): Stages {
  const folder = join(directory, STAGES_FOLDER);
  const key = createHash("sha256")
    .update([programHash(), ...inputs].join("\n"))
    .digest("hex");
  const fileOf = (name: string): string => join(folder, `${name}-${key.slice(0, 32)}.bin`);
  const recordsOf = (name: string): string => join(folder, `${name}-${key.slice(0, 32)}-records.bin`);
  const note = (text: string, error: unknown): void =>
    progress.note?.(`${text}, ${error instanceof Error ? error.message : String(error)}`);
  return {
    read(name, title) {
      const file = fileOf(name);
      if (!existsSync(file)) return null;
      progress.stage(title);
      try {
        const { json } = readSectionFile(recordsOf(name));
        const records = JSON.parse(Buffer.from(json).toString("utf8")) as unknown;
        return { file, sections: readSectionFile(file), records };
      } catch (error) {
        note("Étape non reprise", error);
        return null;
      }
    },
    write(name, { sections, records }) {
      const file = fileOf(name);
      try {
        mkdirSync(folder, { recursive: true });
        const others = readdirSync(folder).map((entry) => join(folder, entry));
        const json = Buffer.from(JSON.stringify(records));
        // The arrays come last: where they are, all is there.
        writeWhole(recordsOf(name), { json });
        writeWhole(file, sections);
        for (const other of others) {
          if (other !== file && other !== recordsOf(name)) rmSync(other, { force: true, recursive: true });
        }
        return file;
      } catch (error) {
        note("Étape non gardée", error);
        return null;
      }
    },
  };
}

/** Writes a file that is there whole or not at all, be the process killed meanwhile. */
function writeWhole(path: string, sections: Sections): void {
  const aside = `${path}.new`;
  rmSync(aside, { force: true });
  try {
    writeSectionFile(aside, sections, { sync: false });
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
