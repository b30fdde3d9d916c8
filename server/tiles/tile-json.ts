import type { Dataset } from "../../isochrones/model/dataset.ts";
import { attributions } from "../public-data.ts";
import type { TileJson } from "../schemas/answers.ts";
import { MAX_ZOOM } from "./mercator.ts";

export const TILE_SETS = [
  "carreaux",
  "structures",
  "zones-blanches",
  "isochrones",
  "limites",
  "territoires",
  "routes",
  "fond",
] as const;
export type TileSet = (typeof TILE_SETS)[number];

type VectorLayers = TileJson["vector_layers"];

const STRUCTURE_FIELDS = {
  id: "Identifiant",
  type: "principal ou antenne",
  format: "fixe, multisite, bus ou itinerante",
};

const GAP_FIELDS = {
  id: "Identifiant de la zone blanche",
  people: "Habitants",
  cellCount: "Nombre de carreaux",
  worstMinutes: "Temps le plus long, en minutes ; absent si un carreau ne joint aucune structure",
  meanMinutes: "Temps moyen par habitant, en minutes ; absent si aucun carreau ne joint de structure",
  nearestId: "Identifiant de la structure la plus proche par la route",
  nearestName: "Nom de cette structure",
};

const ROADS: VectorLayers[number] = {
  id: "routes",
  description: "Routes ; les moins importantes n’apparaissent que de près",
  fields: { classe: "motorway, trunk, primary, secondary, tertiary, minor, service ou ferry" },
};

/** Of the filled territories of one kind. */
function areaLayer(id: string, description: string, { departement = true } = {}): VectorLayers[number] {
  const fields = {
    code: "Code INSEE, ou SIREN d’un EPCI ; une fois par couche (`promoteId`)",
    nom: "Nom",
    ...(departement && { departement: "Code du département" }),
  };
  return { id, description, fields };
}

/** The name and the layers of each tile set; all of them are made at each level. */
const SETS: Readonly<Record<TileSet, { readonly name: string; readonly layers: VectorLayers }>> = {
  carreaux: {
    name: "Temps de trajet des carreaux",
    layers: [
      {
        id: "carreaux",
        description: "Carreaux habités, regroupés aux petites échelles",
        fields: {
          seconds:
            "Temps de trajet jusqu’à la structure comptée la plus proche, en secondes ; -1 si aucune n’est joignable",
          avant:
            "Avec `scenario=` : `seconds` avant ce scénario, dans la même unité, -1 compris ; absent si rien n’y change",
          people: "Habitants",
          id: "Identifiant du carreau, absent d’un regroupement",
          cells: "Nombre de carreaux d’un regroupement",
        },
      },
    ],
  },
  structures: {
    name: "Structures",
    layers: [
      {
        id: "structures",
        description: "Structures comptées",
        fields: {
          ...STRUCTURE_FIELDS,
          name: "Nom, à partir du niveau 7",
          communeCode: "Code INSEE de la commune, à partir du niveau 7",
          communeName: "Commune, à partir du niveau 7",
        },
      },
    ],
  },
  "zones-blanches": {
    name: "Zones blanches",
    layers: [
      { id: "zones-blanches", description: "Contours, les plus peuplées d’abord", fields: GAP_FIELDS },
      {
        id: "centres",
        description: "Un point pour chacune, les 500 plus peuplées d’une tuile",
        fields: GAP_FIELDS,
      },
    ],
  },
  isochrones: {
    name: "Isochrones d’une structure",
    layers: [
      {
        id: "isochrones",
        description: "Zones d’où la structure est jointe, la plus grande d’abord",
        fields: { minutes: "Durée, en minutes", people: "Habitants de la zone" },
      },
    ],
  },
  limites: {
    name: "Limites administratives",
    layers: [
      {
        id: "limites",
        description:
          "Limites, chacune une fois : régions à tous les niveaux, départements dès 5, EPCI dès 7, communes dès 8",
        fields: {
          level: "Territoire le plus large qui s’arrête là : region, departement, epci ou commune",
          epci: "Vrai si un EPCI s’y arrête aussi",
          outer: "Vrai si le jeu de données n’a rien au-delà",
        },
      },
    ],
  },
  territoires: {
    name: "Territoires",
    layers: [
      areaLayer("regions", "Régions, aux niveaux 0 à 8", { departement: false }),
      areaLayer("departements", "Départements, aux niveaux 3 à 9"),
      areaLayer("epci", "EPCI, aux niveaux 5 à 11 ; leur département est celui de la plupart des habitants"),
      areaLayer("communes", "Communes, à partir du niveau 8"),
      {
        id: "noms",
        description:
          "Un point dans chaque région, département et, à partir du niveau 7, EPCI qui est dessiné",
        fields: {
          code: "Code INSEE, ou SIREN d’un EPCI",
          nom: "Nom",
          genre: "region, departement ou epci",
          rang: "Rang par population légale parmi ceux de son genre, 1 pour le plus peuplé",
        },
      },
    ],
  },
  routes: { name: "Routes", layers: [ROADS] },
  fond: {
    name: "Fond de carte",
    layers: [
      {
        id: "emprise",
        description: "Terres, commune par commune à partir du niveau 7, ou cadre des routes",
        fields: {},
      },
      {
        id: "communes",
        description: "Contours des communes, à partir du niveau 7",
        fields: { code: "Code INSEE", nom: "Nom" },
      },
      ROADS,
      {
        id: "lieux",
        description: "Noms des communes",
        fields: { nom: "Nom", rang: "Rang par population, 1 pour la plus peuplée" },
      },
    ],
  },
};

export interface TileJsonPlace {
  /** Scheme and host under which the client reached the server. */
  readonly origin: string;
  /** Parameters of the tiles besides the dataset, which their addresses repeat. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** TileJSON 3.0.0 of a tile set. Its tile addresses name the dataset, so that clients may keep the tiles. */
export function tileJson(set: TileSet, dataset: Dataset, { origin, parameters }: TileJsonPlace): TileJson {
  const query = new URLSearchParams({ jeu: dataset.id, ...parameters }).toString();
  return {
    tilejson: "3.0.0",
    name: SETS[set].name,
    scheme: "xyz",
    tiles: [`${origin}/tiles/${set}/{z}/{x}/{y}.mvt?${query}`],
    minzoom: 0,
    maxzoom: MAX_ZOOM,
    bounds: dataset.bbox,
    attribution: attributions(dataset.sources).join(" · "),
    vector_layers: SETS[set].layers,
  };
}
