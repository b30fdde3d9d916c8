import { writeDemo } from "../../data/demo/write-demo.ts";
import type { Command } from "../cli/command.ts";
import { count } from "../cli/french.ts";
import { choiceOption, readOptions, requiredOption, wholeNumberOption } from "../cli/options.ts";
import { withProgress } from "../cli/terminal-progress.ts";

const SIZES = ["departement", "small", "france"] as const;

export const demoCommand: Command = {
  name: "demo",
  summary: "écrit un territoire fictif dans les formats officiels",
  usage: `  --out DIR       dossier où écrire (obligatoire)
  --size TAILLE   departement (par défaut), small (quelques communes) ou france : un pays de la taille de la France, 68 millions d’habitants et 2,3 millions de carreaux, en quelques minutes et 1,2 Go de fichiers
  --seed N        graine du tirage, entière : la même graine donne les mêmes fichiers

Écrit routes.osm.pbf, structures.csv, carreaux_200m.csv, communes.geojson, indicateurs_fictifs.csv et LISEZMOI.txt.`,
  async run(args, terminal) {
    const values = readOptions(args, {
      out: { type: "string" },
      size: { type: "string" },
      seed: { type: "string" },
    });
    const out = requiredOption(values, "out");
    const size = choiceOption(values, "size", SIZES);
    const seed = wholeNumberOption(values, "seed", null);
    const { counts, ...files } = await withProgress(terminal, async (progress) =>
      writeDemo(out, { size, progress, signal: terminal.signal, ...(seed === null ? {} : { seed }) }),
    );
    await terminal.out(`${Object.values(files).join("\n")}\n`);
    const { communes, structures, people } = counts;
    terminal.err(
      `Données fictives : ${count(communes)} communes, ${count(people)} habitants, ${count(structures)} structures.\n`,
    );
  },
};
