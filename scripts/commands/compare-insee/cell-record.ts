import type { ExplainedCell } from "../../../isochrones/compare/explain-cells.ts";
import { DENSITIES } from "../../../isochrones/compare/density.ts";
import { STRUCTURE_MATCHES } from "../../../isochrones/compare/structure-match.ts";
import { cellId, NO_COMMUNE } from "../../../isochrones/model/cells.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { NO_STRUCTURE } from "../../../isochrones/study.ts";
import type { InseeReport } from "./report.ts";

/** One cell of the comparison by both; lengths in metres, rounded as far as they are known. */
export interface CellRecord {
  readonly id: string;
  readonly commune: { readonly code: string; readonly name: string } | null;
  /** The dataset's count. */
  readonly people: number;
  readonly referencePeople: number | null;
  readonly density: string;
  /** What the distance as the crow flies says of INSEE's structure, see `STRUCTURE_MATCHES`. */
  readonly structureMatch: string;
  readonly structure: { readonly id: string; readonly name: string } | null;
  /** null without a way. */
  readonly measuredMinutes: number | null;
  readonly referenceMinutes: number | null;
  /** `measured / reference - 1`; null where one has no way or the reference is 0. */
  readonly relativeDifference: number | null;
  readonly referenceRoadMeters: number | null;
  readonly referenceCrowMeters: number | null;
}

/** What both say of a pair of the join. */
export function cellRecord(report: InseeReport, pair: number): CellRecord {
  const { study, cells, times, access, join, comparison } = report;
  const [cell, row] = [join.cells[pair], join.rows[pair]];
  const commune = cells.communes[cell];
  const nearest = times.nearest[cell];
  const { measured, reference, densities, matches } = comparison.pairs;
  return {
    id: cellId(cells, cell),
    commune: commune === NO_COMMUNE ? null : pickNames(study.dataset.communes[commune]),
    people: cells.people[cell],
    referencePeople: known(access.cells.people[row]),
    density: DENSITIES[densities[pair]],
    structureMatch: STRUCTURE_MATCHES[matches[pair]],
    structure:
      nearest === NO_STRUCTURE
        ? null
        : { id: study.dataset.structures[nearest].id, name: study.dataset.structures[nearest].name },
    measuredMinutes: minutesOf(measured[pair]),
    referenceMinutes: minutesOf(reference[pair]),
    relativeDifference: relativeDifference(measured[pair], reference[pair]),
    referenceRoadMeters: meters(access.cells.roadMeters[row]),
    referenceCrowMeters: meters(access.cells.crowMeters[row]),
  };
}

/** What is known of one of the worst cells beyond `cellRecord`. */
export function explanation({ cause, measured, reference }: ExplainedCell): object {
  return {
    cause,
    measured: {
      seconds: measured.seconds,
      snapMeters: measured.originSnapMeters === null ? null : meters(measured.originSnapMeters),
      routeMeters: measured.route === null ? null : meters(measured.route.meters),
      crowMeters: measured.crowMeters === null ? null : meters(measured.crowMeters),
      speedKmh: measured.speedKmh,
    },
    reference: {
      seconds: reference.seconds,
      routeMeters: reference.route === null ? null : meters(reference.route.meters),
      crowMeters: reference.crowMeters === null ? null : meters(reference.crowMeters),
      speedKmh: reference.speedKmh,
    },
  };
}

function pickNames({ code, name }: { code: string; name: string }): { code: string; name: string } {
  return { code, name };
}

function minutesOf(deciseconds: number): number | null {
  return deciseconds === UNREACHED ? null : deciseconds / 600;
}

function relativeDifference(measured: number, reference: number): number | null {
  if (measured === UNREACHED || reference === UNREACHED || reference === 0) return null;
  return measured / reference - 1;
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Whole metres; null where unknown, or where no road is near enough. */
function meters(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value) : null;
}
