import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import { MANIFEST_FILE, STAGES_FOLDER } from "../bundle/manifest.ts";
import { openBundle } from "../bundle/read-bundle.ts";
import { makeFolders, writeJsonDurably } from "../durable.ts";
import { InputError } from "../input-error.ts";
import { ProcessLock } from "../process-lock.ts";
import { type Current, readCurrent, writeCurrent } from "./current.ts";
import {
  DATASET_ID,
  DEPOT_FORMAT,
  LOCK_FILE,
  MARKER_FILE,
  NEW_PREFIX,
  OLD_PREFIX,
  PENDING_FOLDER,
  REPORTS_FOLDER,
  SOURCES_FOLDER,
  versionFolder,
  VERSIONS_FOLDER,
} from "./depot-layout.ts";
import { type Depot, isDepot, openDepot, type Version } from "./depot.ts";
import { moveIn } from "./move-in.ts";
import { afterGoingBack, afterServing, versionToGoBackTo, versionsToKeep } from "./succession.ts";
import { troubleIn } from "./version-trouble.ts";

/** What a depot holds besides its marker, so that a folder with nothing else may become one. */
const OWN_ENTRIES: ReadonlySet<string> = new Set([
  SOURCES_FOLDER,
  REPORTS_FOLDER,
  VERSIONS_FOLDER,
  PENDING_FOLDER,
  // Stands at the root of each volume of ext4, and a depot may be all of a volume.
  "lost+found",
]);
/** Where datasets are built: always the same folder, so that an interrupted build is taken up again. */
const BUILD_FOLDER = `${NEW_PREFIX}fabrication`;
/** A stage of a country's build computes for minutes without a pause. */
const SILENCE_MILLISECONDS = 15 * 60_000;

/**
 * The one process that changes a depot. Whatever moment it is killed at, the depot has the version in service that it had
 * before or the new one, whole; what it leaves behind, the next writer sweeps. Each method that changes something throws
 * `InputError` (`depot.lost`) once another machine has taken the depot over.
 */
export class DepotWriter {
  readonly depot: Depot;
  readonly #directory: string;
  readonly #lock: ProcessLock;

  private constructor(directory: string, lock: ProcessLock) {
    this.#directory = directory;
    this.#lock = lock;
    this.depot = openDepot(directory);
  }

