import { outlinesFrom } from "../../data/bundle/outlines.ts";
import { type Cells, NO_COMMUNE } from "../../isochrones/model/cells.ts";
import type { Dataset, FlatOutlines } from "../../isochrones/model/dataset.ts";
import type { Structure, StructureSelection } from "../../isochrones/model/structure.ts";
import type { Commune, Territory } from "../../isochrones/model/territory.ts";
import type { Task, TaskModule } from "../../workers/task-module.ts";
import { type AreaGround, type AreasAt, makeAreaGround } from "./borders/area-ground.ts";
import {
  type BorderGround,
  type BordersAt,
  makeArcLevels,
  makeBorderGround,
} from "./borders/border-ground.ts";
import { areaLayers, borderLayer } from "./borders/border-tiles.ts";
import { type AreaProperties, areaProperties, territoryLayers } from "./borders/territory-layers.ts";
import { frameLayer } from "./frame-layer.ts";
import type { LineLevel } from "./lines/line-levels.ts";
import type { LineSet } from "./lines/line-set.ts";
import type { TileAddress } from "./mercator.ts";
import { makePlaceGround, type PlaceGround, placeLayer } from "./place-tiles.ts";
import { makeFarRoads, makeMiddleRoads, makeNearRoads, type NearRoads } from "./roads/road-ground.ts";
import { nearRoadLayer, roadLayer, type RoadNetwork } from "./roads/road-tiles.ts";
import { StructureTiles } from "./structure-tiles.ts";
import { joinLayers } from "./vector-layer.ts";

/** What of a dataset tiles are made from. */
export interface TileSources extends RoadNetwork {
  readonly bbox: Dataset["bbox"];
  readonly communes: readonly Commune[];
  readonly territories: readonly Territory[];
  readonly outlines: FlatOutlines;
  readonly cells: Cells | null;
  /** Without their e-mails. */
  readonly structures: readonly Structure[];
}

/** Roads of one level: a level made beforehand, or what finds those of the network. */
export type RoadsAt = LineLevel | NearRoads;

/** A tile with what has been prepared for its level. */
export type DrawInput = { readonly address: TileAddress } & (
  | {
      readonly layer: "fond";
      readonly roads: RoadsAt;
      /** null where no outline is known. */
      readonly borders: BordersAt | null;
      readonly places: PlaceGround;
    }
  | { readonly layer: "routes"; readonly roads: RoadsAt }
  | { readonly layer: "limites"; readonly borders: BordersAt | null }
  | { readonly layer: "territoires"; readonly areas: readonly AreasAt[] }
  | { readonly layer: "structures"; readonly selection: StructureSelection }
);

type SourceTask = Task<TileSources>;

const structureTilesOf = new WeakMap<TileSources, StructureTiles>();
const areaPropertiesOf = new WeakMap<TileSources, AreaProperties>();

function drawTile(input: DrawInput, { shared }: SourceTask): Uint8Array {
  const { address } = input;
  switch (input.layer) {
    case "fond":
      return joinLayers([
        ...(input.borders === null
          ? [frameLayer(shared.bbox, address)]
          : areaLayers(input.borders, shared.communes, address)),
        roadsOf(input.roads, shared, address),
        placeLayer(input.places, shared.communes, address),
      ]);
    case "routes":
      return roadsOf(input.roads, shared, address);
    case "limites":
      return input.borders === null ? new Uint8Array(0) : borderLayer(input.borders, address);
    case "territoires": {
      const properties = areaPropertiesOf.get(shared) ?? areaProperties(shared.communes, shared.territories);
      areaPropertiesOf.set(shared, properties);
      return joinLayers(territoryLayers(input.areas, properties, address));
    }
    case "structures": {
      const tiles = structureTilesOf.get(shared) ?? new StructureTiles(shared.structures);
      structureTilesOf.set(shared, tiles);
      return tiles.tile(address, input.selection);
    }
  }
}

function roadsOf(roads: RoadsAt, shared: TileSources, address: TileAddress): Uint8Array {
  return "lines" in roads ? roadLayer(roads, address) : nearRoadLayer(shared, roads, address);
}

/** Only the outlines of communes where nobody lives are looked at. */
function placesOf({ cells, communes, outlines }: TileSources): PlaceGround {
  const hasCells = new Uint8Array(communes.length);
  for (const commune of cells?.communes ?? []) if (commune !== NO_COMMUNE) hasCells[commune] = 1;
  const source = { read: (name: string) => outlines[name as keyof FlatOutlines] };
  const communeShapes = outlinesFrom(source, (commune) => hasCells[commune] === 0);
  return makePlaceGround({ cells, communes, communeShapes });
}

/** Preparing and drawing, as tasks of threads that share a dataset's arrays. */
export const tasks = {
  url: import.meta.url,
  handlers: {
    drawTile: (input: DrawInput, task: SourceTask): Uint8Array<ArrayBuffer> => {
      // In a buffer that nobody else looks into, since it goes to another thread.
      const bytes = new Uint8Array(drawTile(input, task));
      task.transfer(bytes.buffer);
      return bytes;
    },
    places: (_: undefined, task: SourceTask): PlaceGround => placesOf(task.shared),
    farRoads: (_: undefined, task: SourceTask): LineLevel[] => makeFarRoads(task.shared.network),
    borders: (_: undefined, { shared }: SourceTask): BorderGround | null =>
      makeBorderGround(shared.outlines, shared.communes),
    areas: (borders: BorderGround, { shared }: SourceTask): AreaGround =>
      makeAreaGround(borders, shared.communes, shared.territories),
    arcLevels: (arcs: LineSet): LineLevel[] => makeArcLevels(arcs),
    middleRoads: (_: undefined, task: SourceTask): LineLevel[] => makeMiddleRoads(task.shared.network),
    nearRoads: (_: undefined, { shared }: SourceTask): NearRoads =>
      makeNearRoads(shared.network, shared.snapIndex),
  },
} satisfies TaskModule;
