import { resolve } from "node:path";

import { loadBundle } from "../../data/bundle/read-bundle.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Reloaded } from "../../server/admin/admin-actions.ts";
import type { GuardedAdmin } from "../../server/admin/guarded-admin.ts";
import { AddressResolver } from "../../server/addresses/address-resolver.ts";
import { GEOCODER_VARIABLE } from "../../server/addresses/geoplateforme/base-url.ts";
import { GeoplateformeGeocoder } from "../../server/addresses/geoplateforme-geocoder.ts";
import { OfflinePlaces } from "../../server/addresses/offline-places.ts";
import type { AppOptions } from "../../server/app.ts";
import type { Journal } from "../../server/journal/journal.ts";
import { ServerMetrics } from "../../server/metrics/server-metrics.ts";
import { NearFinder } from "../../server/near/near-finder.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import type { Asker } from "../../server/questions/questions.ts";
import { MemoryJobStore } from "../../server/jobs/memory-job-store.ts";
import { openServer, type RunningServer } from "../../server/server.ts";
import { sitingPlanner } from "../../server/siting/siting-planner.ts";
import { StateFolder } from "../../server/state/state-folder.ts";
import { GroundTiles } from "../../server/tiles/ground-tiles.ts";
import type { Command } from "../cli/command.ts";
import { readOptions, requiredOption, textOption, type Values, wholeNumberOption } from "../cli/options.ts";
import { isLoopback, readProxies } from "../cli/proxies-option.ts";
import { trenteVersion } from "../cli/version.ts";
import { webRoot } from "../cli/web-root.ts";
import { ADMIN_TOKEN_USAGE, ADMIN_USAGE, openAdminDoors } from "../serve/admin-options.ts";
import { JOURNAL_USAGE, openServeJournal } from "../serve/journal-option.ts";
import { ServerControl } from "../serve/server-control.ts";

const DEFAULT_PORT = 8030;
const MAX_PORT = 65535;
const DEFAULT_HOST = "127.0.0.1";
/** Requests a minute of one client of a server that others reach: a map that is moved all the time asks for half as many. */
const PUBLIC_LIMIT = 1200;
const MOST_PER_MINUTE = 1_000_000;
const MOST_DRAIN_SECONDS = 3600;

export const serveCommand: Command = {
  name: "serve",
  summary: "sert la carte et l’API",
  usage: `  --dataset DIR          jeu de données (obligatoire)
  --etat DIR             ce que le serveur garde, comme les scénarios enregistrés ; à côté du jeu de données par défaut (DIR.etat)
  --port N               ${DEFAULT_PORT} par défaut
  --host ADRESSE         127.0.0.1 par défaut : cette machine seulement ; 0.0.0.0 pour toutes
  --limite-par-minute N  demandes par minute d’un même client ; ${PUBLIC_LIMIT} par défaut, 0 (sans limite) si cette machine seule est servie
  --proxy ADRESSES       mandataires dont l’en-tête X-Forwarded-For est cru : adresses ou réseaux séparés par des virgules, ou loopback, linklocal, uniquelocal ; à défaut TRENTE_TRUST_PROXY
${JOURNAL_USAGE}
  --delai-arret N        secondes : une fois l’arrêt demandé, /sante répond 503 pendant ce temps et tout le reste comme avant, pour qu’un répartiteur se tourne ailleurs ; 0 par défaut
${ADMIN_USAGE}

${ADMIN_TOKEN_USAGE}
Le port est ouvert dès le départ ; /sante répond 503 jusqu’à ce que le jeu de données soit prêt, /vivant répond toujours 200.
Avec TRENTE_GEOCODEUR=https://data.geopf.fr/geocodage, les adresses sont cherchées à la porte près ; sans, par commune.
Au signal SIGHUP, le jeu de données est relu et mis à la place de l’ancien sans qu’une demande soit perdue.`,
  async run(args, terminal) {
    const values = readOptions(args, {
      dataset: { type: "string" },
      etat: { type: "string" },
      port: { type: "string" },
      host: { type: "string" },
      "limite-par-minute": { type: "string" },
      proxy: { type: "string" },
      journal: { type: "string" },
      "delai-arret": { type: "string" },
      admin: { type: "string" },
      "admin-jeton-fichier": { type: "string" },
    });
    const port = wholeNumberOption(values, "port", DEFAULT_PORT, [0, MAX_PORT]);
    const directory = requiredOption(values, "dataset");
    const host = textOption(values, "host") ?? DEFAULT_HOST;
    const drainSeconds = wholeNumberOption(values, "delai-arret", 0, [0, MOST_DRAIN_SECONDS]);
    const guard = readGuard(values, host);
    const journal = openServeJournal(values, terminal);
    const state = new StateFolder(textOption(values, "etat") ?? `${resolve(directory)}.etat`, (what) =>
      journal.tell("warn", "state_trouble", what),
    );
    state.claim();
    const common = { journal, metrics: new ServerMetrics(trenteVersion()), jobStore: new MemoryJobStore() };
    const control = new ServerControl({ ...common, version: trenteVersion() });
    const { signal } = terminal;
    try {
      const doors = await openAdminDoors(values, control, journal);
      const settings = { ...common, state, signal, control, ...guard, admin: doors.guarded };
      try {
        await serve(directory, { host, port, drainMilliseconds: drainSeconds * 1000 }, settings);
      } finally {
        await doors.close();
      }
    } catch (error) {
      // What is told on the terminal when the command ends is missing in a journal that programs read.
      if (journal.tellsRequests && !signal.aborted) {
        journal.tell("error", "start_failed", error instanceof Error ? error.message : String(error));
      }
      throw error;
    } finally {
      await state.close();
      journal.close();
    }
  },
};