  /**
   * Takes a depot for this process, makes it where there is none yet, and sweeps what a killed one left.
   *
   * @throws InputError for a folder that holds something else (`depot.foreign`), a depot that another process is writing
   * (`depot.locked`), or one of another format
   */
  static open(directory: string): DepotWriter {
    if (!isDepot(directory)) make(directory);
    const lock = ProcessLock.take(join(directory, LOCK_FILE), SILENCE_MILLISECONDS);
    if (!(lock instanceof ProcessLock)) {
      throw new InputError(
        "depot.locked",
        directory,
        `process ${lock.pid} of ${lock.host} is changing this depot, expected this one alone: try again when it has ended`,
      );
    }
    try {
      const writer = new DepotWriter(directory, lock);
      writer.#sweep();
      return writer;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Where to build the next version: on the depot's disk, seen by nobody, kept for the next writer where interrupted. */
  get buildFolder(): string {
    return join(this.#directory, VERSIONS_FOLDER, BUILD_FOLDER);
  }

  /**
   * Takes in a whole bundle that lies in the depot's own folders. Files that other versions have too become one file with
   * several names. It is not in service yet.
   *
   * @param folder which is gone afterwards
   * @throws InputError for a folder that is no bundle
   */
  put(folder: string): Version {
    this.#checkHeld();
    const id = moveIn(folder, join(this.#directory, VERSIONS_FOLDER), this.depot.versions());
    const version = this.depot.versions().find((one) => one.id === id);
    if (version === undefined) throw new Error(`${id} was put into the depot and is not there`);
    return version;
  }

  /** Keeps a bundle apart, in the place of the one that was set aside before. */
  setAside(folder: string): Version {
    this.#checkHeld();
    const aside = join(this.#directory, PENDING_FOLDER);
    makeFolders(aside);
    const others = readdirSync(aside);
    const id = moveIn(folder, aside, this.depot.versions());
    for (const other of others) if (other !== id) remove(join(aside, other));
    return { id, directory: join(aside, id), addedAt: 0 };
  }

  /** The bundle that was set aside last, null where there is none. */
  pending(): Version | null {
    const folder = join(this.#directory, PENDING_FOLDER);
    if (!existsSync(folder)) return null;
    const id = readdirSync(folder).find(
      (entry) => DATASET_ID.test(entry) && existsSync(join(folder, entry, MANIFEST_FILE)),
    );
    return id === undefined ? null : { id, directory: join(folder, id), addedAt: 0 };
  }

  /**
   * Reads all of a version, which takes seconds for a country, with pauses.
   *
   * @throws InputError for one that is not there, cannot be read, or is damaged
   */
  async check(id: string): Promise<void> {
    this.#checkReadable(id);
    const trouble = await troubleIn(versionFolder(this.#directory, id));
    if (trouble !== null) throw trouble;
  }

  /**
   * Puts a version in service, and forgets that anybody went back from it.
   *
   * @param id of a version that `check` has found whole
   * @throws InputError for one that is not there, or cannot be read as far as lengths tell
   */
  serve(id: string, now: Date): Current {
    this.#checkReadable(id);
    this.#checkHeld();
    const before = readCurrent(this.#directory);
    const after = afterServing(before, id, now);
    if (after !== before) writeCurrent(this.#directory, after);
    return after;
  }

  /**
   * The version that one would go back to.
   *
   * @param id the one that is asked for; null for the one before
   * @throws InputError where there is none
   */
  backTarget(id: string | null): string {
    return this.#backTarget(id).id;
  }

  /**
   * Puts an earlier version in service again.
   *
   * @param id of a version that `check` has found whole; null for the one before
   * @throws InputError where there is none, or it cannot be read as far as lengths tell; then nothing has changed
   */
  goBack(id: string | null, now: Date): Current {
    const target = this.#backTarget(id);
    this.#checkReadable(target.id);
    this.#checkHeld();
    const after = afterGoingBack(target.current, target.id, now);
    writeCurrent(this.#directory, after);
    return after;
  }

  /**
   * Removes all but the last versions: the one in service, those before it, and whatever somebody may still be reading.
   *
   * @param keep how many stay, 1 or more
   * @returns ids of those removed
   */
  prune(keep: number, now: Date): string[] {
    this.#checkHeld();
    const versions = this.depot.versions();
    const kept = versionsToKeep(readCurrent(this.#directory), versions, keep, now);
    const removed = versions.filter(({ id }) => !kept.has(id));
    for (const { id, directory } of removed) {
      const aside = join(this.#directory, VERSIONS_FOLDER, `${OLD_PREFIX}${id}`);
      remove(aside);
      // Gone for readers at once, and not file by file.
      renameSync(directory, aside);
      remove(aside);
    }
    return removed.map(({ id }) => id);
  }

  /** Lets others write. */
  close(): void {
    this.#lock.release();
  }

  /** A machine that slept while another took the depot over must change nothing in it any more. */
  #checkHeld(): void {
    if (this.#lock.isHeld()) return;
    throw new InputError(
      "depot.lost",
      this.#directory,
      "another machine has taken this depot over while this process stood still, expected this one alone: try again when it has ended",
    );
  }

  #backTarget(id: string | null): { readonly id: string; readonly current: Current } {
    const current = readCurrent(this.#directory);
    const present = new Set(this.depot.versions().map((version) => version.id));
    const target = versionToGoBackTo(current, id, present);
    if ("trouble" in target) throw new InputError("depot.back.none", this.#directory, target.trouble);
    return target;
  }

  #checkReadable(id: string): void {
    const directory = versionFolder(this.#directory, id);
    if (!existsSync(directory)) {
      throw new InputError("depot.version.absent", this.#directory, `has no version ${id}`);
    }
    const found = openBundle(directory).id;
    if (found !== id) throw new InputError("depot.version.id", directory, `holds dataset ${found}`);
  }

  #sweep(): void {
    const folders = ["", VERSIONS_FOLDER, PENDING_FOLDER, REPORTS_FOLDER];
    for (const folder of folders.map((name) => join(this.#directory, name))) {
      if (!existsSync(folder)) continue;
      for (const entry of readdirSync(folder).filter(isLeftover)) {
        if (entry === BUILD_FOLDER) sweepBuild(join(folder, entry));
        else remove(join(folder, entry));
      }
    }
    // A folder without a manifest is a version of which a removal took the first files.
    const whole = new Set(this.depot.versions().map(({ id }) => id));
    const versions = join(this.#directory, VERSIONS_FOLDER);
    if (!existsSync(versions)) return;
    for (const id of readdirSync(versions).filter((entry) => DATASET_ID.test(entry) && !whole.has(entry))) {
      remove(join(versions, id));
    }
  }
}

function isLeftover(entry: string): boolean {
  return entry.startsWith(NEW_PREFIX) || entry.startsWith(OLD_PREFIX);
}

/** Leaves the stages that the next build takes up. */
function sweepBuild(folder: string): void {
  const entries = readdirSync(folder);
  if (!entries.includes(STAGES_FOLDER)) remove(folder);
  else for (const entry of entries) if (entry !== STAGES_FOLDER) remove(join(folder, entry));
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

function make(directory: string): void {
  makeFolders(directory);
  const foreign = readdirSync(directory).filter(
    (entry) => !OWN_ENTRIES.has(entry) && !isLeftover(entry) && !entry.startsWith(LOCK_FILE),
  );
  if (foreign.length > 0) {
    throw new InputError(
      "depot.foreign",
      directory,
      `holds other files (${foreign.slice(0, 3).join(", ")} …), expected an empty folder or a depot`,
    );
  }
  makeFolders(join(directory, VERSIONS_FOLDER));
  writeJsonDurably(join(directory, MARKER_FILE), { format: "trente-depot", formatVersion: DEPOT_FORMAT });
}
