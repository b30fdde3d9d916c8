import { accessSync, constants, mkdirSync } from "node:fs";

import type { Progress } from "../../data/progress.ts";
import { createEmbeddedEngine, snapLimitOf } from "../../isochrones/engines/embedded-engine.ts";
import type { Engine } from "../../isochrones/engines/engine.ts";
import { createOsrmEngine } from "../../isochrones/engines/osrm-engine.ts";
import { topMetersPerSecond } from "../../isochrones/engines/top-speed.ts";
import { type LoadOptions, VALHALLA_VERSION } from "../../isochrones/engines/valhalla/package.ts";
import { openValhallaEngine, type ValhallaEngine } from "../../isochrones/engines/valhalla-engine.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { cacheFolder, engineFolder } from "./cache-folder.ts";
import { type Terminal, UsageError } from "./command.ts";

/** What `--engine` named. */
export type EngineChoice =
  | { readonly kind: "embedded" }
  | { readonly kind: "osrm"; readonly url: string }
  | { readonly kind: "valhalla"; readonly dir: string };

export const EMBEDDED: EngineChoice = { kind: "embedded" };

const OSRM_PREFIX = "osrm:";
const VALHALLA_PREFIX = "valhalla:";
const EXPECTED =
  "expected embedded, osrm:URL such as osrm:http://localhost:5000, or valhalla:DIR made by trente valhalla build";

/** @throws UsageError for a word that names no engine */
export function readEngine(text: string): EngineChoice {
  if (text === "embedded") return EMBEDDED;
  const refuse = (what: string): UsageError => new UsageError(`option --engine: got "${text}", ${what}`);
  if (text.startsWith(VALHALLA_PREFIX)) {
    const dir = text.slice(VALHALLA_PREFIX.length);
    if (dir === "") throw refuse("expected a folder after the colon, such as valhalla:jeux/corse-valhalla");
    return { kind: "valhalla", dir };
  }
  if (!text.startsWith(OSRM_PREFIX)) throw refuse(EXPECTED);
  const address = text.slice(OSRM_PREFIX.length);
  if (!/^https?:\/\//u.test(address) || !URL.canParse(address)) throw refuse(EXPECTED);
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") throw refuse("expected a URL without a password");
  if (url.search !== "" || url.hash !== "") throw refuse("expected a URL without ? and #");
  return { kind: "osrm", url: url.href.replace(/\/+$/u, "") };
}

/** Where long work of a remote engine is kept until it is finished. */
export interface WorkPlace {
  readonly folder: string;
  /** What the work depends on beside its points: the dataset and the selection. */
  readonly key: string;
}

/**
 * `trente` in the system's folder for what may be lost, `$XDG_CACHE_HOME` or `~/.cache`; null where nothing can be
 * written there, which is told: work then begins anew each time, but it can be done.
 */
export function defaultWorkFolder(terminal: Pick<Terminal, "err">): string | null {
  const folder = cacheFolder();
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    terminal.err(
      `Attention : impossible d’écrire dans ${folder}, un calcul interrompu ne sera pas repris (--cache DIR)\n`,
    );
    return null;
  }
}

/** What opening an engine may need. */
export interface EngineSurroundings {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** null where long work is not kept. */
  readonly work?: WorkPlace | null;
}

/**
 * An engine for the roads of a dataset, with its limit on how far a point may be from them. Valhalla is installed
 * where it is not yet.
 */
export async function openEngine(
  choice: EngineChoice,
  dataset: Dataset,
  surroundings: EngineSurroundings,
): Promise<Engine> {
  if (choice.kind === "embedded") return createEmbeddedEngine(dataset);
  if (choice.kind === "valhalla") return openValhalla(choice.dir, dataset, surroundings);
  return createOsrmEngine({
    url: choice.url,
    maxSnapMeters: snapLimitOf(dataset),
    topMetersPerSecond: topMetersPerSecond(dataset.network),
    ...keptIn(surroundings.work),
  });
}

/** Valhalla over the tiles of a folder, with a dataset's limit. */
export async function openValhalla(
  dir: string,
  dataset: Dataset,
  surroundings: EngineSurroundings,
): Promise<ValhallaEngine> {
  return openValhallaEngine({
    dir,
    maxSnapMeters: snapLimitOf(dataset),
    ...keptIn(surroundings.work),
    ...installOptions(surroundings),
  });
}

function keptIn(work: WorkPlace | null = null): { workFolder?: string; workKey?: string } {
  return work === null ? {} : { workFolder: work.folder, workKey: work.key };
}

/** Where Valhalla is installed when it is first asked for, and how that is told. */
export function installOptions({
  progress,
  signal,
}: Pick<EngineSurroundings, "progress" | "signal">): LoadOptions {
  return {
    cacheFolder: engineFolder(),
    signal,
    onInstall: () => progress.stage(`installation de Valhalla ${VALHALLA_VERSION} (une fois, 280 Mo)`),
  };
}