/** Until the signal is aborted. */
async function serve(
  directory: string,
  where: { readonly host: string; readonly port: number; readonly drainMilliseconds: number },
  settings: Settings,
): Promise<void> {
  const { journal, signal, metrics, control } = settings;
  // From the start: who does not listen to the signal is ended by it.
  const hangups = new Hangups();
  const socket = await openServer({ ...where, signal, metrics });
  control.phase = () => socket.phase;
  const tellStop = (): void => journal.tell("info", "stopping", "s’arrête");
  signal.addEventListener("abort", tellStop, { once: true });
  // Not in the words of the line that says that it answers, which programs wait for.
  journal.tell("info", "listening", "lecture du jeu de données …", { url: socket.url });
  try {
    const first = await openDataset(directory, settings);
    await prepareMap(first);
    const server = await socket.serve(first);
    const { id, name } = first.study.dataset;
    journal.tell("info", "serving", `${name} : ${server.url}`, { url: server.url, dataset: id });
    const reload = reloader(directory, server, first);
    control.begin(first, reload);
    hangups.answer(() => void control.reload());
    // Answers until then are searched for, one by one.
    await prepareNear(first);
    await server.closed;
    journal.tell("info", "stopped", "arrêté");
  } finally {
    hangups.close();
    signal.removeEventListener("abort", tellStop);
    await socket.close();
  }
}

/** What stays over a change of dataset. */
type Settings = Required<
  Pick<AppOptions, "metrics" | "jobStore" | "requestsPerMinute" | "trustedProxies" | "state" | "journal">
> & {
  readonly admin: GuardedAdmin | null;
  readonly control: ServerControl;
  /** Ends the server. */
  readonly signal: AbortSignal;
};

type Served = Omit<AppOptions, "admin"> &
  Settings & { readonly near: NearFinder; readonly asker: Asker; readonly tiles: GroundTiles };

/** Who is let in how often, and who tells who it is. */
function readGuard(values: Values, host: string): Pick<Settings, "requestsPerMinute" | "trustedProxies"> {
  const option = textOption(values, "proxy");
  const source = option === undefined ? "TRENTE_TRUST_PROXY" : "option --proxy";
  const text = option ?? process.env["TRENTE_TRUST_PROXY"] ?? "";
  const trustedProxies = text === "" ? [] : readProxies(source, text);
  const usual = isLoopback(host) && trustedProxies.length === 0 ? 0 : PUBLIC_LIMIT;
  const requestsPerMinute = wholeNumberOption(values, "limite-par-minute", usual, [0, MOST_PER_MINUTE]);
  return { requestsPerMinute, trustedProxies };
}

/** Addresses are asked of the Géoplateforme where the environment names its address. */
function addressesOf(dataset: Dataset, journal: Journal): AddressResolver {
  const baseUrl = process.env[GEOCODER_VARIABLE] ?? "";
  return new AddressResolver({
    places: new OfflinePlaces(dataset),
    geocoder: baseUrl === "" ? null : new GeoplateformeGeocoder(baseUrl),
    dataset,
    onTrouble: ({ message }) => journal.tell("warn", "geocoder_trouble", `geocoder: ${message}`),
  });
}

