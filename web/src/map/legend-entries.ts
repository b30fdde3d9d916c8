import type { Shading } from "../app/state.ts";
import { messages } from "../i18n/messages.ts";
import { IMAGES } from "./images.ts";
import type { StructureIcon } from "./images.ts";
import type { Palette } from "./palette.ts";
import { coveredClasses, shareClasses } from "./scale.ts";

const words = messages.map;

/** One line of the legend. */
export interface LegendEntry {
  /** null for the uncovered, which are hatched. */
  readonly color: string | null;
  readonly text: string;
}

/** Signs of the structures, with their names. */
export const SIGNS: readonly (readonly [StructureIcon, string])[] = [
  [IMAGES.principal, words.structurePrincipal],
  [IMAGES.antenne, words.structureAntenne],
  [IMAGES.mobile, words.structureMobile],
];

/** What the colours are of. */
export function legendTitle(minutes: number, shading: Shading): string {
  return shading === "cells" ? words.legend : words.shareLegend(minutes);
}

/** What each colour means at some minutes, the best covered first. */
export function legendEntries(palette: Palette, minutes: number, shading: Shading): LegendEntry[] {
  if (shading === "territories") {
    return shareClasses(palette).map(({ from, to, color }, index, all) => ({
      color: index === all.length - 1 ? null : color,
      text: words.shareRange(from, to),
    }));
  }
  return [
    ...coveredClasses(palette, minutes).map(({ fromMinutes, toMinutes, color }) => ({
      color,
      text: words.range(fromMinutes, toMinutes),
    })),
    { color: null, text: words.uncovered(minutes) },
  ];
}
