import type { LineString, MultiPolygon, Point, Polygon } from "geojson";
import { Type } from "typebox";
import type { TProperties, TSchema } from "typebox";

import { schemaWithin } from "./agreement.ts";

/** GeoJSON as RFC 7946 has it, with the geometries that answers hold. */

const Position = Type.Array(Type.Number(), {
  $id: "Position",
  minItems: 2,
  maxItems: 2,
  description: "Une position, `[longitude, latitude]`, en degrés WGS 84.",
});

/** Closed: its last position is its first. */
const Ring = Type.Array(Position, { minItems: 4, description: "Un anneau fermé." });

export const PointSchema = schemaWithin<Point>()(
  Type.Object({ type: Type.Literal("Point"), coordinates: Position }, { $id: "Point" }),
);

export const LineStringSchema = schemaWithin<LineString>()(
  Type.Object(
    { type: Type.Literal("LineString"), coordinates: Type.Array(Position, { minItems: 2 }) },
    { $id: "LineString" },
  ),
);

export const PolygonSchema = schemaWithin<Polygon>()(
  Type.Object(
    { type: Type.Literal("Polygon"), coordinates: Type.Array(Ring, { minItems: 1 }) },
    { $id: "Polygon" },
  ),
);

export const MultiPolygonSchema = schemaWithin<MultiPolygon>()(
  Type.Object(
    {
      type: Type.Literal("MultiPolygon"),
      coordinates: Type.Array(Type.Array(Ring), {
        description: "Des polygones : un anneau extérieur, puis les trous. Vide si rien n’est à portée.",
      }),
    },
    { $id: "MultiPolygon" },
  ),
);

/** A feature that has an identifier of its own. */
export function featureOf<Geometry extends TSchema, Properties extends TSchema>(
  $id: string,
  geometry: Geometry,
  properties: Properties,
) {
  return Type.Object(
    {
      type: Type.Literal("Feature"),
      id: Type.String({ description: "L’identifiant de l’objet." }),
      geometry,
      properties,
    },
    { $id },
  );
}

/** A feature collection, with the foreign members that say what it rests on (RFC 7946, 6.1). */
export function collectionOf<Feature extends TSchema, Members extends TProperties>(
  $id: string,
  feature: Feature,
  members: Members,
) {
  return Type.Object(
    { type: Type.Literal("FeatureCollection"), features: Type.Array(feature), ...members },
    { $id },
  );
}
