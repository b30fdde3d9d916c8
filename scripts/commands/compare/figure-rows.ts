import type { Cause } from "../../../isochrones/compare/explain.ts";
import type { PairFigures } from "../../../isochrones/compare/figures.ts";
import type { SideFigures } from "../../../isochrones/compare/sides.ts";
import { count, percent, seconds } from "../../cli/french.ts";

/** Causes of a disagreement as people read them. */
export const CAUSES: Readonly<Record<Cause, string>> = {
  reach: "accessible pour un seul moteur",
  snap: "rattachement à une autre route",
  route: "autre itinéraire",
  speed: "même itinéraire, autre vitesse",
  "route-or-speed": "itinéraire ou vitesse",
};

/** How what is compared is called, in the plural, and who is compared. */
export interface FigureWords {
  readonly all: string;
  readonly each: string;
  /** After `pour`. */
  readonly measured: string;
  readonly reference: string;
}

/** How far two sides agree, as rows of a table. */
export function figureRows(pairs: PairFigures, words: FigureWords): string[][] {
  return [
    [words.all, count(pairs.pairs)],
    ["accessibles pour les deux", count(pairs.reachableInBoth)],
    [`  part des ${words.each}`, shareOf(pairs.reachableInBoth, pairs.pairs)],
    [`  pour ${words.measured} seul`, count(pairs.reachableInMeasuredOnly)],
    [`  pour ${words.reference} seule`, count(pairs.reachableInReferenceOnly)],
    ["écart relatif médian", percent(pairs.relative.median)],
    [`  95 % des ${words.each} à moins de`, percent(pairs.relative.p95)],
    ["  au pire", percent(pairs.relative.max)],
    ["écart absolu médian", seconds(pairs.absoluteSeconds.median)],
    [`  95 % des ${words.each} à moins de`, seconds(pairs.absoluteSeconds.p95)],
    ["  au pire", seconds(pairs.absoluteSeconds.max)],
    ["biais médian", signed(pairs.bias.medianRelative, percent)],
    ["biais moyen", signed(pairs.bias.meanSeconds, seconds)],
  ];
}

/** Over the rows of `sideRow`. */
export function sidesHeader(measured: string, reference: string): string[] {
  return ["seuil", measured, reference, "gagnés", "perdus", "changent de côté"];
}

/** Who is within a limit by both, and who changes sides. */
export function sideRow(side: SideFigures): string[] {
  return [
    limitText(side.minutes),
    shareOf(side.measuredWithin, side.people),
    shareOf(side.referenceWithin, side.people),
    `${count(side.gained)} hab.`,
    `${count(side.lost)} hab.`,
    percent(side.changedShare),
  ];
}

/** `12,5 min`. */
export function limitText(minutes: number): string {
  return `${String(minutes).replace(".", ",")} min`;
}

export function shareOf(part: number, whole: number): string {
  return whole > 0 ? percent(part / whole) : "–";
}

/** A difference with its sign, also where it is positive. */
export function signed(value: number, format: (value: number) => string): string {
  return `${value > 0 ? "+" : ""}${format(value)}`;
}
