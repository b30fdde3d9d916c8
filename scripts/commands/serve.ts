import { ServerMetrics } from "../../server/metrics/server-metrics.ts";
import { openServer, type OpenServer, type RunningServer } from "../../server/server.ts";
import type { Command } from "../cli/command.ts";
import type { Hangups } from "../cli/hangups.ts";
import { readOptions, requiredOption, textOption, type Values, wholeNumberOption } from "../cli/options.ts";
import { isLoopback, readProxies } from "../cli/proxies-option.ts";
import { trenteVersion } from "../cli/version.ts";
import { ADMIN_TOKEN_USAGE, ADMIN_USAGE, openAdminDoors } from "../serve/admin-options.ts";
import { type DatasetSource, type OpenedSource, openSource } from "../serve/dataset-source.ts";
import { Follower } from "../serve/follower.ts";
import { JOURNAL_USAGE, openServeJournal } from "../serve/journal-option.ts";
import { openState, STATE_USAGE } from "../serve/open-state.ts";
import { prepareMap, prepareNear } from "../serve/prepare.ts";
import { recordServed } from "../serve/record-served.ts";
import { Reloader } from "../serve/reloader.ts";
import { openServed, type Settings } from "../serve/served.ts";
import { ServerControl } from "../serve/server-control.ts";

const DEFAULT_PORT = 8030;
const MAX_PORT = 65535;
const DEFAULT_HOST = "127.0.0.1";
/** Requests a minute of one client of a server that others reach: a map that is moved all the time asks for half as many. */
const PUBLIC_LIMIT = 1200;
const MOST_PER_MINUTE = 1_000_000;
const MOST_DRAIN_SECONDS = 3600;
const DEFAULT_FOLLOW_SECONDS = 5;
const MOST_FOLLOW_SECONDS = 86_400;

export const serveCommand: Command = {
  name: "serve",
  summary: "sert la carte et l’API",
  usage: `  --dataset DIR          jeu de données, dépôt, ou adresse d’un dépôt : https://hôte/dépôt/ (obligatoire)
  --cache DIR            où garder ce qui vient d’une adresse ; dans le dossier de cache du système par défaut
  --suivre SECONDES      tous les combien le changement du jeu en service est cherché : ${DEFAULT_FOLLOW_SECONDS} par défaut pour un dépôt, 0 (jamais) pour un jeu
${STATE_USAGE}
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
      cache: { type: "string" },
      suivre: { type: "string" },
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
    const { signal } = terminal;
    const journal = openServeJournal(values, terminal);
    const opened = openSource(requiredOption(values, "dataset"), {
      cache: textOption(values, "cache"),
      signal,
      tell: (line) => journal.tell("warn", "source_trouble", line),
    });
    const where = readPlace(values, opened);
    const guard = readGuard(values, where.host);
    const kept = openState(textOption(values, "etat"), `${opened.home}.etat`, (what) =>
      journal.tell("warn", "state_trouble", what),
    );
    const { state, jobStore, history } = kept;
    const common = { journal, metrics: new ServerMetrics(trenteVersion()), jobStore };
    const control = new ServerControl({
      ...common,
      version: trenteVersion(),
      goBack: opened.source.goBack,
    });
    try {
      const doors = await openAdminDoors(values, control, journal);
      try {
        const settings = { ...common, state, history, signal, control, ...guard, admin: doors.guarded };
        await serve(where, settings, terminal.hangups);
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
      await kept.close();
      journal.close();
    }
  },
};

/** What is served, and where. */
interface Place extends Pick<OpenedSource, "source" | "home"> {
  readonly host: string;
  readonly port: number;
  readonly drainMilliseconds: number;
  /** 0 for never. */
  readonly followMilliseconds: number;
}

function readPlace(values: Values, { source, home, isDepot }: OpenedSource): Place {
  const usual = isDepot ? DEFAULT_FOLLOW_SECONDS : 0;
  const drainSeconds = wholeNumberOption(values, "delai-arret", 0, [0, MOST_DRAIN_SECONDS]);
  return {
    source,
    home,
    host: textOption(values, "host") ?? DEFAULT_HOST,
    port: wholeNumberOption(values, "port", DEFAULT_PORT, [0, MAX_PORT]),
    drainMilliseconds: drainSeconds * 1000,
    followMilliseconds: wholeNumberOption(values, "suivre", usual, [0, MOST_FOLLOW_SECONDS]) * 1000,
  };
}

/** Until the signal is aborted. */
async function serve(
  { source, home, followMilliseconds, ...where }: Place,
  settings: Settings,
  hangups: Hangups | undefined,
): Promise<void> {
  const { journal, signal, metrics, control } = settings;
  const socket = await openServer({ ...where, signal, metrics });
  control.phase = () => socket.phase;
  const tellStop = (): void => journal.tell("info", "stopping", "s’arrête");
  signal.addEventListener("abort", tellStop, { once: true });
  // Not in the words of the line that says that it answers, which programs wait for.
  journal.tell("info", "listening", "lecture du jeu de données …", { url: socket.url });
  let follower: Follower | null = null;
  try {
    const { server, reloader, isPrepared } = await begin(socket, { source, home }, settings);
    hangups?.answer(() => void control.reload());
    follower = follow(source, reloader, journal, followMilliseconds);
    await isPrepared;
    await server.closed;
    journal.tell("info", "stopped", "arrêté");
  } finally {
    // Not ended by it either: what is kept is still to be closed.
    hangups?.ignore();
    signal.removeEventListener("abort", tellStop);
    await source.close();
    await follower?.close();
    await socket.close();
  }
}

/**
 * Serves the first dataset. In a function of its own: one that waits until the server has closed would keep it in memory long
 * after it has been replaced.
 */
async function begin(
  socket: OpenServer,
  { source, home }: Pick<Place, "source" | "home">,
  settings: Settings,
): Promise<{
  readonly server: RunningServer;
  readonly reloader: Reloader;
  readonly isPrepared: Promise<void>;
}> {
  const { journal, control } = settings;
  // Whole: a damaged dataset is refused now and not at some request.
  const first = openServed(await source.load(), settings);
  await prepareMap(first);
  const server = await socket.serve(first);
  const { id, name } = first.study.dataset;
  journal.tell("info", "serving", `${name} : ${server.url}`, { url: server.url, dataset: id });
  const reloader = new Reloader({ source, home, server, settings, servedId: id });
  control.begin(first, async () => reloader.reloadAndTell());
  recordServed(first, home);
  // Answers until then are searched for, one by one.
  return { server, reloader, isPrepared: prepareNear(first) };
}

function follow(
  source: DatasetSource,
  reloader: Reloader,
  journal: Settings["journal"],
  everyMilliseconds: number,
): Follower | null {
  return everyMilliseconds === 0 ? null : new Follower({ source, reloader, journal, everyMilliseconds });
}

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
