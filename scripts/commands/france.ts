import { join } from "node:path";

import { fetchAndBuild } from "../../data/fetch/fetch-and-build.ts";
import { plainKey } from "../../data/plain-key.ts";
import type { Command, Terminal } from "../cli/command.ts";
import { flagOption, readOptionsAndWords, textOption, wholeNumberOption } from "../cli/options.ts";
import { withProgress } from "../cli/terminal-progress.ts";
import { trenteVersion } from "../cli/version.ts";
import { fetchSummary, refuseIncomplete } from "./fetch/summary.ts";
import { checkTerritories, MIRROR_USAGE, readMirror, TERRITORIES_USAGE } from "./fetch/territory-words.ts";

const DEFAULT_PORT = 8030;
const MAX_PORT = 65535;

export const franceCommand: Command = {
  name: "france",
  summary: "de rien à une carte servie : télécharge, fabrique et sert un territoire",
  usage: `trente france TERRITOIRE…

${TERRITORIES_USAGE}

  --dossier DIR  dossier de travail ; jeux/france-TERRITOIRE… dans le dossier courant par défaut
  --port N       ${DEFAULT_PORT} par défaut
  --sans-servir  s’arrête une fois le jeu de données fabriqué
  --miroir URL   ${MIRROR_USAGE}

Relancée, la commande ne refait que ce qui a changé : fichiers plus récents, puis jeu de données.`,
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
    const directory = textOption(values, "dossier") ?? defaultDirectory(words);
    const dataset = await makeDataset(words, { directory, mirror }, terminal);
    if (!isServed) return;
    const { serveCommand } = await import("./serve.ts");
    await serveCommand.run(["--dataset", dataset, "--port", String(port)], terminal);
  },
};

/** `jeux/france-2a-2b`: a name for each question. */
function defaultDirectory(words: readonly string[]): string {
  const name = words.map((word) => (/^\w{2,3}$/u.test(word) ? word.toUpperCase() : plainKey(word))).join("-");
  return join("jeux", name.toLowerCase() === "france" ? "france" : `france-${name}`);
}

/** @returns where the dataset is */
async function makeDataset(
  words: readonly string[],
  { directory, mirror }: { readonly directory: string; readonly mirror: string | null },
  terminal: Terminal,
): Promise<string> {
  const out = join(directory, "jeu");
  const { manifest, isNew } = await withProgress(terminal, async (progress) =>
    fetchAndBuild({
      words,
      sources: join(directory, "sources"),
      out,
      mirror,
      agent: `trente/${trenteVersion()}`,
      progress,
      signal: terminal.signal,
      onFetched: async (report) => {
        await terminal.out(fetchSummary(report));
        refuseIncomplete(report);
      },
    }),
  );
  const how = isNew ? "fabriqué" : "déjà fabriqué de ces fichiers";
  await terminal.out(`Jeu de données ${manifest.id} (${manifest.name}), ${how} : ${out}\n`);
  return out;
}
