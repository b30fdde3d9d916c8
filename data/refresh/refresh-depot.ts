import { rmSync } from "node:fs";

import { filesOf } from "../build/context.ts";
import { buildDataset } from "../build-dataset.ts";
import { checkFiles } from "../check-files.ts";
import { readCurrent } from "../depot/current.ts";
import { versionFolder } from "../depot/depot-layout.ts";
import { DepotWriter } from "../depot/depot-writer.ts";
import { openDepot } from "../depot/depot.ts";
import { troubleIn } from "../depot/version-trouble.ts";
import { lockFolder } from "../fetch/folder-lock.ts";
import { InputError } from "../input-error.ts";
import { pauseBetweenStages, type Progress } from "../progress.ts";
import { changeReport, firstReport, type Outcome, uncomparedReport } from "./change-report.ts";
import { compareVersions } from "./compare-versions.ts";
import { moment } from "./french-numbers.ts";
import { judgeChange } from "./judge-change.ts";
import {
  hashIngredients,
  type HashedIngredients,
  type Ingredients,
  readRecipe,
  writeRecipe,
} from "./recipe.ts";
import { writeReport } from "./report-file.ts";
import { reuseRoads } from "./reuse-roads.ts";
import { keepFigures, readFacts, type VersionFacts } from "./version-facts.ts";

export interface RefreshOptions {
  readonly depot: string;
  readonly ingredients: Ingredients;
  /** Folder of a fetch that they are in: no file of it is replaced while a dataset is made of them. */
  readonly sources?: string | undefined;
  /** How many versions stay, 1 or more. */
  readonly keep: number;
  /** Puts in service what would be refused. */
  readonly force: boolean;
  /** Changes nothing in service, and tells what would. */
  readonly trial: boolean;
  readonly now: Date;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** What has come of a refresh. */
export type Refreshed =
  /** The files, and the program, are those of the version in service, or give the same dataset. */
  | { readonly outcome: "unchanged"; readonly id: string }
  | {
      readonly outcome: Outcome;
      readonly id: string;
      /** Why it was, or would be, refused; French sentences. */
      readonly reasons: readonly string[];
      /** Markdown, French. */
      readonly report: string;
      /** Its file; null for a trial. */
      readonly reportFile: string | null;
      /** Ids of the versions that went. */
      readonly removed: readonly string[];
    };

/**
 * Makes a dataset of official files and puts it in service in a depot, where it is plausible after the one before. What
 * was refused or tried stays aside, so that the same command with `force` puts it in service without making it again.
 *
 * Killed at any moment, the depot has the old version or the new one in service; the next refresh takes up what is whole.
 *
 * Throws `InputError` as `checkFiles`, `buildDataset`, `DepotWriter.open` and `lockFolder` do; then the depot is as it was.
 */
export async function refreshDepot(options: RefreshOptions): Promise<Refreshed> {
  // Before gigabytes are hashed, and before a depot is made for nothing.
  checkFiles(filesOf(options.ingredients));
  const writer = DepotWriter.open(options.depot);
  try {
    const unlock = options.sources === undefined ? () => {} : holdFolder(options.sources);
    try {
      return await new Refresh(options, writer).run();
    } finally {
      unlock();
    }
  } finally {
    writer.close();
  }
}

/** A folder that this process may not write is one that it could not have fetched into either. */
function holdFolder(directory: string): () => void {
  try {
    return lockFolder(directory);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EROFS" || code === "EACCES" || code === "EPERM") return () => {};
    throw error;
  }
}

/** A version that is made, and where it lies. */
interface Made {
  readonly id: string;
  readonly directory: string;
}

class Refresh {
  readonly #options: RefreshOptions;
  readonly #writer: DepotWriter;

  constructor(options: RefreshOptions, writer: DepotWriter) {
    this.#options = options;
    this.#writer = writer;
  }

  async run(): Promise<Refreshed> {
    const { depot, ingredients, trial } = this.#options;
    const current = readCurrent(depot)?.id ?? null;
    const hashed = await hashIngredients(ingredients, {
      progress: this.#options.progress,
      signal: this.#options.signal,
    });
    if (current !== null && (await this.#isMadeOf(hashed, versionFolder(depot, current)))) {
      return { outcome: "unchanged", id: current };
    }
    const made = (await this.#findMade(hashed)) ?? (await this.#make(hashed, current));
    if (made.id === current) {
      // Another program, the same dataset: from now on its recipe is found. Or it was damaged, and is whole again.
      if (!trial) this.#writer.put(made.directory);
      else rmSync(made.directory, { recursive: true, force: true });
      return { outcome: "unchanged", id: made.id };
    }
    return current === null ? this.#begin(made) : this.#follow(made, current);
  }

  /** Is a version of these files and whole? What the disk has lost is made again, and told. */
  async #isMadeOf({ key }: HashedIngredients, directory: string): Promise<boolean> {
    if (readRecipe(directory)?.key !== key) return false;
    const trouble = await troubleIn(directory);
    if (trouble !== null) this.#options.progress.note?.(`Version abîmée, à refaire : ${trouble.message}`);
    return trouble === null;
  }

  /** What an earlier refresh of the same files has made and not put in service. */
  async #findMade(hashed: HashedIngredients): Promise<Made | null> {
    const pending = this.#writer.pending();
    const all = [...(pending === null ? [] : [pending]), ...this.#writer.depot.versions()];
    for (const made of all) if (await this.#isMadeOf(hashed, made.directory)) return made;
    return null;
  }

  async #make(hashed: HashedIngredients, current: string | null): Promise<Made> {
    const { depot, ingredients, progress, signal, now } = this.#options;
    const reuse = current === null ? null : reuseRoads(versionFolder(depot, current), hashed, progress);
    const directory = this.#writer.buildFolder;
    const { manifest, findings } = await buildDataset({
      ...ingredients,
      out: directory,
      progress,
      signal,
      reuse: reuse ?? undefined,
    });
    progress.stage("Mesure des chiffres");
    await pauseBetweenStages(signal);
    keepFigures(directory, now);
    writeRecipe(directory, { ...hashed, findings });
    await pauseBetweenStages(signal);
    return { id: manifest.id, directory };
  }

  /** The first version of a depot has none to be compared with. */
  async #begin(made: Made): Promise<Refreshed> {
    const { now, trial } = this.#options;
    const report = firstReport(readFacts(made.directory, now), now, trial ? "trial" : "served");
    return trial
      ? this.#setAside(made, { outcome: "trial", reasons: [], report })
      : this.#serve(made, [], report);
  }

