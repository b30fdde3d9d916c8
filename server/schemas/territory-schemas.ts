import { Type } from "typebox";

import type { Territory } from "../../isochrones/model/territory.ts";
import { schemaOf } from "./agreement.ts";
import type { ListedTerritory, TerritoriesAnswer } from "./answers.ts";
import { count, text, word } from "./parts.ts";
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
