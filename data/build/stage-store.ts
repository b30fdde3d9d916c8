import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { STAGES_FOLDER } from "../bundle/manifest.ts";
import { readSectionFile, type Sections, writeSectionFile } from "../bundle/section-file.ts";
import { InputError } from "../input-error.ts";
import type { Progress } from "../progress.ts";
import { programHash } from "./program-hash.ts";

const RECORDS = "records";

/** What a stage has made: arrays, and records that go as JSON. Its name says which. */
export interface StageResult {
  readonly sections: Sections;
  readonly records: unknown;
}

/** Where a build that was interrupted, killed even, is taken up again. */
export interface Stages {
  /** What that stage made in an earlier build of the same inputs, null where there is nothing whole. */
  read(name: string): StageResult | null;
  /** Keeps what a stage has made, in the place of all stages before it. */
  write(name: string, result: StageResult): void;
}

/** Keeps nothing: for builds that take seconds. */
export const NO_STAGES: Stages = { read: () => null, write: () => {} };

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
  const pathOf = (name: string): string => join(folder, `${name}-${key.slice(0, 32)}.bin`);
  return {
    read(name) {
      if (!existsSync(pathOf(name))) return null;
      try {
        const { [RECORDS]: records, ...sections } = readSectionFile(pathOf(name));
        return { sections, records: JSON.parse(Buffer.from(records).toString("utf8")) as unknown };
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        progress.note?.(`Étape non reprise, ${error.message}`);
        return null;
      }
    },
    write(name, { sections, records }) {
      const aside = join(folder, `.new-${name}`);
      try {
        mkdirSync(folder, { recursive: true });
        const others = readdirSync(folder).filter((file) => join(folder, file) !== pathOf(name));
        rmSync(aside, { force: true });
        writeSectionFile(
          aside,
          { ...sections, [RECORDS]: Buffer.from(JSON.stringify(records)) },
          { sync: false },
        );
        renameSync(aside, pathOf(name));
        for (const file of others) rmSync(join(folder, file), { force: true, recursive: true });
      } catch (error) {
        if (existsSync(aside)) rmSync(aside);
        progress.note?.(`Étape non gardée, ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  };
}
