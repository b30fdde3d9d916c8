import { join } from "node:path";

import { DEFAULT_MIN_COMPONENT } from "../../data/build-dataset.ts";
import { type FetchReport, fetchTerritories } from "../../data/fetch/fetch-territories.ts";
import {
  type FetchedInputs,
  fetchedWords,
  readFetchedFolder,
  wholeInputs,
} from "../../data/fetch/fetched-folder.ts";
import { CAR_PROFILES, carProfile } from "../../data/osm/car-profile.ts";
import { DEFAULT_KEPT, SOURCES_FOLDER } from "../../data/depot/depot-layout.ts";
import type { Ingredients } from "../../data/refresh/recipe.ts";
import { goBack, refreshDepot } from "../../data/refresh/refresh-depot.ts";
import { type Command, type Terminal, UsageError } from "../cli/command.ts";
import {
  flagOption,
  listOption,
  readChoice,
  readOptions,
  requiredOption,
  textOption,
  type Values,
  wholeNumberOption,
} from "../cli/options.ts";
import { withProgress } from "../cli/terminal-progress.ts";
import { trenteVersion } from "../cli/version.ts";
import { fetchSummary, refuseIncomplete, refuseStale } from "./fetch/summary.ts";
import { readMirror } from "./fetch/territory-words.ts";
import { tellRefreshed } from "./refresh/tell-refreshed.ts";

const MOST_KEPT = 1000;
const FROM_ZERO = [0, Number.MAX_SAFE_INTEGER] as const;
/** Without a value: the version before. */
const BEFORE = "precedent";
const FILE_OPTIONS = ["osm", "structures", "indicateurs", "population", "communes"] as const;
/** Options of a folder of sources. */
const FOLDER_OPTIONS = ["sources", "sans-telecharger", "miroir"] as const;
/** Options that have no meaning beside `--retour`. */
const REFRESH_OPTIONS = [
  ...FILE_OPTIONS,
  ...FOLDER_OPTIONS,
  "profile",
  "min-component",
  "garder",
  "forcer",
  "a-blanc",
] as const;

export const refreshCommand: Command = {
  name: "refresh",
  summary: "met à jour un dépôt : fabrique le jeu suivant, le compare, le met en service",
  usage: `  --depot DIR           dépôt (obligatoire) ; fait s’il n’existe pas
  --sources DIR         dossier fait par trente fetch --out, demandé de nouveau : seuls les fichiers plus récents sont téléchargés ; sources/ du dépôt par défaut
  --sans-telecharger    prend ce dossier comme il est ; --miroir URL : comme pour fetch
  --osm FICHIER         ces fichiers-là au lieu d’un dossier, comme pour build ; de même --structures, --population, --communes, --indicateurs
  --profile NOM         comme pour build ; --min-component N : de même
  --garder N            versions gardées, ${DEFAULT_KEPT} par défaut ; jamais celle en service ne part, ni celle qui vient de la quitter
  --a-blanc             fabrique et compare sans rien mettre en service
  --forcer              met en service malgré des écarts invraisemblables ; ce qui vient d’être refusé n’est pas refabriqué
  --retour[=ID]         remet en service la version précédente, ou celle-là

Le rapport des changements est dans rapports/ du dépôt. Un serveur qui suit le dépôt (serve --dataset DIR) prend la version nouvelle de lui-même.
Sort avec le code 1 si la version est refusée (celle en service reste), ou si un fichier plus récent n’a pu être pris (celui d’avant sert).`,
  async run(args, terminal) {
    const values = readOptions(withBackTarget(args), {
      depot: { type: "string" },
      sources: { type: "string" },
      ...Object.fromEntries(FILE_OPTIONS.map((name) => [name, { type: "string", multiple: true }] as const)),
      profile: { type: "string" },
      "min-component": { type: "string" },
      garder: { type: "string" },
      forcer: { type: "boolean" },
      "a-blanc": { type: "boolean" },
      "sans-telecharger": { type: "boolean" },
      miroir: { type: "string" },
      retour: { type: "string" },
    });
    const depot = requiredOption(values, "depot");
    const target = textOption(values, "retour");
    if (target !== undefined) return backTo(depot, target, values, terminal);
    const keep = wholeNumberOption(values, "garder", DEFAULT_KEPT, [1, MOST_KEPT]);
    const force = flagOption(values, "forcer");
    const trial = flagOption(values, "a-blanc");
    if (force && trial) throw new UsageError("option --forcer: not with --a-blanc");
    const { ingredients, sources, report } = await readIngredients(values, depot, terminal);
    const refreshed = await withProgress(terminal, async (progress) =>
      refreshDepot({
        depot,
        ingredients,
        sources,
        keep,
        force,
        trial,
        now: new Date(),
        progress,
        signal: terminal.signal,
      }),
    );
    await tellRefreshed(depot, refreshed, terminal);
    if (report !== null) refuseStale(report);
  },
};

