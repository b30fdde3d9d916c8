import type { Commune, Territory } from "../../../isochrones/model/territory.ts";
import { groupCommunes, mainCommunesOfEpci, NO_TERRITORY } from "../../territory-groups.ts";
import { TILE_EXTENT, type TileAddress, worldUnitsPerTileUnit } from "../mercator.ts";
import { isNearTile } from "../place-tiles.ts";
import { type PropertyValue, TileGeometry, VectorLayer } from "../vector-layer.ts";
import type { AreaKind, AreasAt } from "./area-ground.ts";
import { areasNear, drawArea } from "./draw-areas.ts";

const LAYERS: Readonly<Record<AreaKind, string>> = {
  region: "regions",
  departement: "departements",
  epci: "epci",
  commune: "communes",
};

type Properties = Readonly<Record<string, PropertyValue>>;

/** What tiles say of territories, by kind, in the order of their numbers. */
export interface AreaProperties {
  readonly areas: Readonly<Record<AreaKind, readonly Properties[]>>;
  readonly labels: Readonly<Record<AreaKind, readonly Properties[]>>;
}

/**
 * Of areas `code`, `nom` and, but for régions, `departement`, for an EPCI that of most of its people; of labels `code`,
 * `nom`, `genre` and `rang` by legal population, 1 for the most of its kind. O(communes).
 */
export function areaProperties(
  communes: readonly Commune[],
  territories: readonly Territory[],
): AreaProperties {
  const ranked = (kind: AreaKind): readonly Properties[] => labelProperties(communes, territories, kind);
  return {
    areas: propertiesOfAreas(communes, territories),
    labels: {
      region: ranked("region"),
      departement: ranked("departement"),
      epci: ranked("epci"),
      commune: [],
    },
  };
}

function labelProperties(
  communes: readonly Commune[],
  known: readonly Territory[],
  kind: AreaKind,
): readonly Properties[] {
  const { territories, groups } = groupCommunes(communes, known, kind);
  const people = new Float64Array(territories.length);
  for (const [commune, group] of groups.entries())
    if (group !== NO_TERRITORY) people[group] += communes[commune].legalPopulation;
  const rankOf = new Map(
    [...people.keys()]
      .sort((a, b) => people[b] - people[a] || a - b)
      .map((number, place) => [number, place + 1]),
  );
  return territories.map(({ code, name }, number) => ({
    code,
    nom: name,
    genre: kind,
    rang: rankOf.get(number) ?? 0,
  }));
}

function propertiesOfAreas(
  communes: readonly Commune[],
  territories: readonly Territory[],
): AreaProperties["areas"] {
  const mainCommunes = mainCommunesOfEpci(communes);
  const named = (
    kind: AreaKind,
    departementOf: (code: string) => string | undefined,
  ): readonly Properties[] =>
    groupCommunes(communes, territories, kind).territories.map(({ code, name }): Properties => {
      const departement = departementOf(code);
      return departement === undefined ? { code, nom: name } : { code, nom: name, departement };
    });
  return {
    region: named("region", () => undefined),
    departement: named("departement", (code) => code),
    epci: named("epci", (code) => mainCommunes.get(code)?.departementCode),
    // Each is its own group, in the order of the dataset.
    commune: communes.map(({ code, name, departementCode }) => ({
      code,
      nom: name,
      departement: departementCode,
    })),
  };
}

/**
 * A layer of polygons for each kind that is drawn at the tile's level, and `noms`, a point for each that is named there.
 * O(points of the areas near the tile).
 */
export function territoryLayers(
  areas: readonly AreasAt[],
  properties: AreaProperties,
  address: TileAddress,
): Uint8Array[] {
  const names = new VectorLayer("noms");
  for (const { kind, labels, boxes } of areas) {
    if (labels === null) continue;
    for (const area of areasNear(boxes, address)) {
      const place = placeInTile(labels[2 * area], labels[2 * area + 1], address);
      if (place !== null)
        names.add("point", new TileGeometry().point(...place), properties.labels[kind][area]);
    }
  }
  const polygons = areas.map(({ kind, rings, lines, boxes }) => {
    const layer = new VectorLayer(LAYERS[kind]);
    for (const area of areasNear(boxes, address)) {
      const geometry = drawArea(rings, lines, area, address);
      if (geometry.commands.length > 0) layer.add("polygon", geometry, properties.areas[kind][area]);
    }
    return layer.finish();
  });
  return [...polygons, names.finish()];
}

/** Rounded, in tile units; null where the place is not in the tile or its buffer. */
function placeInTile(worldX: number, worldY: number, { z, x, y }: TileAddress): [number, number] | null {
  const unit = worldUnitsPerTileUnit(z);
  const place: [number, number] = [
    Math.round(worldX / unit - x * TILE_EXTENT),
    Math.round(worldY / unit - y * TILE_EXTENT),
  ];
  return place.every(isNearTile) ? place : null;
}
