import { Type } from "typebox";

import type { TerritoriesAnswer } from "../schemas/answers.ts";
import { RESULTS_MAX, TERRITORY_KINDS, oneOf, parameters } from "../schemas/parameters.ts";
import { originOf } from "../public-data.ts";
import { TerritorySearch, listTerritory } from "../territories.ts";
import type { App, RouteContext } from "./context.ts";

const TerritoryQuery = parameters({
  q: Type.String({ maxLength: 100, default: "", description: "un texte d’au plus 100 caractères" }),
  genre: Type.Optional(oneOf(TERRITORY_KINDS)),
  limite: Type.Integer({
    minimum: 1,
    maximum: RESULTS_MAX,
    default: 20,
    description: `un nombre entier de 1 à ${RESULTS_MAX}`,
  }),
});

/** `GET /api/v1/territoires`: search by name, code or postcode. */
export function territoryRoutes(app: App, { study, revalidate }: RouteContext): void {
  const search = new TerritorySearch(study.territories(), study.dataset.communes);
  app.get(
    "/api/v1/territoires",
    { schema: { querystring: TerritoryQuery }, preHandler: revalidate },
    (request): TerritoriesAnswer => {
      const { q, genre, limite } = request.query;
      const found = search.find(q, genre ?? null);
      return {
        territories: found.slice(0, limite).map(listTerritory),
        total: found.length,
        ...originOf(study.dataset),
      };
    },
  );
}
