import type { Description } from "../openapi/description.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import { TileJsonSchema } from "../schemas/service-schemas.ts";
import type { TileSet } from "./tile-json.ts";

interface SetWords {
  /** Ends the identifiers of its operations. */
  readonly id: string;
  readonly tile: string;
  readonly description: string;
}

const WORDS: Readonly<Record<TileSet, SetWords>> = {
  fond: {
    id: "Fond",
    tile: "du fond de carte",
    description: "Terres, communes, routes principales et noms, réunis pour la carte.",
  },
  carreaux: {
    id: "Carreaux",
    tile: "des carreaux habités et de leurs temps",
    description:
      "Les carreaux, regroupés aux petites échelles, avec leurs habitants et leur temps de trajet en secondes, moyenne pondérée par les habitants. Avec `scenario=`, ceux dont le temps change portent aussi, dans `avant`, leur temps sans lui.",
  },
  structures: {
    id: "Structures",
    tile: "des structures comptées",
    description: "Les structures, sans leur adresse électronique.",
  },
  "zones-blanches": {
    id: "ZonesBlanches",
    tile: "des zones blanches",
    description: "Les ensembles de carreaux habités qu’aucune structure comptée ne couvre.",
  },
  isochrones: {
    id: "Isochrones",
    tile: "des isochrones d’une structure",
    description: "Les zones d’où l’on rejoint cette structure, une par temps.",
  },
  limites: {
    id: "Limites",
    tile: "des limites administratives",
    description: "Les limites des communes, EPCI, départements et régions, dessinées une fois chacune.",
  },
  territoires: {
    id: "Territoires",
    tile: "des territoires",
    description:
      "Régions, départements, EPCI et communes en surfaces, chaque genre aux niveaux où il se lit, sans jour entre voisins.",
  },
  routes: { id: "Routes", tile: "des routes", description: "Les routes, les plus grandes d’abord." },
};

const WITH_SCENARIO: ReadonlySet<TileSet> = new Set<TileSet>(["carreaux", "zones-blanches"]);

/** What a tile of a set says of itself. */
export function describeTile(set: TileSet, tileType: string): Description {
  const { id, tile, description } = WORDS[set];
  return {
    operationId: `lireTuile${id}`,
    summary: `Une tuile ${tile}`,
    description: `${description} \`/tiles/${set}.json\` en décrit les couches.`,
    tag: "Tuiles",
    answers: {
      200: { description: "La tuile vectorielle (MVT 2.1).", content: { [tileType]: null } },
      204: { description: "Rien à dessiner dans cette tuile." },
    },
    problems: [
      "tile.unknown",
      "dataset.unknown",
      ...(set === "isochrones" ? (["structure.unknown"] as const) : []),
      ...(WITH_SCENARIO.has(set) ? SCENARIO_PROBLEMS : []),
    ],
    examples: ({ tile: address, datasetId, structureId }) => {
      if (set === "isochrones" && structureId === null) return [];
      const query = {
        jeu: datasetId,
        ...(set === "isochrones" && structureId !== null && { structure: structureId }),
      };
      return [{ summary: "Une tuile du jeu servi", path: { ...address }, query }];
    },
  };
}

/** What the TileJSON of a set says of itself. */
export function describeTileJson(set: TileSet, jsonType: string): Description {
  const { id, tile } = WORDS[set];
  return {
    operationId: `decrireTuiles${id}`,
    summary: `Les tuiles ${tile}`,
    description: "Leur adresse, leur emprise, leurs couches et les mentions à montrer, en TileJSON 3.0.0.",
    tag: "Tuiles",
    answers: { 200: { description: "Le TileJSON.", content: { [jsonType]: TileJsonSchema } } },
    problems: [
      ...(set === "isochrones" ? (["structure.unknown"] as const) : []),
      ...(WITH_SCENARIO.has(set) ? (["scenario.invalid", "scenario.too_many"] as const) : []),
    ],
    examples: ({ structureId }) => {
      if (set !== "isochrones") return [{ summary: "Le TileJSON" }];
      return structureId === null ? [] : [{ summary: "Le TileJSON", query: { structure: structureId } }];
    },
  };
}
