import type { Description } from "../openapi/description.ts";
import { parameters } from "../schemas/parameters.ts";
import { DatasetSchema } from "../schemas/provenance-schemas.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const describe: Description = {
  operationId: "lireJeu",
  summary: "Le jeu de données servi",
  description:
    "Ses sources avec leur millésime, leur licence et leur empreinte, son emprise, son profil de circulation, ce qui manquait dans les données, et les avertissements à montrer avec tout chiffre. Son `id` se donne pour `jeu` aux tuiles.",
  tag: "Jeu de données",
  answers: { 200: { description: "Le jeu de données.", content: { [JSON_TYPE]: DatasetSchema } } },
  examples: () => [{ summary: "Le jeu de données servi" }],
};

/** `GET /api/v1/jeu`: what the figures rest on. */
export function datasetRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/jeu",
    { schema: { querystring: parameters({}) }, config: { describe }, preHandler: revalidate },
    async (request, reply) =>
      sendKept(request, reply, JSON_TYPE, async () => asker.ask("dataset", undefined)),
  );
}
