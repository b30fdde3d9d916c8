import { NO_COMMUNE } from "../../isochrones/model/cells.ts";
import type { CommuneShape } from "../../isochrones/model/dataset.ts";
import type { Commune } from "../../isochrones/model/territory.ts";
import type { DataIssues } from "../issues.ts";
import type { CommuneDirectory } from "./commune-directory.ts";
import type { CommuneShapes } from "./commune-shapes.ts";
import { COMMUNE_CODE_LENGTH, padCode } from "./insee-code.ts";
import { NO_SHAPE, ShapeIndex } from "./shape-index.ts";

type Outlines = Pick<CommuneShapes, "communes" | "shapes">;

/** Cells to place: parallel arrays. */
export interface CellPlaces {
  /** Centres, degrees. */
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  /** Each cell's commune codes as the grid writes them, set one after the other where it straddles; or null. */
  readonly codes: readonly (string | null)[] | null;
}

export interface CommuneAssignment {
  /** Communes of the shapes and those that cells name, by code. */
  readonly communes: Commune[];
  /** Their outlines, where there are any. */
  readonly shapes: (CommuneShape | null)[];
  /** Index into `communes` of each cell, or `NO_COMMUNE`. */
  readonly cellCommunes: Uint32Array;
}

/** A cell's centre may fall in the sea, or beyond a simplified coast; not farther than a few cells. */
const COAST_METERS = 2000;

/**
 * Gives each cell its commune: by its own code; where it names several, the one whose shape holds its centre,
 * else the first; without a known code, by place; else the commune whose outline is nearest, within 2 km.
 *
 * Counts `cell.commune.straddling`, `.code_unknown`, `.code_malformed`, `.nearest` and `.none`.
 */
export function assignCommunes(
  cells: CellPlaces,
  shapes: Outlines,
  directory: CommuneDirectory,
  issues: DataIssues,
): CommuneAssignment {
  const named = readNames(cells.codes ?? [], shapes, directory, issues);
  const { communes, indexOf } = listCommunes(shapes, named);
  const shapeIndexes = new Map(shapes.communes.map(({ code }, index) => [code, index]));
  const index = new ShapeIndex(shapes.shapes);
  const cellCommunes = new Uint32Array(cells.lons.length).fill(NO_COMMUNE);
  for (let cell = 0; cell < cellCommunes.length; cell++) {
    const [lon, lat] = [cells.lons[cell], cells.lats[cell]];
    const candidates = named.get(cells.codes?.[cell] ?? "") ?? [];
    const code =
      candidates.length > 0
        ? chooseByPlace(candidates, shapeIndexes, index, lon, lat).code
        : locate(shapes, index, lon, lat, issues);
    if (code !== null) cellCommunes[cell] = indexOf.get(code) ?? NO_COMMUNE;
  }
  const outlines = communes.map(({ code }) => {
    const shape = shapeIndexes.get(code);
    return shape === undefined ? null : shapes.shapes[shape];
  });
  return { communes, shapes: outlines, cellCommunes };
}

function listCommunes(
  shapes: Outlines,
  named: ReadonlyMap<string, readonly Commune[]>,
): { communes: Commune[]; indexOf: Map<string, number> } {
  const all = [...shapes.communes, ...[...named.values()].flat()];
  const byCode = new Map(all.map((commune) => [commune.code, commune]));
  const communes = [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  return { communes, indexOf: new Map(communes.map(({ code }, index) => [code, index])) };
}

/** The communes that each distinct text of codes means. Grids repeat few texts over many cells. */
function readNames(
  texts: readonly (string | null)[],
  shapes: Outlines,
  directory: CommuneDirectory,
  issues: DataIssues,
): Map<string, readonly Commune[]> {
  const cellCounts = new Map<string, number>();
  for (const text of texts) {
    if (text !== null && text !== "") cellCounts.set(text, (cellCounts.get(text) ?? 0) + 1);
  }
  const shaped = new Map(shapes.communes.map((commune) => [commune.code, commune]));
  const named = new Map<string, readonly Commune[]>();
  for (const [text, cellCount] of cellCounts) {
    const codes = splitCodes(text);
    if (codes === null) {
      issues.count("cell.commune.code_malformed", "warning", `"${text}"`, cellCount);
      continue;
    }
    const known = new Map<string, Commune>();
    for (const code of codes) {
      const commune = directory.get(code) ?? shaped.get(code);
      if (commune === undefined) issues.count("cell.commune.code_unknown", "warning", code, cellCount);
      else known.set(commune.code, commune);
    }
    if (known.size > 1) issues.count("cell.commune.straddling", "info", text, cellCount);
    named.set(text, [...known.values()]);
  }
  return named;
}

/** `2A0042A041` is two codes; null where the text is not whole codes. */
function splitCodes(text: string): string[] | null {
  // Only the first code can have lost its zero: the others stand inside the text.
  const width = Math.ceil(text.trim().length / COMMUNE_CODE_LENGTH) * COMMUNE_CODE_LENGTH;
  const plain = padCode(text, width);
  if (plain.length % COMMUNE_CODE_LENGTH !== 0) return null;
  return plain.match(/.{5}/g);
}

function chooseByPlace(
  candidates: readonly Commune[],
  shapeIndexes: ReadonlyMap<string, number>,
  index: ShapeIndex,
  lon: number,
  lat: number,
): Commune {
  if (candidates.length === 1) return candidates[0];
  const holder = candidates.find(({ code }) => {
    const shape = shapeIndexes.get(code);
    return shape !== undefined && index.holds(shape, lon, lat);
  });
  return holder ?? candidates[0];
}

function locate(
  { communes }: Outlines,
  index: ShapeIndex,
  lon: number,
  lat: number,
  issues: DataIssues,
): string | null {
  const holder = index.locate(lon, lat);
  if (holder !== NO_SHAPE) return communes[holder].code;
  const nearest = index.nearest(lon, lat, COAST_METERS);
  const where = `cell at ${lon.toFixed(5)}, ${lat.toFixed(5)}`;
  if (nearest === NO_SHAPE) {
    issues.count("cell.commune.none", "warning", where);
    return null;
  }
  issues.count("cell.commune.nearest", "info", `${where}: ${communes[nearest].name}`);
  return communes[nearest].code;
}
