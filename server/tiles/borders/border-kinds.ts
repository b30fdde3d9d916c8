import type { Commune } from "../../../isochrones/model/territory.ts";
import type { PropertyValue } from "../vector-layer.ts";

/** What a border separates besides communes, as bits. */
const EPCI = 1;
const DEPARTEMENT = 2;
const REGION = 4;
/** Nothing of the dataset is on its other side. */
const OUTER = 8;

/** The border of the land. */
export const OUTER_BORDER = OUTER | REGION | DEPARTEMENT | EPCI;

/** Levels from which borders are drawn. */
const MIN_ZOOMS = { region: 0, departement: 5, epci: 7, commune: 8 } as const;

export function borderKind(a: Commune, b: Commune): number {
  return (
    (a.epciCode === b.epciCode ? 0 : EPCI) |
    (a.departementCode === b.departementCode ? 0 : DEPARTEMENT) |
    (a.regionCode === b.regionCode ? 0 : REGION)
  );
}

export function isOuter(kind: number): boolean {
  return (kind & OUTER) !== 0;
}

/** What is seen of a border at a level; null where nothing is. */
export function borderKindAt(kind: number, zoom: number): number | null {
  if (zoom >= MIN_ZOOMS.commune) return kind;
  const seen =
    OUTER | REGION | (zoom >= MIN_ZOOMS.departement ? DEPARTEMENT : 0) | (zoom >= MIN_ZOOMS.epci ? EPCI : 0);
  return (kind & seen) === 0 ? null : kind & seen;
}

/** Properties of a border in tiles. */
export function borderProperties(kind: number): Record<string, PropertyValue> {
  return { level: levelOf(kind), epci: (kind & EPCI) !== 0, outer: isOuter(kind) };
}

function levelOf(kind: number): string {
  if ((kind & REGION) !== 0) return "region";
  if ((kind & DEPARTEMENT) !== 0) return "departement";
  return (kind & EPCI) === 0 ? "commune" : "epci";
}
