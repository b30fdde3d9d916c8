import { writeDemo } from "../../data/demo/write-demo.ts";
import { type Command, numberOption, readOptions, requiredOption, textOption, UsageError } from "../cli/command.ts";
import { TerminalProgress } from "../cli/terminal-progress.ts";

const SIZES = ["small", "departement"] as const;

export const demoCommand: Command = {
  name: "demo",
  summary: "écrit un territoire fictif dans les formats officiels",
  usage: `  --out DIR       dossier où écrire (obligatoire)
  --size TAILLE   ${SIZES.join(" ou ")} (departement par défaut)
  --seed N        graine du tirage, entière : la même graine donne les mêmes fichiers

Écrit routes.osm.pbf, structures.csv, carreaux_200m.csv, communes.geojson et LISEZMOI.txt.`,
  async run(args, terminal) {
    const values = readOptions(args, {
      out: { type: "string" },
      size: { type: "string" },
      seed: { type: "string" },
    });
    const out = requiredOption(values, "out");
    const word = textOption(values, "size") ?? "departement";
    const size = SIZES.find((known) => known === word);
    if (size === undefined) throw new UsageError(`option --size: got "${word}", expected ${SIZES.join(" or ")}`);
    const seed = textOption(values, "seed") === undefined ? undefined : numberOption(values, "seed", 0);
    if (seed !== undefined && !Number.isSafeInteger(seed)) {
      throw new UsageError(`option --seed: got ${seed}, expected a whole number`);
    }
    const progress = new TerminalProgress(terminal);
    const files = await writeDemo(out, {
      size,
      progress,
      signal: terminal.signal,
      ...(seed === undefined ? {} : { seed }),
    });
    progress.end();
    await terminal.out(`${Object.values(files).join("\n")}\n`);
  },
};
