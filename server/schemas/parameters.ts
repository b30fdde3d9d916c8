import { Type } from "typebox";
import type { Static, TEnum, TObject, TProperties } from "typebox";

import { COMMUNE_CODE_PATTERN } from "../../data/territories/insee-code.ts";

import { OPENING_WINDOW_EXPECTED } from "../../isochrones/opening-hours/opening-window.ts";

/**
 * The parameters that several addresses share. Each `description` is a French noun phrase that says what is
 * expected: error messages and the interface's description both read it, the latter after a `title` that says what it
 * is for.
 */

export const MINUTES_MAX = 120;
export const MINUTES_LIST_MAX = 6;
export const RESULTS_MAX = 1000;

export const Minutes = Type.Integer({
  minimum: 1,
  maximum: MINUTES_MAX,
  default: 30,
  title: "le temps de trajet à ne pas dépasser",
  description: `un nombre entier de minutes, de 1 à ${MINUTES_MAX}`,
});

export const MINUTES_LIST_EXPECTED = `de 1 à ${MINUTES_LIST_MAX} nombres entiers de minutes, de 1 à ${MINUTES_MAX}, séparés par des virgules`;

export const MinutesList = Type.String({
  maxLength: 40,
  pattern: String.raw`^\d{1,3}(,\d{1,3})*$`,
  default: "10,20,30",
  title: "les temps de trajet à dessiner",
  description: MINUTES_LIST_EXPECTED,
});

/** The cutoffs of a closure. */
export const LossMinutes = Type.String({
  maxLength: 40,
  pattern: String.raw`^\d{1,3}(,\d{1,3})*$`,
  default: "20,30",
  title: "les temps de trajet à ne pas dépasser",
  description: MINUTES_LIST_EXPECTED,
});

const TERRITORY = {
  minLength: 1,
  maxLength: 40,
  title: "le territoire",
  description:
    "« france » ou la référence d’un territoire, comme dep:2A, reg:94, epci:200036499 ou com:2A004",
};

export const TerritoryParameter = Type.String({ ...TERRITORY, default: "france" });

/** Another territory, beside the one asked for. */
export const ComparedTerritory = Type.String({ ...TERRITORY, title: "un autre territoire, à côté" });

export const EXCLUSIONS = ["principal", "antenne", "fixe", "multisite", "bus", "itinerante"] as const;

export const EXCLUDE_EXPECTED = `une liste, séparée par des virgules, de types ou formats parmi ${EXCLUSIONS.join(", ")}`;

export const Exclude = Type.String({
  maxLength: 100,
  title: "les structures qui ne comptent pas",
  description: EXCLUDE_EXPECTED,
});

/** Longest scenario in an address; larger ones are sent by POST. */
export const SCENARIO_TEXT_MAX = 8000;

export const SCENARIO_EXPECTED =
  "des modifications séparées par des points-virgules : ajouter:8.73,41.92 ou ajouter:8.73,41.92,Nom, fermer:ID, deplacer:ID:8.73,41.92, modifier:ID:type=antenne,format=bus,horaires=lundi_9h-12h_14h-17h/samedi_9h-12h ; ou enregistre:ID, un scénario enregistré";

export const STRUCTURE_TYPES = ["principal", "antenne"] as const;
export const STRUCTURE_FORMATS = ["fixe", "multisite", "bus", "itinerante"] as const;

export const TYPES_EXPECTED = `une liste, séparée par des virgules, de types parmi ${STRUCTURE_TYPES.join(", ")}`;
export const FORMATS_EXPECTED = `une liste, séparée par des virgules, de formats parmi ${STRUCTURE_FORMATS.join(", ")}`;

/** Which types and formats of structures alone are wanted. */
export const KINDS = {
  type: Type.Optional(
    Type.String({
      maxLength: 100,
      title: "les seuls types de structures qui comptent",
      description: TYPES_EXPECTED,
    }),
  ),
  format: Type.Optional(
    Type.String({
      maxLength: 100,
      title: "les seuls formats de structures qui comptent",
      description: FORMATS_EXPECTED,
    }),
  ),
};

export const AS_OF_EXPECTED = "un jour du calendrier, écrit AAAA-MM-JJ";

