import type { QualityIndicators } from "../../../isochrones/model/structure.ts";

/** In the order in which they are told. */
export const INDICATORS = [
  "noRedirectionShare",
  "realisationRate",
  "satisfaction",
] as const satisfies readonly (keyof QualityIndicators)[];

/** An indicator of the structures of a territory, each of them counting once. Per cents, null where none is known. */
export interface IndicatorFigure {
  readonly name: keyof QualityIndicators;
  readonly mean: number | null;
  readonly least: number | null;
  readonly most: number | null;
  /** Of how many structures it is known. */
  readonly known: number;
}

/** The indicators of structures together. O(structures). */
export function indicatorFigures(
  structures: readonly { readonly indicators?: QualityIndicators | undefined }[],
): IndicatorFigure[] {
  return INDICATORS.map((name) => {
    const values = structures
      .map(({ indicators }) => indicators?.[name] ?? null)
      .filter((one) => one !== null);
    if (values.length === 0) return { name, mean: null, least: null, most: null, known: 0 };
    const sum = values.reduce((total, value) => total + value, 0);
    return {
      name,
      mean: sum / values.length,
      least: values.reduce((least, value) => Math.min(least, value)),
      most: values.reduce((most, value) => Math.max(most, value)),
      known: values.length,
    };
  });
}
