import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";

import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import { EVERYWHERE } from "../app/state.ts";
import type { MapContent } from "./content.ts";
import { IMAGES } from "./images.ts";
import type { Palette } from "./palette.ts";
import { TERRITORY_LEVELS } from "./levels.ts";
import type { TerritoryLevel } from "./levels.ts";
import { SHARE_BOUNDS } from "./scale.ts";

/** Names of the layer of each level. */
export const choroplethLayer = ({ kind }: TerritoryLevel): string => `share-${kind}`;

/** Set by `choropleth.ts` for each territory whose curve is known; -1 where nobody lives. */
const SHARE: ExpressionSpecification = ["feature-state", "share"];

/** Territories by the share of their people who are within the minutes. */
export function choroplethLayers(palette: Palette, { shading }: MapContent): LayerSpecification[] {
  const visibility = shading === "territories" ? "visible" : "none";
  return TERRITORY_LEVELS.flatMap((level): LayerSpecification[] => {
    const place = {
      source: "territoires",
      "source-layer": level.sourceLayer,
      minzoom: level.fromZoom,
      maxzoom: level.toZoom,
      layout: { visibility },
    } as const;
    return [
      {
        id: choroplethLayer(level),
        type: "fill",
        ...place,
        paint: { "fill-color": shareColor(palette), "fill-opacity": 0.88 },
      },
      {
        id: `${choroplethLayer(level)}-hatch`,
        type: "fill",
        ...place,
        paint: { "fill-pattern": IMAGES.hatch, "fill-opacity": isLeast() },
      },
      {
        id: `${choroplethLayer(level)}-border`,
        type: "line",
        ...place,
        paint: { "line-color": palette.labelHalo, "line-width": 1 },
      },
    ];
  });
}

function shareColor(palette: Palette): ExpressionSpecification {
  const [least, ...others] = palette.shares;
  const steps = others.flatMap((color, index) => [SHARE_BOUNDS[index] ?? 1, color]);
  const share: ExpressionSpecification = ["number", SHARE, -1];
  return ["case", ["<", share, 0], palette.land, ["step", share, least, ...steps]] as ExpressionSpecification;
}

/** Hatched as well: the class in which most people are beyond the minutes. */
function isLeast(): ExpressionSpecification {
  const share: ExpressionSpecification = ["number", SHARE, -1];
  return ["case", ["all", [">=", share, 0], ["<", share, SHARE_BOUNDS[0] ?? 0]], 0.9, 0];
}

/** What is not the territory shown steps back, and its outline stands out. */
export function focusLayers(palette: Palette, content: MapContent): LayerSpecification[] {
  const filters = focusFilters(content.territory);
  return TERRITORY_LEVELS.flatMap((level): LayerSpecification[] => {
    const source = { source: "territoires", "source-layer": level.sourceLayer } as const;
    return [
      {
        id: `outside-${level.kind}`,
        type: "fill",
        ...source,
        filter: filters[`outside-${level.kind}`] ?? false,
        paint: { "fill-color": palette.land, "fill-opacity": 0.62, "fill-antialias": false },
      },
      {
        id: `outline-${level.kind}`,
        type: "line",
        ...source,
        filter: filters[`outline-${level.kind}`] ?? false,
        layout: { "line-join": "round" },
        paint: { "line-color": palette.selection, "line-width": 2.4 },
      },
    ];
  });
}

/** Filters of `focusLayers`, by layer. */
export function focusFilters(territory: TerritoryRef): Readonly<Record<string, FilterSpecification>> {
  const [prefix, code = ""] = territory.split(":");
  return Object.fromEntries(
    TERRITORY_LEVELS.flatMap((level): [string, FilterSpecification][] => {
      const isShown = territory !== EVERYWHERE && level.prefix === prefix;
      return [
        [`outside-${level.kind}`, isShown ? ["!=", ["get", "code"], code] : ["literal", false]],
        [`outline-${level.kind}`, isShown ? ["==", ["get", "code"], code] : ["literal", false]],
      ];
    }),
  );
}
