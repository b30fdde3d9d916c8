import { join } from "node:path";

import { DEFAULT_MIN_COMPONENT } from "../../data/build-dataset.ts";
import { DEFAULT_KEPT, SOURCES_FOLDER } from "../../data/depot/depot-layout.ts";
import { fetchTerritories } from "../../data/fetch/fetch-territories.ts";
import { readFetchedFolder, wholeInputs } from "../../data/fetch/fetched-folder.ts";
import { InputError } from "../../data/input-error.ts";
import { carProfile } from "../../data/osm/car-profile.ts";
import { plainKey } from "../../data/plain-key.ts";
import { refreshDepot } from "../../data/refresh/refresh-depot.ts";
import type { Command, Terminal } from "../cli/command.ts";
import { flagOption, readOptionsAndWords, textOption, wholeNumberOption } from "../cli/options.ts";
import { withProgress } from "../cli/terminal-progress.ts";
import { trenteVersion } from "../cli/version.ts";
import { fetchSummary, refuseIncomplete } from "./fetch/summary.ts";
import { checkTerritories, MIRROR_USAGE, readMirror, TERRITORIES_USAGE } from "./fetch/territory-words.ts";
import { tellRefreshed } from "./refresh/tell-refreshed.ts";

const DEFAULT_PORT = 8030;
const MAX_PORT = 65535;

export const franceCommand: Command = {
  name: "france",
  summary: "de rien à une carte servie : télécharge, fabrique et sert un territoire",
  usage: `trente france TERRITOIRE…

${TERRITORIES_USAGE}

  --dossier DIR  dépôt : fichiers, versions, rapports ; jeux/france-TERRITOIRE… dans le dossier courant par défaut
  --port N       ${DEFAULT_PORT} par défaut
  --sans-servir  s’arrête une fois le jeu de données fabriqué
  --miroir URL   ${MIRROR_USAGE}

Relancée, la commande ne refait que ce qui a changé, et refuse une version invraisemblable ; trente refresh --depot DIR fait de même sans servir.`,
  async run(args, terminal) {
    const { values, words } = readOptionsAndWords(args, {
      dossier: { type: "string" },
      port: { type: "string" },
      "sans-servir": { type: "boolean" },
      miroir: { type: "string" },
    });
    checkTerritories(words);
    const port = wholeNumberOption(values, "port", DEFAULT_PORT, [0, MAX_PORT]);
    const isServed = !flagOption(values, "sans-servir");
    const mirror = readMirror(values);
    const depot = textOption(values, "dossier") ?? defaultDirectory(words);
    try {
      await refreshFromSites(words, { depot, mirror }, terminal);
    } catch (error) {
      // Whoever wants a map has the version of before, and why not the new one.
      if (!isServed || !(error instanceof InputError) || error.code !== "depot.refused") throw error;
      terminal.err(`${error.message}\n`);
    }
    if (!isServed) return;
    const { serveCommand } = await import("./serve.ts");
    await serveCommand.run(["--dataset", depot, "--port", String(port)], terminal);
  },
};

/** `jeux/france-2a-2b`: a name for each question. */
function defaultDirectory(words: readonly string[]): string {
  const name = words.map((word) => (/^\w{2,3}$/u.test(word) ? word.toUpperCase() : plainKey(word))).join("-");
  return join("jeux", name.toLowerCase() === "france" ? "france" : `france-${name}`);
}

/** Fetches what is newer, makes the dataset where something has changed, and puts it in service. */
async function refreshFromSites(
  words: readonly string[],
  { depot, mirror }: { readonly depot: string; readonly mirror: string | null },
  terminal: Terminal,
): Promise<void> {
  const { signal } = terminal;
  const sources = join(depot, SOURCES_FOLDER);
  const agent = `trente/${trenteVersion()}`;
  await withProgress(terminal, async (progress) => {
    const report = await fetchTerritories({ words, directory: sources, mirror, agent, progress, signal });
    await terminal.out(fetchSummary(report));
    refuseIncomplete(report);
    const ingredients = {
      ...wholeInputs(readFetchedFolder(sources)),
      indicators: [],
      minComponent: DEFAULT_MIN_COMPONENT,
      profile: carProfile,
    };
    const usual = { keep: DEFAULT_KEPT, force: false, trial: false, now: new Date() };
    const refreshed = await refreshDepot({ depot, ingredients, sources, ...usual, progress, signal });
    await tellRefreshed(depot, refreshed, terminal, `trente refresh --depot ${depot} --forcer`);
  });
}
