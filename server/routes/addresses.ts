import { Type } from "typebox";

import { originOf } from "../public-data.ts";
import type { FoundAddresses } from "../schemas/answers.ts";
import { ADDRESS, parameters } from "../schemas/parameters.ts";
import type { App, RouteContext } from "./context.ts";

const LIMIT_MAX = 20;

const AddressQuery = parameters({
  q: ADDRESS,
  limite: Type.Integer({
    minimum: 1,
    maximum: LIMIT_MAX,
    default: 5,
    description: `un nombre entier de lieux, de 1 à ${LIMIT_MAX}`,
  }),
});

/** `GET /api/v1/adresses`: places by what people type. */
export function addressRoutes(app: App, { study, addresses }: RouteContext): void {
  app.get("/api/v1/adresses", { schema: { querystring: AddressQuery } }, async (request, reply) => {
    const { q, limite } = request.query;
    const found = await addresses.resolve(q, limite);
    return reply
      .header("cache-control", "no-cache")
      .send({ ...found, ...originOf(study.dataset) } satisfies FoundAddresses);
  });
}
