import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { CellTiles } from "../tiles/cell-tiles.ts";
import type { TileAddress } from "../tiles/mercator.ts";

export interface CellTileQuestion {
  readonly address: TileAddress;
  readonly selection: StructureSelection;
}

/** Sorted out once for a study. */
const tilesOf = new WeakMap<Study, CellTiles>();

/** A vector tile of the cells and their times; empty without a population. */
export function answerCellTile(study: Study, { address, selection }: CellTileQuestion): Uint8Array {
  const { cells } = study.dataset;
  if (cells === null) return new Uint8Array(0);
  const tiles = tilesOf.get(study) ?? new CellTiles(cells);
  tilesOf.set(study, tiles);
  return tiles.tile(address, study.cellTimes(selection).deciseconds);
}
