import { Type } from "typebox";

import type { Territory } from "../../isochrones/model/territory.ts";
import { schemaOf, schemaWithin } from "./agreement.ts";
import type {
  Inset,
  ListedTerritory,
  TerritoriesAnswer,
  TerritoryAnswer,
  TerritoryIndicators,
} from "./answers.ts";
import { MultiPolygonSchema } from "./geojson-schemas.ts";
import { count, fourNumbers, nullable, text, word } from "./parts.ts";
import { ORIGIN } from "./provenance-schemas.ts";

const TERRITORY = {
  kind: word(["france", "region", "departement", "epci", "commune"], "Le genre du territoire."),
  code: text("Le code de l’INSEE, ou le SIREN d’un EPCI."),
  name: text("Le nom."),
};

export const TerritorySchema = schemaOf<Territory>()(Type.Object(TERRITORY, { $id: "Territory" }));

export const LISTED_TERRITORY = {
  ref: text("Sa référence, à donner pour `territoire` : `france`, `dep:2A`, `com:2A004`…"),
  ...TERRITORY,
};

export const ListedTerritorySchema = schemaOf<ListedTerritory>()(
  Type.Object(LISTED_TERRITORY, { $id: "ListedTerritory" }),
);

export const TerritoriesSchema = schemaOf<TerritoriesAnswer>()(
  Type.Object(
    {
      territories: Type.Array(ListedTerritorySchema, { description: "Le meilleur d’abord." }),
      total: count("Combien correspondent, listés ou non."),
      ...ORIGIN,
    },
    { $id: "Territories" },
  ),
);

const BBOX = fourNumbers({ description: "Ouest, sud, est, nord, en degrés." });

const InsetSchema = schemaWithin<Inset>()(
  Type.Object(
    {
      ...LISTED_TERRITORY,
      bbox: BBOX,
      outline: nullable(MultiPolygonSchema, {
        description: "Son contour, en 200 positions au plus et sans trous ; null sans contours de communes.",
      }),
    },
    { $id: "Inset", description: "Un département à l’écart, à montrer dans un cartouche." },
  ),
);

const median = (description: string) =>
  nullable(Type.Number({ minimum: 0, maximum: 100 }), {
    description: `${description} : la médiane des structures dont il est connu ; null s’il ne l’est d’aucune.`,
  });

const TerritoryIndicatorsSchema = schemaOf<TerritoryIndicators>()(
  Type.Object(
    {
      known: count("Structures du territoire dont l’exploitant a fourni des indicateurs."),
      unknown: count("Celles dont il n’en a pas fourni."),
      realisationRate: median("Taux de réalisation, en pour cent"),
      noRedirectionShare: median("Part d’actes sans réorientation, en pour cent"),
      satisfaction: median("Satisfaction, en pour cent"),
    },
    { $id: "TerritoryIndicators" },
  ),
);

export const TerritoryPageSchema = schemaWithin<TerritoryAnswer>()(
  Type.Object(
    {
      territory: ListedTerritorySchema,
      bbox: BBOX,
      mainBbox: fourNumbers({
        description: "La même sans les départements à l’écart (`insets`) : où commencer une carte.",
      }),
      parents: Type.Array(ListedTerritorySchema, {
        description:
          "Les territoires qui le contiennent, le plus large d’abord ; pour un EPCI, ceux de la plupart de ses habitants.",
      }),
      kinds: Type.Object(
        {
          region: Type.Optional(count("Régions.")),
          departement: Type.Optional(count("Départements.")),
          epci: Type.Optional(count("EPCI, en tout ou en partie.")),
          commune: Type.Optional(count("Communes.")),
        },
        {
          description:
            "Combien de territoires de chaque genre plus étroit il contient ; sans ceux qu’il n’a pas.",
        },
      ),
      insets: Type.Array(InsetSchema, {
        description:
          "Pour `france` : les départements qu’aucune suite d’autres, de 500 km en 500 km au plus entre leurs milieux, ne relie aux plus peuplés. Sinon vide.",
      }),
      indicators: nullable(TerritoryIndicatorsSchema, {
        description: "null si le jeu de données n’a pas d’indicateurs de qualité.",
      }),
      ...ORIGIN,
    },
    { $id: "TerritoryPage" },
  ),
);