export const AsOf = Type.String({
  pattern: String.raw`^\d{4}-\d{2}-\d{2}$`,
  title: "le réseau tel qu’il était ce jour-là : les structures labellisées ce jour ou avant",
  description: AS_OF_EXPECTED,
});

export const OpenOn = Type.String({
  maxLength: 40,
  title: "les seules structures ouvertes à ce moment de la semaine",
  description: OPENING_WINDOW_EXPECTED,
});

export const PERCENTAGE_EXPECTED = "un pourcentage de 0 à 100";

export const MinRealisation = Type.Number({
  minimum: 0,
  maximum: 100,
  title: "les seules structures dont le taux de réalisation, s’il est connu, atteint ce pourcentage",
  description: PERCENTAGE_EXPECTED,
});

export const MinNoRedirection = Type.Number({
  minimum: 0,
  maximum: 100,
  title:
    "les seules structures dont la part d’actes sans réorientation, si elle est connue, atteint ce pourcentage",
  description: PERCENTAGE_EXPECTED,
});

/** Which structures count: common to every figure. */
export const SELECTION = {
  exclure: Type.Optional(Exclude),
  au: Type.Optional(AsOf),
  ouvert_le: Type.Optional(OpenOn),
  realisation_min: Type.Optional(MinRealisation),
  sans_reorientation_min: Type.Optional(MinNoRedirection),
};

/** A scenario of few edits, beside `SELECTION`. */
export const SCENARIO = {
  scenario: Type.Optional(
    Type.String({
      maxLength: SCENARIO_TEXT_MAX,
      title: "ce qui ouvrirait, fermerait, changerait",
      description: SCENARIO_EXPECTED,
    }),
  ),
};

/** A place, in degrees. */
export const POINT = {
  lat: Type.Number({ minimum: -90, maximum: 90, description: "une latitude en degrés, de -90 à 90" }),
  lon: Type.Number({ minimum: -180, maximum: 180, description: "une longitude en degrés, de -180 à 180" }),
};

export const BBOX_EXPECTED =
  "quatre nombres séparés par des virgules : ouest, sud, est et nord, en degrés ; ouest plus grand qu’est traverse l’antiméridien";

/** A rectangle of the map. */
export const Bbox = Type.String({ maxLength: 200, description: BBOX_EXPECTED });

export const ADDRESS = Type.String({
  minLength: 1,
  maxLength: 200,
  title: "le lieu, tel qu’on l’écrit",
  description: "une adresse, une commune ou un code postal, d’au plus 200 caractères",
});

export const COMMUNE_CODE = Type.String({
  pattern: `^${COMMUNE_CODE_PATTERN}$`,
  title: "le lieu, par sa commune",
  description: "le code Insee d’une commune, comme 2A004",
});

export const TERRITORY_KINDS = ["france", "region", "departement", "epci", "commune"] as const;

/** Those that a territory can be divided into. */
export const DETAIL_KINDS = ["region", "departement", "epci", "commune"] as const;

/** One of several words. @param title what they choose */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
  title?: string,
): TEnum<[...Words]> {
  return Type.Enum<[...Words]>([...words], {
    type: "string",
    description: `l’un des mots ${words.join(", ")}`,
    ...(title !== undefined && { title }),
  });
}

export const CURSOR_EXPECTED = "la valeur du lien « next » de la page précédente, du même jeu de données";

/** Which part of a list is wanted. */
export const PAGE = {
  limite: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: RESULTS_MAX,
      description: `un nombre entier de 1 à ${RESULTS_MAX} ; sans lui, tout`,
    }),
  ),
  suite: Type.Optional(Type.String({ minLength: 1, maxLength: 400, description: CURSOR_EXPECTED })),
};

/** Parameters of one address; any other is refused, for a misspelt one would silently change the figure. */
export function parameters<Properties extends TProperties>(properties: Properties): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false });
}

export type SelectionParameters = Static<TObject<typeof SELECTION>>;
export type ScenarioParameters = SelectionParameters & Static<TObject<typeof SCENARIO>>;

const MOST_LISTED = 200;

/** How much of a list is one page of it. */
export const PageLimit = Type.Integer({
  minimum: 1,
  maximum: MOST_LISTED,
  default: 50,
  title: "combien au plus",
  description: `un nombre entier de 1 à ${MOST_LISTED}`,
});
