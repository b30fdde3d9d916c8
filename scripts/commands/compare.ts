import { readBundle } from "../../data/bundle/read-bundle.ts";
import { withDataset } from "../../data/depot/resolve-dataset.ts";
import type { Progress } from "../../data/progress.ts";
import {
  type AskRoute,
  type ComparedTimes,
  compareTimes,
  timesOf,
} from "../../isochrones/compare/compare.ts";
import type { Engine } from "../../isochrones/engines/engine.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { type Command, UsageError } from "../cli/command.ts";
import { EMBEDDED, type EngineChoice, openEngine, readEngine } from "../cli/open-engine.ts";
import {
  choiceOption,
  listOption,
  numbersOption,
  readOptions,
  requiredOption,
  textOption,
  wholeNumberOption,
} from "../cli/options.ts";
import { checkMinutes } from "../cli/selection-options.ts";
import { withProgress } from "../cli/terminal-progress.ts";
import { comparisonTable } from "./compare/comparison-table.ts";
import { type ChosenPlaces, MOST_ORIGINS, placesOfDataset, placesOfTable } from "./compare/points.ts";
import { type ComparisonReport, disagreementsGeojson, reportJson } from "./compare/report.ts";

const FORMATS = ["table", "json", "geojson"] as const;
const DEFAULT_MINUTES = [20, 30];
const DEFAULT_WORST = 10;
const MOST_WORST = 1000;

export const compareCommand: Command = {
  name: "compare",
  summary: "deux moteurs, ou un moteur et une table enregistrée, sur les mêmes points",
  usage: `  --dataset DIR     jeu de données ou dépôt (obligatoire) ; un réseau routier suffit
  --engine MOTEUR   embedded, osrm:URL ou valhalla:DIR ; deux fois : le moteur jugé, puis la référence
  --table FICHIER   la référence : temps enregistrés, JSON (origins, destinations, durationsSeconds)
  --minutes LISTE   seuils dont des habitants changent de côté, ${DEFAULT_MINUTES.join(",")} par défaut
  --pires N         désaccords expliqués, ${DEFAULT_WORST} par défaut
  --format FORMAT   table (par défaut), json, ou geojson : les désaccords seuls

Avec --table, un seul moteur, embedded par défaut, sur les points de la table. Sans elle, des carreaux vers les structures (${MOST_ORIGINS} carreaux au plus, tirés au sort), ou des carrefours du réseau seul.`,
  async run(args, terminal) {
    const values = readOptions(args, {
      dataset: { type: "string" },
      engine: { type: "string", multiple: true },
      table: { type: "string" },
      minutes: { type: "string" },
      pires: { type: "string" },
      format: { type: "string" },
    });
    const format = choiceOption(values, "format", FORMATS);
    const minutes = numbersOption(values, "minutes", DEFAULT_MINUTES).map(checkMinutes);
    const worst = wholeNumberOption(values, "pires", DEFAULT_WORST, [0, MOST_WORST]);
    const tablePath = textOption(values, "table");
    const directory = requiredOption(values, "dataset");
    const choices = readChoices(listOption(values, "engine").map(readEngine), tablePath);
    const places = tablePath === undefined ? null : placesOfTable(tablePath);
    const dataset = withDataset(directory, readBundle);
    const report = await withProgress(terminal, async (progress) =>
      compare(
        { dataset, choices, places: places ?? placesOfDataset(dataset), minutes, worst },
        progress,
        terminal.signal,
      ),
    );
    if (format === "table") await terminal.out(comparisonTable(report));
    else {
      const value = format === "json" ? reportJson(report) : disagreementsGeojson(report);
      await terminal.out(`${JSON.stringify(value, null, format === "json" ? 2 : 0)}\n`);
    }
  },
};

/** One engine where a table is the reference, else two. */
function readChoices(choices: EngineChoice[], tablePath: string | undefined): EngineChoice[] {
  if (tablePath !== undefined) {
    if (choices.length <= 1) return choices.length === 1 ? choices : [EMBEDDED];
    throw new UsageError(`option --engine: got ${choices.length} with --table, expected one`);
  }
  if (choices.length === 2) return choices;
  throw new UsageError("option --engine is missing: expected it twice, or once with --table");
}

interface Question {
  readonly dataset: Dataset;
  readonly choices: readonly EngineChoice[];
  readonly places: ChosenPlaces;
  readonly minutes: readonly number[];
  readonly worst: number;
}

async function compare(
  { dataset, choices, places, minutes, worst }: Question,
  progress: Progress,
  signal: AbortSignal,
): Promise<ComparisonReport> {
  const engines: Engine[] = [];
  for (const choice of choices) engines.push(await openEngine(choice, dataset, { progress, signal }));
  const sides: ComparedTimes[] = [];
  for (const engine of engines) {
    progress.stage(`temps du moteur ${engine.name}`);
    const onProgress = (done: number, total: number): void => progress.advance(done, total, "couples");
    const table = await engine.table(places.origins, places.destinations, { signal, onProgress });
    sides.push(timesOf(table, routesOf(engine, signal)));
  }
  if (places.table !== null) {
    const { deciseconds, originSnapMeters, destinationSnapMeters } = places.table;
    sides.push({
      deciseconds,
      sourceSnapMeters: originSnapMeters,
      destinationSnapMeters,
      route: null,
    });
  }
  progress.stage("comparaison");
  const [measured, reference] = sides;
  return {
    dataset: { id: dataset.id, name: dataset.name },
    measured: engines[0].name,
    reference: places.table?.engine ?? engines[1].name,
    places,
    comparison: await compareTimes(places, measured, reference, { minutes, worst }),
  };
}

function routesOf(engine: Engine, signal: AbortSignal): AskRoute {
  return async (from, to) => engine.route(from, to, { signal });
}
