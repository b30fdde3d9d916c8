import type { LayerSpecification, RasterSourceSpecification } from "maplibre-gl";

/** The one host besides our own that a page may ask, and only when the reader chooses its map. */
const WMTS = "https://data.geopf.fr/wmts";

/**
 * IGN's plan as pictures, from the Géoplateforme: layer `GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2`, open to all without a key
 * (cartes.gouv.fr).
 */
export function ignSource(): RasterSourceSpecification {
  const query = [
    "SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal",
    "FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
  ].join("&");
  return { type: "raster", tiles: [`${WMTS}?${query}`], tileSize: 256, maxzoom: 18 };
}

/** Its name in the style. */
export const IGN_SOURCE = "ign";

export const IGN_LAYER: LayerSpecification = {
  id: "ign",
  type: "raster",
  source: IGN_SOURCE,
  // Stepped back, so that the colours over it are read as in the legend.
  paint: { "raster-saturation": -0.6, "raster-opacity": 0.8 },
};

/** Named under the map while it is shown. */
export const IGN_ATTRIBUTION = "Fond de carte : Plan IGN (Géoplateforme)";
