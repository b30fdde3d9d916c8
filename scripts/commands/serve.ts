import { loadBundle } from "../../data/bundle/read-bundle.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { AddressResolver } from "../../server/addresses/address-resolver.ts";
import { GEOCODER_VARIABLE } from "../../server/addresses/geoplateforme/base-url.ts";
import { GeoplateformeGeocoder } from "../../server/addresses/geoplateforme-geocoder.ts";
import { OfflinePlaces } from "../../server/addresses/offline-places.ts";
import type { AppOptions } from "../../server/app.ts";
import { openJobWorker } from "../../server/long-work/job-worker.ts";
import { ServerMetrics } from "../../server/metrics/server-metrics.ts";
import { NearFinder } from "../../server/near/near-finder.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import type { Asker } from "../../server/questions/questions.ts";
import { type RunningServer, startServer } from "../../server/server.ts";
import { GroundTiles } from "../../server/tiles/ground-tiles.ts";
import type { Command, Terminal } from "../cli/command.ts";
import { readOptions, requiredOption, textOption, type Values, wholeNumberOption } from "../cli/options.ts";
import { isLoopback, readProxies } from "../cli/proxies-option.ts";
import { openState, STATE_USAGE } from "../cli/state-option.ts";
import { webRoot } from "../cli/web-root.ts";

const DEFAULT_PORT = 8030;
const MAX_PORT = 65535;
const DEFAULT_HOST = "127.0.0.1";
/** Requests a minute of one client of a server that others reach: a map that is moved all the time asks for half as many. */
const PUBLIC_LIMIT = 1200;
const MOST_PER_MINUTE = 1_000_000;

export const serveCommand: Command = {
  name: "serve",
  summary: "sert la carte et l’API",
  usage: `  --dataset DIR          jeu de données (obligatoire)
${STATE_USAGE}
  --port N               ${DEFAULT_PORT} par défaut
  --host ADRESSE         127.0.0.1 par défaut : cette machine seulement ; 0.0.0.0 pour toutes
  --limite-par-minute N  demandes par minute d’un même client ; ${PUBLIC_LIMIT} par défaut, 0 (sans limite) si cette machine seule est servie
  --proxy ADRESSES       mandataires dont l’en-tête X-Forwarded-For est cru : adresses ou réseaux séparés par des virgules, ou loopback, linklocal, uniquelocal ; à défaut TRENTE_TRUST_PROXY

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
    });
    const port = wholeNumberOption(values, "port", DEFAULT_PORT, [0, MAX_PORT]);
    const directory = requiredOption(values, "dataset");
    const host = textOption(values, "host") ?? DEFAULT_HOST;
    const guard = readGuard(values, host);
    const kept = openState(values, directory, terminal);
    const { state, jobStore } = kept;
    const settings = { metrics: new ServerMetrics(), jobStore, state, ...guard };
    try {
      await serve(directory, { host, port }, terminal, settings);
    } finally {
      await kept.close();
    }
  },
};

/** Until the terminal's signal is aborted. */
async function serve(
  directory: string,
  where: { readonly host: string; readonly port: number },
  terminal: Terminal,
  settings: Settings,
): Promise<void> {
  // From the start: who does not listen to the signal is ended by it.
  const hangups = new Hangups();
  const first = await openDataset(directory, terminal, settings);
  await prepareMap(first, terminal);
  const server = await startServer({
    ...first,
    ...where,
    signal: terminal.signal,
  });
  terminal.err(`${first.study.dataset.name} : ${server.url}\n`);
  hangups.answer(reloader(directory, server, terminal, first));
  try {
    // Answers until then are searched for, one by one.
    await prepareNear(first, terminal);
    await server.closed;
  } finally {
    hangups.close();
  }
}

/** What stays over a change of dataset. */
type Settings = Required<
  Pick<AppOptions, "metrics" | "jobStore" | "requestsPerMinute" | "trustedProxies" | "state">
>;

type Served = AppOptions &
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
function addressesOf(dataset: Dataset, terminal: Terminal): AddressResolver {
  const baseUrl = process.env[GEOCODER_VARIABLE] ?? "";
  return new AddressResolver({
    places: new OfflinePlaces(dataset),
    geocoder: baseUrl === "" ? null : new GeoplateformeGeocoder(baseUrl),
    dataset,
    onTrouble: ({ message }) => terminal.err(`geocoder: ${message}\n`),
  });
}

/** Whole: a damaged dataset is refused now and not at some request. */
async function openDataset(directory: string, terminal: Terminal, settings: Settings): Promise<Served> {
  const dataset = await loadBundle(directory);
  const onDeath = (cause: Error, task: string | null): void => {
    settings.metrics.countDeath(task);
    terminal.err(`a thread died${task === null ? "" : ` at ${task}`}: ${cause.message}\n`);
  };
  const asker = settings.metrics.watch(askThreads(dataset, { onDeath }));
  return {
    ...settings,
    study: createStudy(dataset),
    asker,
    near: new NearFinder(dataset, asker),
    addresses: addressesOf(dataset, terminal),
    tiles: new GroundTiles(dataset, { onDeath }),
    jobWorker: openJobWorker(dataset, { onDeath }),
    webRoot: webRoot(),
  };
}

/** What the first visitor would else wait for: the times of all cells, and what tiles are drawn from. */
async function prepareMap({ asker, tiles }: Served, { signal }: Terminal): Promise<void> {
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
async function prepareNear(served: Served, terminal: Terminal): Promise<void> {
  const { near, asker } = served;
  const { signal } = terminal;
  try {
    await asker.ask("knownQuestion", undefined);
    const isMade = await near.prepare({ signal });
    if (!isMade) terminal.err("no table of what is near could be made: it is searched for\n");
  } catch (error) {
    if (signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    terminal.err(`no table of what is near could be made, it is searched for: ${reason}\n`);
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
function reloader(directory: string, server: RunningServer, terminal: Terminal, first: Served): () => void {
  let servedId = first.study.dataset.id;
  const { metrics, jobStore, requestsPerMinute, trustedProxies, state } = first;
  const settings = { metrics, jobStore, requestsPerMinute, trustedProxies, state };
  let last = Promise.resolve();
  const reload = async (): Promise<void> => {
    try {
      const next = await openDataset(directory, terminal, settings);
      const { id, name } = next.study.dataset;
      if (id === servedId) {
        terminal.err(`${name} : déjà servi (${id})\n`);
        await Promise.all([next.asker.close(), next.tiles.close()]);
        return;
      }
      await prepareMap(next, terminal);
      await prepareNear(next, terminal);
      if (terminal.signal.aborted) {
        await Promise.all([next.asker.close(), next.tiles.close()]);
        return;
      }
      const { retired } = await server.swap(next);
      servedId = id;
      void retired.catch((error: unknown) => terminal.err(`the old dataset: ${String(error)}\n`));
      terminal.err(`${name} : servi désormais (${id})\n`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      terminal.err(`the dataset in service stays: ${reason}\n`);
    }
  };
  return () => {
    last = last.then(reload);
  };
}
