import type { Dataset } from "../../isochrones/model/dataset.ts";
import { attributions } from "../public-data.ts";
import type { TileJson } from "../schemas/answers.ts";
import { MAX_ZOOM } from "./mercator.ts";

export const TILE_SETS = ["carreaux", "fond"] as const;
export type TileSet = (typeof TILE_SETS)[number];

const NAMES: Readonly<Record<TileSet, string>> = {
  carreaux: "Temps de trajet des carreaux",
  fond: "Fond de carte",
};

const LAYERS: Readonly<Record<TileSet, TileJson["vector_layers"]>> = {
  carreaux: [
    {
      id: "carreaux",
      description: "Carreaux habités, regroupés aux petites échelles",
      fields: {
        seconds:
          "Temps de trajet jusqu’à la structure comptée la plus proche, en secondes ; -1 si aucune n’est joignable",
        people: "Habitants",
        id: "Identifiant du carreau, absent d’un regroupement",
        cells: "Nombre de carreaux d’un regroupement",
      },
    },
  ],
  fond: [
    { id: "emprise", description: "Terres, commune par commune, ou cadre des routes", fields: {} },
    { id: "communes", description: "Contours des communes", fields: { code: "Code INSEE", nom: "Nom" } },
    {
      id: "routes",
      description: "Routes",
      fields: { classe: "motorway, trunk, primary, secondary, tertiary, minor, service ou ferry" },
    },
    {
      id: "lieux",
      description: "Noms des communes",
      fields: { nom: "Nom", rang: "Rang par population, 1 pour la plus peuplée" },
    },
  ],
};

/**
 * TileJSON 3.0.0 of a tile set. Its tile addresses name the dataset, so that clients may keep the tiles.
 *
 * @param origin scheme and host under which the client reached the server
 */
export function tileJson(set: TileSet, dataset: Dataset, origin: string): TileJson {
  return {
    tilejson: "3.0.0",
    name: NAMES[set],
    scheme: "xyz",
    tiles: [`${origin}/tiles/${set}/{z}/{x}/{y}.mvt?jeu=${encodeURIComponent(dataset.id)}`],
    minzoom: 0,
    maxzoom: MAX_ZOOM,
    bounds: dataset.bbox,
    attribution: attributions(dataset.sources).join(" · "),
    vector_layers: LAYERS[set],
  };
}
