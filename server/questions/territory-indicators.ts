import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { QualityIndicators } from "../../isochrones/model/structure.ts";
import type { TerritoryIndicators } from "../schemas/answers.ts";

/**
 * What indicators say of the structures of a territory: medians, each over the structures of which it is known. null for a
 * dataset without indicators. O(structures).
 *
 * @param codes of the territory's communes; null for all structures, wherever they are
 */
export function territoryIndicators(
  { structures }: Dataset,
  codes: ReadonlySet<string> | null,
): TerritoryIndicators | null {
  if (structures.every(({ indicators }) => indicators === undefined)) return null;
  const inside = structures.filter(({ communeCode }) => codes === null || codes.has(communeCode));
  const known = inside.flatMap(({ indicators }) => indicators ?? []);
  const medianOf = (name: keyof QualityIndicators): number | null =>
    median(known.flatMap((indicators) => indicators[name] ?? []));
  return {
    known: known.length,
    unknown: inside.length - known.length,
    realisationRate: medianOf("realisationRate"),
    noRedirectionShare: medianOf("noRedirectionShare"),
    satisfaction: medianOf("satisfaction"),
  };
}

/** Halfway between the two in the middle of an even number; null of none. To a tenth, as indicators are told. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const value = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
  return Math.round(value * 10) / 10;
}
