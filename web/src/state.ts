/** Slider range, minutes. */
export const MIN_MINUTES = 5;
export const MAX_MINUTES = 60;
/** The Government's own threshold. */
export const DEFAULT_MINUTES = 30;

/** Kinds of structure that the reader may leave out, each with the API's words for it. */
export const EXCLUSIONS = {
  mobiles: ["bus", "itinerante"],
  antennes: ["antenne"],
} as const;

export type ExclusionId = keyof typeof EXCLUSIONS;

export type Selection = { readonly kind: "structure" | "gap" | "commune"; readonly id: string };

/** What the reader has chosen. All of it is in the address of the page. */
export interface AppState {
  readonly minutes: number;
  readonly excluded: readonly ExclusionId[];
  readonly selection: Selection | null;
}

/** The API's words for the kinds left out, in a fixed order. */
export function excludedWords(excluded: readonly ExclusionId[]): string[] {
  return (Object.keys(EXCLUSIONS) as ExclusionId[])
    .filter((id) => excluded.includes(id))
    .flatMap((id) => EXCLUSIONS[id]);
}

/** Is a structure of this type and format counted? */
export function isCounted(
  structure: { readonly type: string; readonly format: string },
  excluded: readonly ExclusionId[],
): boolean {
  const words = excludedWords(excluded);
  return !words.includes(structure.type) && !words.includes(structure.format);
}
