import { Type } from "typebox";

import type { Description } from "../openapi/description.ts";
import { originOf } from "../public-data.ts";
import type { FoundAddresses } from "../schemas/answers.ts";
import { ADDRESS, parameters } from "../schemas/parameters.ts";
import { AddressesSchema } from "../schemas/address-schemas.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const LIMIT_MAX = 20;

const AddressQuery = parameters({
  q: ADDRESS,
  limite: Type.Integer({
    minimum: 1,
    maximum: LIMIT_MAX,
    default: 5,
    title: "combien au plus",
    description: `un nombre entier de lieux, de 1 à ${LIMIT_MAX}`,
  }),
});

const describe: Description = {
  operationId: "chercherAdresses",
  summary: "Les lieux qu’un texte peut vouloir dire",
  description:
    "Par le géocodeur de l’État s’il est permis et joignable, sinon parmi les communes du jeu de données : `geocoder` le dit.",
  tag: "Territoires",
  answers: { 200: { description: "Les lieux.", content: { [JSON_TYPE]: AddressesSchema } } },
  examples: ({ commune }) => [
    { summary: "Une commune", query: { q: commune.name === "" ? "Ajaccio" : commune.name } },
  ],
};

/** `GET /api/v1/adresses`: places by what people type. */
export function addressRoutes(app: App, { study, addresses }: RouteContext): void {
  app.get(
    "/api/v1/adresses",
    { schema: { querystring: AddressQuery }, config: { describe } },
    async (request, reply) => {
      const { q, limite } = request.query;
      const found = await addresses.resolve(q, limite);
      return reply
        .header("cache-control", "no-cache")
        .send({ ...found, ...originOf(study.dataset) } satisfies FoundAddresses);
    },
  );
}