/** `--retour` alone as `--retour=precedent`: the one option whose value may be left out. */
function withBackTarget(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const next = args[index + 1];
    return arg === "--retour" && (next === undefined || next.startsWith("-")) ? `--retour=${BEFORE}` : arg;
  });
}

async function backTo(depot: string, target: string, values: Values, terminal: Terminal): Promise<void> {
  const other = REFRESH_OPTIONS.find((name) => values[name] !== undefined);
  if (other !== undefined) throw new UsageError(`option --${other}: not with --retour`);
  const { id, from, reportFile } = await goBack(depot, target === BEFORE ? null : target, new Date());
  await terminal.out(`Retour à ${id}, à la place de ${from}. Rapport : ${reportFile}\n`);
}

/** What a version is made of. */
interface Given {
  readonly ingredients: Ingredients;
  /** The folder of sources, where they come from one. */
  readonly sources?: string;
  /** How fetching went; null where nothing was fetched. */
  readonly report: FetchReport | null;
}

async function readIngredients(values: Values, depot: string, terminal: Terminal): Promise<Given> {
  const minComponent = wholeNumberOption(values, "min-component", DEFAULT_MIN_COMPONENT, FROM_ZERO);
  const profileName = readChoice("profile", textOption(values, "profile") ?? "car", [...CAR_PROFILES.keys()]);
  const profile = CAR_PROFILES.get(profileName) ?? carProfile;
  const given = FILE_OPTIONS.find((name) => listOption(values, name).length > 0);
  const indicators = listOption(values, "indicateurs");
  // Indicators come from the operator, not from an official site: they may stand beside a folder.
  if (given === undefined || given === "indicateurs") {
    const sources = textOption(values, "sources") ?? join(depot, SOURCES_FOLDER);
    const { inputs, report } = await fetchedInputs(sources, values, terminal);
    return { ingredients: { ...inputs, indicators, minComponent, profile }, sources, report };
  }
  const other = FOLDER_OPTIONS.find((name) => values[name] !== undefined);
  if (other !== undefined) throw new UsageError(`option --${given}: not with --${other}`);
  const osm = listOption(values, "osm");
  if (osm.length === 0) throw new UsageError("option --osm is missing");
  const ingredients = {
    osm,
    structures: listOption(values, "structures"),
    indicators,
    population: listOption(values, "population"),
    communes: listOption(values, "communes"),
    territories: [],
    minComponent,
    profile,
  };
  return { ingredients, report: null };
}

/** What a folder of sources gives, after what is newer has been fetched. */
async function fetchedInputs(
  directory: string,
  values: Values,
  terminal: Terminal,
): Promise<{ readonly inputs: FetchedInputs; readonly report: FetchReport | null }> {
  const mirror = readMirror(values);
  if (flagOption(values, "sans-telecharger")) {
    return { inputs: wholeInputs(readFetchedFolder(directory)), report: null };
  }
  // Not of the files: one that somebody has taken away is to be asked for again.
  const words = fetchedWords(directory);
  const agent = `trente/${trenteVersion()}`;
  const report = await withProgress(terminal, async (progress) =>
    fetchTerritories({ words, directory, mirror, agent, progress, signal: terminal.signal }),
  );
  // On stderr: what is on stdout is what has become of the depot.
  terminal.err(fetchSummary(report));
  refuseIncomplete(report);
  return { inputs: wholeInputs(readFetchedFolder(directory)), report };
}
