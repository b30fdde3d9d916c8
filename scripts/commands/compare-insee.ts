import { DataIssues } from "../../data/issues.ts";
import { type InseeAccess, FRANCE_SERVICES_TYPE, readInseeAccess } from "../../data/insee/read-access.ts";
import { type Command, type Terminal, UsageError } from "../cli/command.ts";
import { EMBEDDED, readEngine } from "../cli/open-engine.ts";
import { openStudyWith } from "../cli/open-study.ts";
import {
  choiceOption,
  listOption,
  numbersOption,
  readOptions,
  requiredOption,
  textOption,
  type Values,
  wholeNumberOption,
} from "../cli/options.ts";
import { checkMinutes, readSelection, SELECTION_USAGE } from "../cli/selection-options.ts";
import { withProgress } from "../cli/terminal-progress.ts";
import { disagreementPieces } from "./compare-insee/geojson.ts";
import { compareWithInsee } from "./compare-insee/report.ts";
import { inseeReportJson } from "./compare-insee/report-json.ts";
import { inseeTable } from "./compare-insee/insee-table.ts";

const FORMATS = ["table", "json", "geojson"] as const;
const DEFAULT_MINUTES = [20, 30];
const DEFAULT_WORST = 10;
const MOST_WORST = 1000;

export const compareInseeCommand: Command = {
  name: "compare-insee",
  summary: "nos temps, carreau par carreau, et ceux que l’Insee publie",
  usage: `  --dataset DIR         jeu de données avec carreaux, ou dépôt (obligatoire)
  --insee FICHIER       accès de la population aux équipements, Parquet ou CSV ; répétable (obligatoire)
  --type CODE           type d’équipement de l’Insee, ${FRANCE_SERVICES_TYPE} (France services) par défaut
  --minutes LISTE       seuils dont des habitants changent de côté, ${DEFAULT_MINUTES.join(",")} par défaut
${SELECTION_USAGE}
  --engine MOTEUR       le moteur jugé : embedded (par défaut), osrm:URL ou valhalla:DIR
  --cache DIR           où un calcul distant interrompu est gardé pour reprendre (~/.cache/trente)
  --pires N             désaccords expliqués, ${DEFAULT_WORST} par défaut
  --format FORMAT       table (par défaut), json, ou geojson : les carreaux en désaccord seuls

Les carreaux sont joints par leur identifiant. Les fichiers, un par région, sont sur data.gouv.fr :
« Données sur la localisation et l’accès de la population aux équipements ».`,
  async run(args, terminal) {
    const values = readOptions(args, {
      dataset: { type: "string" },
      insee: { type: "string", multiple: true },
      type: { type: "string" },
      minutes: { type: "string" },
      territoire: { type: "string" },
      exclure: { type: "string" },
      au: { type: "string" },
      "ouvert-le": { type: "string" },
      engine: { type: "string" },
      cache: { type: "string" },
      pires: { type: "string" },
      format: { type: "string" },
    });
    const format = choiceOption(values, "format", FORMATS);
    const minutes = numbersOption(values, "minutes", DEFAULT_MINUTES).map(checkMinutes);
    const worst = wholeNumberOption(values, "pires", DEFAULT_WORST, [0, MOST_WORST]);
    const engine = textOption(values, "engine");
    const choice = engine === undefined ? EMBEDDED : readEngine(engine);
    const selection = readSelection(values);
    const files = listOption(values, "insee");
    if (files.length === 0) throw new UsageError("option --insee is missing");
    requiredOption(values, "dataset");

    const { access, issues } = await readAccess(files, values, terminal);
    const workFolder = textOption(values, "cache") ?? null;
    const study = await openStudyWith(values, { choice, workFolder }, selection, terminal);
    const query = { territory: textOption(values, "territoire") ?? "france", selection, minutes, worst };
    const report = await withProgress(terminal, async (progress) => {
      progress.stage("comparaison");
      const surroundings = { progress, signal: terminal.signal };
      return compareWithInsee({ study, choice, access, issues, query }, surroundings);
    });
    if (format === "table") await terminal.out(inseeTable(report));
    else if (format === "json") await terminal.out(`${JSON.stringify(inseeReportJson(report), null, 2)}\n`);
    else for (const piece of disagreementPieces(report)) await terminal.out(piece);
  },
};

async function readAccess(
  files: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<{ access: InseeAccess; issues: DataIssues }> {
  const issues = new DataIssues();
  const type = textOption(values, "type") ?? FRANCE_SERVICES_TYPE;
  const access = await withProgress(terminal, async (progress) =>
    readInseeAccess(files, { type, issues, progress, signal: terminal.signal }),
  );
  return { access, issues };
}
