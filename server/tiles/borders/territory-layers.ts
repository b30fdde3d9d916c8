import type { Commune, Territory } from "../../../isochrones/model/territory.ts";
import { groupCommunes, mainCommunesOfEpci } from "../../territory-groups.ts";
import type { TileAddress } from "../mercator.ts";
import { type PropertyValue, VectorLayer } from "../vector-layer.ts";
import type { AreaKind, AreasAt } from "./area-ground.ts";
import { areasNear, drawArea } from "./draw-areas.ts";

const LAYERS: Readonly<Record<AreaKind, string>> = {
  region: "regions",
  departement: "departements",
  epci: "epci",
  commune: "communes",
};

type Properties = Readonly<Record<string, PropertyValue>>;

/** What tiles say of each territory, by kind, in the order of its number. */
export type AreaProperties = Readonly<Record<AreaKind, readonly Properties[]>>;

/** `code`, `nom` and, but for régions, `departement`, for an EPCI that of most of its people. O(communes). */
export function areaProperties(
  communes: readonly Commune[],
  territories: readonly Territory[],
): AreaProperties {
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

/** A layer of polygons for each kind that is drawn at the tile's level. O(points of the areas near the tile). */
export function territoryLayers(
  areas: readonly AreasAt[],
  properties: AreaProperties,
  address: TileAddress,
): Uint8Array[] {
  return areas.map(({ kind, rings, lines, boxes }) => {
    const layer = new VectorLayer(LAYERS[kind]);
    for (const area of areasNear(boxes, address)) {
      const geometry = drawArea(rings, lines, area, address);
      if (geometry.commands.length > 0) layer.add("polygon", geometry, properties[kind][area]);
    }
    return layer.finish();
  });
}