  async #follow(made: Made, current: string): Promise<Refreshed> {
    const { depot, now, force, trial, progress, signal } = this.#options;
    progress.stage("Comparaison avec le jeu en service");
    await pauseBetweenStages(signal);
    const before = readIfReadable(versionFolder(depot, current), now);
    const after = readFacts(made.directory, now);
    const change = before instanceof InputError ? null : compareVersions(before, after);
    const reasons = [
      ...this.#withdrawal(made),
      ...(before instanceof InputError ? [notCompared(current, before)] : []),
      ...(change === null ? [] : judgeChange(change)),
    ];
    const outcome: Outcome = trial ? "trial" : reasons.length > 0 && !force ? "refused" : "served";
    const decided = { outcome, reasons, forced: force, now };
    const report = change === null ? uncomparedReport(after, decided) : changeReport(change, decided);
    await pauseBetweenStages(signal);
    return outcome === "served"
      ? this.#serve(made, reasons, report)
      : this.#setAside(made, { outcome, reasons, report });
  }

  /** Somebody went back from that very version: files that have not changed since must not bring it back by night. */
  #withdrawal({ id }: Made): string[] {
    const withdrawn = readCurrent(this.#options.depot)?.withdrawn.find((one) => one.id === id);
    if (withdrawn === undefined) return [];
    const when = moment(new Date(withdrawn.until));
    return [`Cette version (${id}) a été retirée du service le ${when} par un retour en arrière.`];
  }

  async #serve({ id, directory }: Made, reasons: readonly string[], report: string): Promise<Refreshed> {
    const { depot, now, keep } = this.#options;
    if (directory !== versionFolder(depot, id)) this.#writer.put(directory);
    await this.#writer.check(id);
    const reportFile = writeReport(depot, { id, now, suffix: "" }, report);
    this.#writer.serve(id, now);
    const removed = this.#writer.prune(keep, now);
    return { outcome: "served", id, reasons, report, reportFile, removed };
  }

  #setAside(
    { id, directory }: Made,
    { outcome, reasons, report }: { outcome: Outcome; reasons: readonly string[]; report: string },
  ): Refreshed {
    const { depot, now } = this.#options;
    // One that has been in service stays among the versions.
    if (directory === this.#writer.buildFolder) this.#writer.setAside(directory);
    const suffix = "-refuse";
    const reportFile = outcome === "refused" ? writeReport(depot, { id, now, suffix }, report) : null;
    return { outcome, id, reasons, report, reportFile, removed: [] };
  }
}

/** Facts of the version in service, or why it has none: damaged, or of a format from before this program. */
function readIfReadable(directory: string, now: Date): VersionFacts | InputError {
  try {
    return readFacts(directory, now);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function notCompared(id: string, { message }: InputError): string {
  return `La version en service (${id}) ne peut pas être lue, rien ne peut donc être comparé : ${message}.`;
}

/** One that was gone back to. */
export interface WentBack {
  readonly id: string;
  /** Id of the version that was in service. */
  readonly from: string;
  readonly reportFile: string;
}

/**
 * Puts an earlier version in service again, the one before where `id` is null, and says so in a report. All of it is read
 * before, with pauses: a server does it while it answers.
 *
 * @throws InputError where there is no depot or no such version, or it cannot be read; then nothing has changed
 */
export async function goBack(depot: string, id: string | null, now: Date): Promise<WentBack> {
  // A writer would make one.
  openDepot(depot);
  const writer = DepotWriter.open(depot);
  try {
    const from = readCurrent(depot)?.id ?? "";
    const target = writer.backTarget(id);
    await writer.check(target);
    const after = writer.goBack(target, now);
    const isWithdrawn = after.withdrawn.some((one) => one.id === from);
    const rest = isWithdrawn ? ", qui ne reviendra que sur demande expresse (`--forcer`)" : "";
    const text = `# Retour en arrière du ${moment(now)}\n\nLe jeu de données ${after.id} est remis en service à la place de ${from}${rest}.\n`;
    const reportFile = writeReport(depot, { id: after.id, now, suffix: "-retour" }, text);
    return { id: after.id, from, reportFile };
  } finally {
    writer.close();
  }
}
