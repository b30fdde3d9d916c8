import { codeIn, parseTerritoryRef } from "../../isochrones/accessibility/territories.ts";
import { NO_COMMUNE } from "../../isochrones/model/cells.ts";
import type { Commune, TerritoryRef } from "../../isochrones/model/territory.ts";
import { InputError } from "../input-error.ts";
import { DataIssues } from "../issues.ts";
import { pickCells } from "../population/keep-cells.ts";
import type { ReadCells } from "../population/read-cells.ts";
import { assignCommunes, type CommuneAssignment } from "../territories/assign-communes.ts";
import type { CommuneDirectory } from "../territories/commune-directory.ts";
import type { CommuneShapes } from "../territories/commune-shapes.ts";

/** Cells as they are read, with the commune codes of their file. */
export interface PlacedCells {
  /** null where there is no population. */
  readonly cells: ReadCells | null;
  readonly codes: readonly (string | null)[] | null;
}

export interface Assigned extends PlacedCells {
  readonly assignment: CommuneAssignment;
}

/**
 * Gives each cell its commune, and keeps the cells and communes of some territories: all where none are given. Cells of
 * elsewhere are counted as `population.cell.outside_territory`, and in no other count.
 *
 * @throws InputError `territory.form` for what is no territory, `territory.empty` where nothing is in them
 */
export function assignWithin(
  territories: readonly TerritoryRef[],
  placed: PlacedCells,
  { shapes, directory, issues }: { shapes: CommuneShapes; directory: CommuneDirectory; issues: DataIssues },
): Assigned {
  const empty = new Float64Array(0);
  const assign = ({ cells, codes }: PlacedCells, counts: DataIssues): CommuneAssignment =>
    assignCommunes(
      { lons: cells?.lons ?? empty, lats: cells?.lats ?? empty, codes },
      shapes,
      directory,
      counts,
    );
  if (territories.length === 0) return { ...placed, assignment: assign(placed, issues) };
  const isInside = insideOf(territories);
  // What is odd about cells that are left out is no matter: they are placed once without counting.
  const all = assign(placed, new DataIssues());
  const kept = within(placed, all, isInside);
  const left = (placed.cells?.count ?? 0) - (kept.cells?.count ?? 0);
  issues.count("population.cell.outside_territory", "info", territories.join(", "), left);
  const assignment = onlyCommunes(assign(kept, issues), isInside);
  const isEmpty = assignment.communes.length === 0 || kept.cells?.count === 0;
  if (isEmpty) {
    const what = "no commune or no cell of these files is in there, expected files of this territory";
    throw new InputError("territory.empty", territories.join(", "), what);
  }
  return { ...kept, assignment };
}

/** @throws InputError `territory.form` */
function insideOf(territories: readonly TerritoryRef[]): (commune: Commune) => boolean {
  const parts = territories.map((ref) => {
    const territory = parseTerritoryRef(ref);
    if (territory !== null && territory.kind !== "france") return territory;
    throw new InputError(
      "territory.form",
      ref,
      "not a territory, expected such as dep:2A, reg:94, epci:… or com:2A004",
    );
  });
  return (commune) => parts.some(({ kind, code }) => codeIn(commune, kind) === code);
}

function within(
  { cells, codes }: PlacedCells,
  { cellCommunes, communes }: CommuneAssignment,
  isInside: (commune: Commune) => boolean,
): PlacedCells {
  if (cells === null) return { cells, codes };
  const isCommuneInside = communes.map(isInside);
  const kept: number[] = [];
  for (let cell = 0; cell < cells.count; cell++) {
    const commune = cellCommunes[cell];
    if (commune !== NO_COMMUNE && isCommuneInside[commune]) kept.push(cell);
  }
  return pickCells({ cells, codes: codes === null ? null : [...codes] }, kept);
}

/** Drops communes of elsewhere, of which no cell is left. */
function onlyCommunes(
  { communes, shapes, cellCommunes }: CommuneAssignment,
  isInside: (commune: Commune) => boolean,
): CommuneAssignment {
  const kept = communes.flatMap((commune, index) => (isInside(commune) ? index : []));
  const numbers = new Uint32Array(communes.length).fill(NO_COMMUNE);
  for (const [number, index] of kept.entries()) numbers[index] = number;
  return {
    communes: kept.map((index) => communes[index]),
    shapes: kept.map((index) => shapes[index]),
    cellCommunes: cellCommunes.map((commune) => (commune === NO_COMMUNE ? NO_COMMUNE : numbers[commune])),
  };
}
