import { accessSync, constants, mkdirSync } from "node:fs";

import { createEmbeddedEngine, snapLimitOf } from "../../isochrones/engines/embedded-engine.ts";
import type { Engine } from "../../isochrones/engines/engine.ts";
import { createOsrmEngine } from "../../isochrones/engines/osrm-engine.ts";
import { topMetersPerSecond } from "../../isochrones/engines/top-speed.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { cacheFolder } from "./cache-folder.ts";
import { type Terminal, UsageError } from "./command.ts";

/** What `--engine` named. */
export type EngineChoice = { readonly kind: "embedded" } | { readonly kind: "osrm"; readonly url: string };

export const EMBEDDED: EngineChoice = { kind: "embedded" };

const OSRM_PREFIX = "osrm:";
const EXPECTED = "expected embedded or osrm:URL, such as osrm:http://localhost:5000";

/** @throws UsageError for a word that names no engine */
export function readEngine(text: string): EngineChoice {
  if (text === "embedded") return EMBEDDED;
  const refuse = (what: string): UsageError => new UsageError(`option --engine: got "${text}", ${what}`);
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

/** An engine for the roads of a dataset, with its limit on how far a point may be from them. */
export function openEngine(choice: EngineChoice, dataset: Dataset, work: WorkPlace | null = null): Engine {
  if (choice.kind === "embedded") return createEmbeddedEngine(dataset);
  return createOsrmEngine({
    url: choice.url,
    maxSnapMeters: snapLimitOf(dataset),
    topMetersPerSecond: topMetersPerSecond(dataset.network),
    ...(work === null ? {} : { workFolder: work.folder, workKey: work.key }),
  });
}
