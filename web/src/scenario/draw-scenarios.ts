import type { AppContext } from "../app/context.ts";
import type { MapView } from "../map/opened-map.ts";
import type { Palette } from "../map/palette.ts";
import { followDifference } from "./difference-layers.ts";
import { followSigns } from "./map-signs.ts";
import { sessionOf } from "./session.ts";

/** Draws the edits and the difference of the scenario shown. */
export function drawScenarios(view: MapView, context: AppContext, palette: () => Palette): void {
  followDifference(view, context, palette);
  followSigns(view, context, sessionOf(context));
}
