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

interface MinZooms {
  readonly departement: number;
  readonly epci: number;
  readonly commune: number;
}

/** Levels from which borders are drawn; those of régions always are. */
const DRAWN_FROM: MinZooms = { departement: 5, epci: 7, commune: 8 };
/** Levels from which there are lines of them, since areas are drawn of them before they are. */
const LINED_FROM: MinZooms = { departement: 3, epci: 5, commune: 8 };

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

/** What the lines of a level have of a border; null where there is none of it. */
export function linedKindAt(kind: number, zoom: number): number | null {
  return kindFrom(LINED_FROM, kind, zoom);
}

/** What is drawn of a border at a level; null where nothing is. */
export function drawnKindAt(kind: number, zoom: number): number | null {
  return kindFrom(DRAWN_FROM, kind, zoom);
}

function kindFrom({ departement, epci, commune }: MinZooms, kind: number, zoom: number): number | null {
  if (zoom >= commune) return kind;
  const seen = OUTER | REGION | (zoom >= departement ? DEPARTEMENT : 0) | (zoom >= epci ? EPCI : 0);
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
