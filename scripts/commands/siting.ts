import { readBundle } from "../../data/bundle/read-bundle.ts";
import { withDataset } from "../../data/depot/resolve-dataset.ts";
import { sitingCsv, sitingGeojson } from "../../data/export/siting.ts";
import { chooseCandidates } from "../../data/siting/choose-candidates.ts";
import { planSiting } from "../../data/siting/plan-siting.ts";
import type { SitingAim, TerritoryFloor } from "../../data/siting/siting-query.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { type Command, UsageError } from "../cli/command.ts";
import {
  choiceOption,
  flagOption,
  listOption,
  numberOption,
  readNumber,
  readOptions,
  requiredOption,
  textOption,
  type Values,
  wholeNumberOption,
} from "../cli/options.ts";
import { QUERY_OPTIONS, QUERY_USAGE, readQuery } from "../cli/selection-options.ts";
import { withProgress } from "../cli/terminal-progress.ts";
import { readCandidateChoice } from "./siting/candidate-option.ts";
import { sitingJson, sitingTable } from "./siting/siting-output.ts";

const FORMATS = ["table", "json", "csv", "geojson"] as const;
const GOALS = ["couverture", "temps-moyen", "plus-eloignes"] as const;
const KINDS = { couverture: "most", "temps-moyen": "mean", "plus-eloignes": "worst" } as const;
const DEFAULT_COUNT = 5;
const MOST_SITES = 1000;
const DEFAULT_EXACT_SECONDS = 60;
const MOST_EXACT_SECONDS = 3600;
const MAX_THREADS = 256;

export const sitingCommand: Command = {
  name: "siting",
  summary: "où ouvrir les prochaines structures, et de combien un autre choix ferait mieux",
  usage: `${QUERY_USAGE}
  --p N                 nombre d’implantations, ${DEFAULT_COUNT} par défaut
  --but BUT             couverture (par défaut) : le plus d’habitants sous le seuil ; temps-moyen : le temps moyen le plus court ; plus-eloignes : d’abord ceux qui mettent le plus de temps
  --part POURCENT       à la place de --p : le moins d’implantations qui couvrent cette part des habitants
  --candidats QUOI      communes (par défaut, là où vivent la plupart de leurs habitants), grille:5km, ou un fichier CSV avec lon, lat, et s’il y a lieu nom, id, code_insee
  --imposer ID          candidat ouvert quoi qu’il apporte (code INSEE, identifiant) ; répétable
  --interdire ID        candidat qui n’ouvre pas ; répétable
  --plancher MINIMUM    au moins tant d’implantations dans un territoire (dep:2A=2) ; répétable
  --poids NOM           ce qui est compté : people (habitants, par défaut) ou une autre colonne du jeu de données
  --capacite N          chaque nouveau site sert N habitants au plus ; avec --p et le but couverture
  --exact               cherche le meilleur choix de tous et le prouve (HiGHS), si le problème s’y prête
  --duree SECONDES      temps laissé à cette preuve, ${DEFAULT_EXACT_SECONDS} par défaut
  --threads N           calculs en parallèle, un par cœur par défaut
  --format FORMAT       table (par défaut), json, csv ou geojson`,
  async run(args, terminal) {
    const values = readOptions(args, {
      ...QUERY_OPTIONS,
      p: { type: "string" },
      but: { type: "string" },
      part: { type: "string" },
      candidats: { type: "string" },
      imposer: { type: "string", multiple: true },
      interdire: { type: "string", multiple: true },
      plancher: { type: "string", multiple: true },
      poids: { type: "string" },
      capacite: { type: "string" },
      exact: { type: "boolean" },
      duree: { type: "string" },
      threads: { type: "string" },
      format: { type: "string" },
    });
    const format = choiceOption(values, "format", FORMATS);
    const { territory, minutes, selection } = readQuery(values);
    const aim = readAim(values);
    const floors = listOption(values, "plancher").map(readFloor);
    if (aim.kind === "fewest" && floors.length > 0) {
      throw new UsageError("option --plancher: not with --part, expected --p");
    }
    const duration = wholeNumberOption(values, "duree", DEFAULT_EXACT_SECONDS, [1, MOST_EXACT_SECONDS]);
    const exactSeconds = flagOption(values, "exact") ? duration : null;
    const threads = wholeNumberOption(values, "threads", undefined, [1, MAX_THREADS]);
    const study = createStudy(withDataset(requiredOption(values, "dataset"), readBundle));
    const choice = readCandidateChoice(textOption(values, "candidats") ?? "communes");
    const chosen = await chooseCandidates(study, choice, { territory, signal: terminal.signal });
    const query = {
      ...chosen,
      aim,
      territory,
      minutes,
      selection,
      floors,
      exactSeconds,
      capacity: readCapacity(values, aim),
      forced: listOption(values, "imposer"),
      forbidden: listOption(values, "interdire"),
      weight: textOption(values, "poids") ?? "people",
    };
    const report = await withProgress(terminal, async (progress) =>
      planSiting(study, query, { threads, progress, signal: terminal.signal }),
    );
    const writers = { table: sitingTable, json: sitingJson, csv: sitingCsv, geojson: sitingGeojson };
    await terminal.out(writers[format](report));
  },
};

function readAim(values: Values): SitingAim {
  const part = textOption(values, "part");
  const goal = choiceOption(values, "but", GOALS);
  if (part === undefined) {
    return { kind: KINDS[goal], count: wholeNumberOption(values, "p", DEFAULT_COUNT, [1, MOST_SITES]) };
  }
  if (textOption(values, "p") !== undefined)
    throw new UsageError("option --part: not with --p, expected one of them");
  if (goal !== "couverture") throw new UsageError(`option --part: not with --but ${goal}`);
  const percent = numberOption(values, "part", 0);
  if (percent > 0 && percent <= 100) return { kind: "fewest", share: percent / 100 };
  throw new UsageError(`option --part: got ${part}, expected more than 0 and at most 100`);
}

function readCapacity(values: Values, aim: SitingAim): number | null {
  if (textOption(values, "capacite") === undefined) return null;
  if (aim.kind !== "most") throw new UsageError("option --capacite: only with --p and --but couverture");
  const capacity = numberOption(values, "capacite", 0);
  if (capacity > 0) return capacity;
  throw new UsageError(`option --capacite: got ${capacity}, expected more than 0`);
}

/** `dep:2A=2`. */
function readFloor(text: string): TerritoryFloor {
  const [territory = "", number = ""] = text.split("=");
  const least = number === "" ? Number.NaN : readNumber("plancher", number);
  if (territory !== "" && Number.isInteger(least) && least >= 0) return { territory, least };
  throw new UsageError(
    `option --plancher: got "${text}", expected a territory and a number such as dep:2A=2`,
  );
}
