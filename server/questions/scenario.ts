import {
  type GapChanges,
  gapChanges,
  gapSets,
  type GapSets,
} from "../../isochrones/accessibility/gap-changes.ts";
import type { GapChange } from "../../isochrones/model/report.ts";
import { cutoffDeciseconds, peopleByTime } from "../../isochrones/accessibility/coverage.ts";
import {
  compareCellTimes,
  type CommuneSums,
  communeSums,
  type TerritoryChange,
  territoryChanges,
} from "../../isochrones/accessibility/scenario-changes.ts";
import { selectionKey, selectionParameters } from "../../isochrones/accessibility/selection.ts";
import { changedHistogram, histogramFigures } from "../../isochrones/accessibility/time-histogram.ts";
import { territoryRef } from "../../isochrones/accessibility/territories.ts";
import type { CoverageReport } from "../../isochrones/model/report.ts";
import type { StructureEdit, StructureSelection } from "../../isochrones/model/structure.ts";
import type { TerritoryKind } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import { understoodEdits } from "../scenarios/understood-edits.ts";
import { formatScenario } from "../scenarios/scenario-text.ts";
import type {
  ChangedTerritories,
  ListedGapChanges,
  ScenarioAnswer,
  ScenarioFigure,
} from "../schemas/scenario-answers.ts";
import { RecentMap } from "../tiles/recent-map.ts";

export interface ScenarioQuestion {
  readonly territory: string;
  readonly minutes: number;
  /** Without edits. */
  readonly selection: StructureSelection;
  readonly edits: readonly StructureEdit[];
}

/** So many rows of territories of a kind are listed, and of gaps that change in one way. */
const MOST_TERRITORIES = 1000;
const MOST_GAPS = 200;
const MOST_COMMUNES = 5;

/** Figures before any scenario that are kept. */
const KEPT_BASES = 4;

/** What scenarios of one territory, cutoff and selection are held against. */
interface Base {
  readonly report: CoverageReport;
  readonly sums: CommuneSums;
  readonly byTime: Float64Array;
  readonly gaps: GapSets;
}

const basesOf = new WeakMap<Study, RecentMap<Base>>();

/**
 * What a scenario changes, as JSON. Throws `RequestError` for edits that cannot be.
 *
 * O(cells of the territory), a look at each: times afterwards are found by repair, the figures of before are kept.
 */
export function answerScenario(study: Study, question: ScenarioQuestion): string {
  const { territory, minutes, selection, edits } = question;
  const changed = { ...selection, edits };
  // First what refuses: edits that contradict each other, places without a road.
  const understood = understoodEdits(study, selection, edits);
  const base = baseOf(study, question);
  const { cells, communes } = study.dataset;
  if (cells === null) throw new Error("got a coverage without cells");
  const cutoff = cutoffDeciseconds(minutes);
  const before = study.cellTimes(selection).deciseconds;
  const after = study.cellTimes(changed).deciseconds;
  const members = study.cellsOf(territory);
  const changes = compareCellTimes(cells, communes.length, before, after, members, cutoff);
  const histogram = changedHistogram(base.byTime, cells, before, after, changes.changed);
  const gaps = gapChanges({ cells, communes }, base.gaps, changes);
  const { population, provenance } = base.report;
  const figureOf = (byTime: Float64Array, counts: StructureSelection): ScenarioFigure => {
    const { curve, ...figures } = histogramFigures(byTime, population, cutoff);
    const structures = study.structureCount(territory, counts);
    return { ...figures, curve: curve.map((point) => point.share), structures };
  };
  const rows = (kind: TerritoryKind): ChangedTerritories =>
    listTerritories(study, kind, territoryChanges(kind, communes, base.sums, changes));
  return JSON.stringify({
    territory: base.report.territory,
    minutes,
    scenario: formatScenario(edits),
    edits: understood,
    before: figureOf(base.byTime, selection),
    after: figureOf(histogram, changed),
    gained: sum(changes.sums.gained),
    lost: sum(changes.sums.lost),
    changedCells: changes.changed.length,
    territories: {
      region: rows("region"),
      departement: rows("departement"),
      epci: rows("epci"),
      commune: rows("commune"),
    },
    gaps: listGaps(gaps),
    warnings: base.report.warnings,
    provenance: {
      ...provenance,
      parameters: { ...provenance.parameters, ...selectionParameters(changed) },
    },
  } satisfies ScenarioAnswer);
}

function baseOf(study: Study, { territory, minutes, selection }: ScenarioQuestion): Base {
  const bases = basesOf.get(study) ?? new RecentMap<Base>(KEPT_BASES);
  basesOf.set(study, bases);
  return bases.getOrMake(`${territory}?${minutes}?${selectionKey(selection)}`, () => {
    const report = study.coverage({ territory, minutes, selection });
    const { cells, communes } = study.dataset;
    if (cells === null) throw new Error("got a coverage without cells");
    const members = study.cellsOf(territory);
    const cutoff = cutoffDeciseconds(minutes);
    const { deciseconds } = study.cellTimes(selection);
    return {
      report,
      sums: communeSums(cells, communes.length, deciseconds, members, cutoff),
      byTime: peopleByTime(cells, deciseconds, members),
      gaps: gapSets(cells, deciseconds, members, cutoff),
    };
  });
}

function listTerritories(
  study: Study,
  kind: TerritoryKind,
  changes: readonly TerritoryChange[],
): ChangedTerritories {
  const own = study.dataset.territories.filter((territory) => territory.kind === kind);
  const names = new Map(own.map(({ code, name }) => [code, name]));
  // Communes may name a territory of which the dataset has nothing else.
  const known = kind === "commune" ? changes : changes.filter(({ code }) => names.has(code));
  return {
    total: known.length,
    rows: known.slice(0, MOST_TERRITORIES).map(({ code, ...change }) => {
      const ref = territoryRef({ kind, code, name: "" });
      return { ref, name: names.get(code) ?? study.territory(ref).name, ...change };
    }),
  };
}

function listGaps({
  countBefore,
  countAfter,
  closed,
  shrunk,
  opened,
  grown,
}: GapChanges): ScenarioAnswer["gaps"] {
  const list = (changes: readonly GapChange[]): ListedGapChanges => ({
    total: changes.length,
    rows: changes
      .slice(0, MOST_GAPS)
      .map((change) => ({ ...change, communes: change.communes.slice(0, MOST_COMMUNES) })),
  });
  return {
    countBefore,
    countAfter,
    closed: list(closed),
    shrunk: list(shrunk),
    opened: list(opened),
    grown: list(grown),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
