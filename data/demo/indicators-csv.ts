import type { Desk } from "./desks.ts";
import type { Random } from "./random.ts";

export const INDICATOR_HEADER = "id_fs,taux_realisation,part_sans_reorientation,satisfaction\n";

/** A row of a structure that no list has, as tables kept by hand have them: the reader's report must name it. */
export const STRAY_INDICATORS = "999999,81.5,74.0,90.0\n";

/** One desk in so many has no row, and one in so many has not asked anybody how content they are. */
const WITHOUT_ROW = 12;
const WITHOUT_SATISFACTION = 6;

/**
 * Rows of fictitious indicators of quality, without their header: percentages drawn at random, of antennes and buses somewhat
 * lower. They say nothing of any structure.
 */
export function formatIndicators(desks: readonly Desk[], random: Random): string {
  return desks.map((desk) => formatRow(desk, random)).join("");
}

function formatRow({ id, type, format }: Desk, random: Random): string {
  const hasRow = !random.chance(1 / WITHOUT_ROW);
  const isSmall = type === "Antenne" || format === "Bus_équivalent" || format === "Itinérante";
  const realisation = random.between(68, 97) - (isSmall ? 8 : 0);
  // What is sent elsewhere is not done here: a share of what is done is sent on all the same.
  const withoutRedirection = realisation * random.between(0.78, 0.99);
  const satisfaction = random.chance(1 / WITHOUT_SATISFACTION) ? "" : random.between(80, 99).toFixed(1);
  return hasRow ? `${id},${realisation.toFixed(1)},${withoutRedirection.toFixed(1)},${satisfaction}\n` : "";
}
