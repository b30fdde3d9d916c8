import { pauseBetweenStages, type Progress } from "../../../data/progress.ts";
import { selectStructures } from "../../../isochrones/accessibility/selection.ts";
import {
  assumptionsFor,
  differencePoints,
  figuresOf,
} from "../../../isochrones/accessibility/sensitivity.ts";
import { type TownHallNotes, townHallNotes } from "../../../isochrones/accessibility/town-halls.ts";
import type { IssueCount, Provenance, Warning } from "../../../isochrones/model/provenance.ts";
import type { Assumption, ChiefTowns, SensitivityFigure } from "../../../isochrones/model/sensitivity.ts";
import type { StructureSelection } from "../../../isochrones/model/structure.ts";
import type { Commune, Territory } from "../../../isochrones/model/territory.ts";
import type { Study } from "../../../isochrones/study.ts";

/** What the sensitivity is asked of. */
export interface SensitivityQuery {
  readonly territory: string;
  /** At least one. */
  readonly minutes: readonly number[];
  readonly selection: StructureSelection;
  readonly chiefTowns: ChiefTownFile | null;
}

/** Chief towns as read from a file. */
export interface ChiefTownFile {
  /** Name alone. */
  readonly file: string;
  readonly towns: ChiefTowns;
  readonly issues: readonly IssueCount[];
}

/** The figure under one assumption, at one cutoff. */
export interface SensitivityRow extends SensitivityFigure {
  readonly assumption: Assumption;
  /** To the figure as asked at the same cutoff, points of per cent. */
  readonly differencePoints: number;
  /** How many structures count. */
  readonly structures: number;
}

/** All figures of one question, and what is needed to read them. */
export interface SensitivityReport {
  readonly territory: Territory;
  readonly minutes: readonly number[];
  /** By cutoff, then by assumption, the unchanged one first. */
  readonly rows: readonly SensitivityRow[];
  /** Communes of the dataset, for the notes. */
  readonly communes: readonly Commune[];
  readonly townHalls: TownHallNotes;
  readonly chiefTowns: ChiefTownFile | null;
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

/** Asks a study for the figure under each assumption; stops between two where the signal is aborted. */
export async function sensitivityReport(
  study: Study,
  query: SensitivityQuery,
  { progress, signal }: { readonly progress: Progress; readonly signal: AbortSignal },
): Promise<SensitivityReport> {
  const { territory, selection, minutes, chiefTowns } = query;
  progress.stage("sensibilité");
  // First, for it says what cannot be answered, and its cell times are those of several rows.
  const asked = study.coverage({ territory, selection, minutes: minutes[0] });
  const { cells, structures, communes } = study.dataset;
  if (cells === null) throw new Error("a coverage without cells");
  const members = study.cellsOf(territory);
  const assumptions = assumptionsFor(selection, chiefTowns?.towns ?? null);
  const byAssumption: SensitivityRow[][] = [];
  let baseline: readonly SensitivityFigure[] | null = null;
  let notes: TownHallNotes | null = null;
  let done = 0;
  for (const index of searchOrder(assumptions)) {
    await pauseBetweenStages(signal);
    const assumption = assumptions[index];
    const { deciseconds, townHalls } = study.timesUnder(assumption, selection);
    if (townHalls !== null) notes = townHallNotes(cells, deciseconds, townHalls, members);
    const counts = assumption.kind === "structures" ? assumption.selection : selection;
    const counted = selectStructures(structures, counts).counted.length;
    const figures = figuresOf(cells, deciseconds, members, minutes);
    const reference = (baseline ??= figures);
    byAssumption[index] = figures.map((figure, cutoff) => ({
      ...figure,
      assumption,
      differencePoints: differencePoints(figure, reference[cutoff]),
      structures: counted,
    }));
    progress.advance(++done, assumptions.length, "hypothèses");
  }
  if (notes === null) throw new Error("no assumption moved people to chief towns");
  const { parameters } = asked.provenance;
  return {
    territory: asked.territory,
    minutes,
    rows: minutes.flatMap((_, cutoff) => byAssumption.map((figures) => figures[cutoff])),
    communes,
    townHalls: notes,
    chiefTowns,
    warnings: asked.warnings,
    provenance: {
      ...asked.provenance,
      parameters: { ...parameters, minutes: minutes.map(String), chiefTowns: chiefTowns?.file ?? null },
    },
  };
}

/**
 * In which order assumptions are asked for, as indices: chief towns just after the figure as asked, for they are read from
 * the same search, which the next one overwrites.
 */
function searchOrder(assumptions: readonly Assumption[]): number[] {
  const rank = (index: number): number => ["asked", "townHall"].indexOf(assumptions[index].kind) >>> 0;
  return [...assumptions.keys()].sort((a, b) => rank(a) - rank(b));
}
