import { createStore } from "../dom/store.ts";
import type { Store } from "../dom/store.ts";
import { DARK, LIGHT } from "./palette.ts";
import type { Palette } from "./palette.ts";

/** The map's colours, following the system's theme. */
export function followTheme(): Store<{ current: Palette }> {
  const query = matchMedia("(prefers-color-scheme: dark)");
  const paletteNow = (): Palette => (query.matches ? DARK : LIGHT);
  const store = createStore({ current: paletteNow() });
  query.addEventListener("change", () => store.set({ current: paletteNow() }));
  return store;
}
