import type { Position } from "geojson";

import type { DemoCommune } from "./communes.ts";
import type { DemoPlan } from "./plan.ts";

/**
 * Outlines as GeoJSON (RFC 7946), one feature a line. The official code list knows none of these communes, so
 * each feature says what it belongs to: `departement`, `region` and `epci` by code, with their names.
 */
export function formatCommunes(
  plan: DemoPlan,
  communes: readonly DemoCommune[],
  outlines: readonly Position[][][][],
): string {
  return `${COLLECTION_START}${formatFeatures(plan, communes, outlines).join(",\n")}${COLLECTION_END}`;
}

export const COLLECTION_START =
  '{"type":"FeatureCollection","avertissement":"Données fictives : aucune de ces communes n’existe.","features":[\n';
export const COLLECTION_END = "\n]}\n";

/** The features alone, for a collection that is written piece by piece. */
export function formatFeatures(
  plan: DemoPlan,
  communes: readonly DemoCommune[],
  outlines: readonly Position[][][][],
): string[] {
  return communes.map((commune, index) => {
    const polygons = outlines[index];
    const geometry =
      polygons.length === 1
        ? { type: "Polygon", coordinates: polygons[0] }
        : { type: "MultiPolygon", coordinates: polygons };
    const properties = {
      code: commune.code,
      nom: commune.name,
      departement: plan.departement.code,
      departement_nom: plan.departement.name,
      region: plan.region.code,
      region_nom: plan.region.name,
      epci: commune.epciCode,
      epci_nom: commune.epciName,
      population: commune.people,
      codes_postaux: [commune.postcode],
      fictif: true,
    };
    return JSON.stringify({ type: "Feature", properties, geometry });
  });
}
