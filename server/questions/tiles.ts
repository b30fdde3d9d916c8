import { selectionKey } from "../../isochrones/accessibility/selection.ts";
import { DEFAULT_MINUTES } from "../../isochrones/create-study.ts";
import { NO_EDGE } from "../../isochrones/model/network.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { AreaTiles } from "../tiles/area-tiles.ts";
import { CellTiles, MOST_TILE_BYTES } from "../tiles/cell-tiles.ts";
import { GapTiles } from "../tiles/gap-tiles.ts";
import { MAX_ZOOM, tileAt, type TileAddress } from "../tiles/mercator.ts";
import { RecentMap } from "../tiles/recent-map.ts";

export interface CellTileQuestion {
  readonly address: TileAddress;
  readonly selection: StructureSelection;
}

export interface GapTileQuestion extends CellTileQuestion {
  readonly minutes: number;
}

export interface IsochroneTileQuestion {
  readonly address: TileAddress;
  readonly structureId: string;
  /** Ascending. */
  readonly minutes: readonly number[];
}

/** Sets of gaps whose outlines are kept cut up. */
const KEPT_GAPS = 8;
/** Isochrones that are: a visitor looks at one at a time. */
const KEPT_ISOCHRONES = 24;

/** What tiles of a study are cut from. */
interface StudyTiles {
  readonly cells: CellTiles | null;
  readonly gaps: RecentMap<GapTiles>;
  readonly isochrones: RecentMap<AreaTiles>;
}

/** Sorted out once for a study. */
const tilesOf = new WeakMap<Study, StudyTiles>();

function studyTiles(study: Study): StudyTiles {
  const { cells } = study.dataset;
  const tiles = tilesOf.get(study) ?? {
    cells: cells === null ? null : new CellTiles(cells),
    gaps: new RecentMap<GapTiles>(KEPT_GAPS),
    isochrones: new RecentMap<AreaTiles>(KEPT_ISOCHRONES),
  };
  tilesOf.set(study, tiles);
  return tiles;
}

/** A vector tile of the cells and their times; empty without a population. */
export function answerCellTile(study: Study, { address, selection }: CellTileQuestion): Uint8Array {
  const { cells } = studyTiles(study);
  if (cells === null) return new Uint8Array(0);
  const { deciseconds } = study.cellTimes(selection);
  const { edits = [], ...unedited } = selection;
  const before = edits.length === 0 ? null : study.cellTimes(unedited).deciseconds;
  return cells.tile(address, deciseconds, before);
}

/** A vector tile of the gaps; empty without a population. */
export function answerGapTile(study: Study, { address, selection, minutes }: GapTileQuestion): Uint8Array {
  const { cells, gaps } = studyTiles(study);
  if (cells === null) return new Uint8Array(0);
  const key = `${minutes}?${selectionKey(selection)}`;
  return gaps.getOrMake(key, () => new GapTiles(study.gaps({ minutes, selection }))).tile(address);
}

/** A vector tile of the areas from which a structure is reached, the largest first. */
export function answerIsochroneTile(
  study: Study,
  { address, structureId, minutes }: IsochroneTileQuestion,
): Uint8Array {
  const make = (): AreaTiles => {
    const bands = study.isochrones({ structureId }, minutes).toSorted((a, b) => b.minutes - a.minutes);
    const areas = bands.map(({ area, minutes: limit, people }) => ({
      area,
      properties: { minutes: limit, ...(people !== null && { people: Math.round(people * 10) / 10 }) },
    }));
    return new AreaTiles(areas, MOST_TILE_BYTES);
  };
  const { isochrones } = studyTiles(study);
  return isochrones.getOrMake(`${structureId}?${minutes.join()}`, make).layer("isochrones", address);
}

/** What cell tiles of all levels need besides themselves, for all structures: nothing is said. */
export function prepareCellTiles(study: Study): Uint8Array {
  const { cells } = studyTiles(study);
  if (cells !== null) {
    cells.prepare(study.cellTimes().deciseconds);
    practise(study, (address) => answerCellTile(study, { address, selection: {} }));
  }
  return new Uint8Array(0);
}

/** The same for the gaps that are looked at first. */
export function prepareGapTiles(study: Study): Uint8Array {
  practise(study, (address) => answerGapTile(study, { address, selection: {}, minutes: DEFAULT_MINUTES }));
  return new Uint8Array(0);
}

/** The same for isochrones, of some structure that stands at a road. */
export function prepareIsochroneTiles(study: Study): Uint8Array {
  const { structures, structureSnaps } = study.dataset;
  const structure = structures.find((_, i) => structureSnaps.edges[i] !== NO_EDGE);
  if (structure === undefined) return new Uint8Array(0);
  const question = { structureId: structure.id, minutes: [10, 20, DEFAULT_MINUTES] };
  practise(study, (address) => answerIsochroneTile(study, { address, ...question }));
  return new Uint8Array(0);
}

/** Draws some tiles for nobody: code that has never run is several times slower. */
function practise({ dataset }: Study, draw: (address: TileAddress) => void): void {
  const [place] = dataset.structures;
  if (place === undefined) return;
  for (let zoom = 0; zoom <= MAX_ZOOM; zoom++) draw(tileAt(zoom, place.lon, place.lat));
}
