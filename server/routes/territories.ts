import { Type } from "typebox";

import type { Description } from "../openapi/description.ts";
import type { TerritoriesAnswer } from "../schemas/answers.ts";
import { RESULTS_MAX, TERRITORY_KINDS, oneOf, parameters } from "../schemas/parameters.ts";
import { TerritoriesSchema, TerritoryPageSchema } from "../schemas/territory-schemas.ts";
import { originOf } from "../public-data.ts";
import { TerritorySearch, listTerritory } from "../territories.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const TerritoryQuery = parameters({
  q: Type.String({
    maxLength: 100,
    default: "",
    title: "un nom, un code INSEE ou postal ; vide pour tous",
    description: "un texte d’au plus 100 caractères",
  }),
  genre: Type.Optional(oneOf(TERRITORY_KINDS, "le seul genre voulu")),
  limite: Type.Integer({
    minimum: 1,
    maximum: RESULTS_MAX,
    default: 20,
    title: "combien au plus",
    description: `un nombre entier de 1 à ${RESULTS_MAX}`,
  }),
});

const TerritoryPath = parameters({
  ref: Type.String({
    minLength: 1,
    maxLength: 40,
    title: "le territoire",
    description: "une référence comme france, reg:94, dep:2A, epci:200000172 ou com:2A004",
  }),
});

const describe: Description = {
  operationId: "chercherTerritoires",
  summary: "Les territoires qui portent un nom ou un code",
  description:
    "D’abord ceux qui ont ce code, puis ceux qui ont ce nom, ceux dont il est le début, ceux qui le contiennent, sans égard aux accents ni à la casse. La `ref` d’un territoire se donne pour `territoire`.",
  tag: "Territoires",
  answers: { 200: { description: "Les territoires.", content: { [JSON_TYPE]: TerritoriesSchema } } },
  examples: ({ commune }) => [
    { summary: "Par un nom", query: { q: commune.name, limite: 5 } },
    { summary: "Les communes", query: { genre: "commune", limite: 3 } },
  ],
};

const describeOne: Description = {
  operationId: "lireTerritoire",
  summary: "Un territoire : où il est, ce qui le contient, ce qu’il contient",
  description:
    "L’emprise est celle des contours de ses communes, à défaut de leurs carreaux habités, à défaut du jeu de données. Pour `france`, c’est celle du jeu, avec les départements à l’écart, à montrer dans des cartouches. Le chiffre d’un territoire se lit à `/api/v1/couverture`.",
  tag: "Territoires",
  answers: { 200: { description: "Le territoire.", content: { [JSON_TYPE]: TerritoryPageSchema } } },
  problems: ["territory.unknown"],
  examples: ({ commune, departement }) => [
    { summary: "Un département", path: { ref: departement.ref } },
    { summary: "Une commune", path: { ref: commune.ref } },
    { summary: "Tout le jeu de données", path: { ref: "france" } },
  ],
};

/** `GET /api/v1/territoires`: search by name, code or postcode, and `/api/v1/territoires/:ref`: where one is. */
export function territoryRoutes(app: App, { study, asker, revalidate, sendKept }: RouteContext): void {
  const search = new TerritorySearch(study.territories(), study.dataset.communes);
  app.get(
    "/api/v1/territoires",
    { schema: { querystring: TerritoryQuery }, config: { describe }, preHandler: revalidate },
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
  app.get(
    "/api/v1/territoires/:ref",
    {
      schema: { params: TerritoryPath, querystring: parameters({}) },
      config: { describe: describeOne },
      preHandler: revalidate,
    },
    async (request, reply) => {
      const { ref } = request.params;
      return sendKept(request, reply, JSON_TYPE, async () => asker.ask("territory", { ref }));
    },
  );
}
