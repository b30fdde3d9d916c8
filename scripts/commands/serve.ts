import { ServerMetrics } from "../../server/metrics/server-metrics.ts";
import { startServer } from "../../server/server.ts";
import type { Command, Terminal } from "../cli/command.ts";
import { readOptions, requiredOption, textOption, type Values, wholeNumberOption } from "../cli/options.ts";
import { isLoopback, readProxies } from "../cli/proxies-option.ts";
import { type DatasetSource, openSource } from "../serve/dataset-source.ts";
import { openState, STATE_USAGE } from "../serve/open-state.ts";
import { Follower } from "../serve/follower.ts";
import { Hangups } from "../serve/hangups.ts";
import { prepareMap, prepareNear } from "../serve/prepare.ts";
import { recordServed } from "../serve/record-served.ts";
import { Reloader } from "../serve/reloader.ts";
import { openServed, type Settings } from "../serve/served.ts";

const DEFAULT_PORT = 8030;
const MAX_PORT = 65535;
const DEFAULT_HOST = "127.0.0.1";
/** Requests a minute of one client of a server that others reach: a map that is moved all the time asks for half as many. */
const PUBLIC_LIMIT = 1200;
const MOST_PER_MINUTE = 1_000_000;
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
    });
    const port = wholeNumberOption(values, "port", DEFAULT_PORT, [0, MAX_PORT]);
    const dataset = requiredOption(values, "dataset");
    const host = textOption(values, "host") ?? DEFAULT_HOST;
    const guard = readGuard(values, host);
    const { source, home, isDepot } = openSource(dataset, textOption(values, "cache"), terminal);
    const where = {
      source,
      home,
      host,
      port,
      followSeconds: wholeNumberOption(values, "suivre", isDepot ? DEFAULT_FOLLOW_SECONDS : 0, [
        0,
        MOST_FOLLOW_SECONDS,
      ]),
    };
    const kept = openState(textOption(values, "etat"), `${home}.etat`, terminal);
    const { state, jobStore, history } = kept;
    const settings = { metrics: new ServerMetrics(), jobStore, state, history, ...guard };
    try {
      await serve(where, terminal, settings);
    } finally {
      await kept.close();
    }
  },
};

/** Until the terminal's signal is aborted. */
async function serve(where: Where, terminal: Terminal, settings: Settings): Promise<void> {
  // From the start: who does not listen to the signal is ended by it.
  const hangups = new Hangups();
  const { source, home, host, port } = where;
  let follower: Follower | null = null;
  try {
    // Whole: a damaged dataset is refused now and not at some request.
    const first = openServed(await source.load(), terminal, settings);
    await prepareMap(first, terminal);
    const server = await startServer({ ...first, host, port, signal: terminal.signal });
    const { id, name } = first.study.dataset;
    terminal.err(`${name} : ${server.url}\n`);
    const reloader = new Reloader({ source, home, server, terminal, settings, servedId: id });
    hangups.answer(() => void reloader.reloadAndTell());
    recordServed(first, home, terminal);
    const everyMilliseconds = where.followSeconds * 1000;
    if (everyMilliseconds > 0) follower = new Follower({ source, reloader, terminal, everyMilliseconds });
    // Answers until then are searched for, one by one.
    await prepareNear(first, terminal);
    await server.closed;
  } finally {
    hangups.close();
    await source.close();
    await follower?.close();
  }
}

/** What is served, and where. */
interface Where {
  readonly source: DatasetSource;
  /** Where figures of the dataset and of other versions may lie. */
  readonly home: string;
  readonly host: string;
  readonly port: number;
  /** 0 for never. */
  readonly followSeconds: number;
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