/** Whole: a damaged dataset is refused now and not at some request. */
async function openDataset(directory: string, settings: Settings): Promise<Served> {
  const { journal } = settings;
  const dataset = await loadBundle(directory);
  const onDeath = (cause: Error, task: string | null): void => {
    settings.metrics.countDeath(task);
    const what = `a thread died${task === null ? "" : ` at ${task}`}: ${cause.message}`;
    journal.tell("error", "thread_died", what, { task });
  };
  const asker = settings.metrics.watch(askThreads(dataset, { onDeath }));
  return {
    ...settings,
    study: createStudy(dataset),
    asker,
    near: new NearFinder(dataset, asker),
    addresses: addressesOf(dataset, journal),
    tiles: new GroundTiles(dataset, { onDeath }),
    planner: sitingPlanner(dataset, { onDeath }),
    webRoot: webRoot(),
  };
}

/** What the first visitor would else wait for: the times of all cells, and what tiles are drawn from. */
async function prepareMap({ asker, tiles, signal }: Served): Promise<void> {
  const stop = (): void => void Promise.all([asker.close(), tiles.close()]);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const isochrones = asker.ask("prepareIsochroneTiles", undefined);
    await Promise.all([tiles.prepare(), prepareTimes(asker), isochrones]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function prepareTimes(asker: Asker): Promise<void> {
  await asker.ask("prepareCellTiles", undefined);
  await asker.ask("prepareGapTiles", undefined);
}

/** Asks what takes long the first time, so that no client waits for it; without the table, searches answer. */
async function prepareNear({ near, asker, signal, journal }: Served): Promise<void> {
  try {
    await asker.ask("knownQuestion", undefined);
    const isMade = await near.prepare({ signal });
    if (!isMade)
      journal.tell(
        "warn",
        "near_table_missing",
        "no table of what is near could be made: it is searched for",
      );
  } catch (error) {
    if (signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    const what = `no table of what is near could be made, it is searched for: ${reason}`;
    journal.tell("warn", "near_table_missing", what);
  }
}

/** Hears SIGHUP, and remembers it until somebody answers. */
class Hangups {
  #answer: (() => void) | null = null;
  #isPending = false;
  readonly #hear = (): void => {
    if (this.#answer === null) this.#isPending = true;
    else this.#answer();
  };

  constructor() {
    process.on("SIGHUP", this.#hear);
  }

  answer(answer: () => void): void {
    this.#answer = answer;
    if (this.#isPending) answer();
  }

  close(): void {
    process.off("SIGHUP", this.#hear);
  }
}

/** Reads the dataset again each time it is called, one reading after the other. */
function reloader(directory: string, server: RunningServer, first: Served): () => Promise<Reloaded> {
  const { metrics, jobStore, requestsPerMinute, trustedProxies, state } = first;
  const { journal, control, signal, admin } = first;
  const guard = { requestsPerMinute, trustedProxies, admin };
  const settings = { metrics, jobStore, state, journal, control, signal, ...guard };
  let dataset = first.study.dataset.id;
  const reload = async (): Promise<Reloaded> => {
    try {
      const next = await openDataset(directory, settings);
      const { id, name } = next.study.dataset;
      if (id === dataset) {
        journal.tell("info", "reload_same", `${name} : déjà servi (${id})`, { dataset });
        await closeUnused(next);
        return { outcome: "same", dataset, reason: null };
      }
      await prepareMap(next);
      await prepareNear(next);
      if (signal.aborted) {
        await closeUnused(next);
        return { outcome: "failed", dataset, reason: "the server stops" };
      }
      const { retired } = await server.swap(next);
      dataset = id;
      control.serves(next);
      void retired.catch((error: unknown) =>
        journal.tell("error", "retirement_failed", `the old dataset: ${String(error)}`),
      );
      journal.tell("info", "reload_swapped", `${name} : servi désormais (${id})`, { dataset });
      return { outcome: "swapped", dataset, reason: null };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      journal.tell("error", "reload_failed", `the dataset in service stays: ${reason}`, { dataset });
      return { outcome: "failed", dataset, reason };
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  return async () => {
    const turn = last.then(reload);
    last = turn;
    return turn;
  };
}

async function closeUnused({ asker, tiles }: Served): Promise<void> {
  await Promise.all([asker.close(), tiles.close()]);
}
