const LANGUAGES = ["fr", "en"] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language of the page: French, unless its address asks for another. Fixed for the life of the page. */
export const language: Language = readLanguage();

function readLanguage(): Language {
  // Tests read these modules without a page.
  const { location } = globalThis as { readonly location?: { readonly search: string } };
  const asked = new URLSearchParams(location?.search).get("lang");
  return LANGUAGES.find((known) => known === asked) ?? "fr";
}
