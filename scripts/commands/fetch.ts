import { fetchTerritories } from "../../data/fetch/fetch-territories.ts";
import type { Command } from "../cli/command.ts";
import { readOptionsAndWords, requiredOption } from "../cli/options.ts";
import { withProgress } from "../cli/terminal-progress.ts";
import { trenteVersion } from "../cli/version.ts";
import { fetchSummary, refuseIncomplete } from "./fetch/summary.ts";
import { checkTerritories, MIRROR_USAGE, readMirror, TERRITORIES_USAGE } from "./fetch/territory-words.ts";

export const fetchCommand: Command = {
  name: "fetch",
  summary: "télécharge les fichiers officiels de départements, de régions ou du pays",
  usage: `trente fetch TERRITOIRE… --out DIR

${TERRITORIES_USAGE}

  --out DIR     dossier des fichiers (obligatoire) ; ce qui y est déjà n’est pas redemandé, ce qui a été coupé est repris, un fichier mis à la main est vérifié et pris
  --miroir URL  ${MIRROR_USAGE}

Les mandataires sont ceux de HTTPS_PROXY, HTTP_PROXY et NO_PROXY. Les routes d’au-delà des limites viennent avec, pour que les carreaux du bord soient justes. docs/donnees.md dit d’où vient chaque fichier.`,
  async run(args, terminal) {
    const { values, words } = readOptionsAndWords(args, {
      out: { type: "string" },
      miroir: { type: "string" },
    });
    checkTerritories(words);
    const directory = requiredOption(values, "out");
    const mirror = readMirror(values);
    const report = await withProgress(terminal, async (progress) =>
      fetchTerritories({
        words,
        directory,
        mirror,
        agent: `trente/${trenteVersion()}`,
        progress,
        signal: terminal.signal,
      }),
    );
    await terminal.out(fetchSummary(report));
    refuseIncomplete(report);
  },
};
