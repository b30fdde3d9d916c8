/** Colours of the map in one theme. Reasons: web/DESIGN.md. */
export interface Palette {
  readonly theme: "light" | "dark";
  readonly sea: string;
  readonly land: string;
  readonly border: string;
  readonly road: string;
  readonly mainRoad: string;
  readonly label: string;
  readonly labelHalo: string;
  /** One a class of travel time, nearest first. */
  readonly times: readonly string[];
  /** One a class of shares, the least covered first. */
  readonly shares: readonly string[];
  /** Inhabited and beyond the threshold. */
  readonly uncovered: string;
  readonly uncoveredHatch: string;
  /** Newly within the minutes with a scenario, and no longer, each with the ink of its sign. */
  readonly gained: string;
  readonly gainedInk: string;
  readonly lost: string;
  readonly lostInk: string;
  /** Inhabited, and neither. */
  readonly unchanged: string;
  /** Outline of a gap, and of what is selected. */
  readonly gapOutline: string;
  readonly selection: string;
  readonly structure: string;
  readonly structureHalo: string;
  readonly isochrone: string;
  readonly isochroneHalo: string;
}

export const LIGHT: Palette = {
  theme: "light",
  sea: "#dfe7ea",
  land: "#f7f5f0",
  border: "#b9b3a6",
  road: "#8d8675",
  mainRoad: "#6f6857",
  label: "#232a31",
  labelHalo: "#fffffff0",
  times: ["#123a6f", "#1f6896", "#3a93b0", "#66bab3", "#98cea3", "#bfd68f", "#f2f0bb"],
  shares: ["#e8617a", "#f2f0bb", "#bfd68f", "#66bab3", "#1f6896", "#123a6f"],
  uncovered: "#e8617a",
  uncoveredHatch: "#8c0d33",
  gained: "#2b6fc4",
  gainedInk: "#ffffff",
  lost: "#f0a23c",
  lostInk: "#3d1f00",
  unchanged: "#d3cdc0",
  gapOutline: "#8c0d33",
  selection: "#111418",
  structure: "#111418",
  structureHalo: "#ffffff",
  isochrone: "#3b1a6e",
  isochroneHalo: "#ffffff",
};

export const DARK: Palette = {
  theme: "dark",
  sea: "#0d1216",
  land: "#1b232a",
  border: "#46525c",
  road: "#5d6a75",
  mainRoad: "#7d8b96",
  label: "#e9eef1",
  labelHalo: "#0d1216e6",
  times: ["#fdf8cf", "#c3dd98", "#86cdb0", "#4ca9bb", "#3180aa", "#2a5a90", "#283d66"],
  shares: ["#d0385c", "#283d66", "#3180aa", "#4ca9bb", "#c3dd98", "#fdf8cf"],
  uncovered: "#d0385c",
  uncoveredHatch: "#ffc4cf",
  gained: "#6aa9f5",
  gainedInk: "#06203f",
  lost: "#f2a541",
  lostInk: "#331a00",
  unchanged: "#3a4650",
  gapOutline: "#ff9fb2",
  selection: "#ffffff",
  structure: "#ffffff",
  structureHalo: "#0d1216",
  isochrone: "#ffc24d",
  isochroneHalo: "#0d1216",
};
