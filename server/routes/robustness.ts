import type { Description } from "../openapi/description.ts";
import { Minutes, SELECTION, TerritoryParameter, parameters } from "../schemas/parameters.ts";
import { RobustnessSchema } from "../schemas/robustness-schemas.ts";
import { readSelection } from "../selection.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const RobustnessQuery = parameters({ territoire: TerritoryParameter, minutes: Minutes, ...SELECTION });

const describe: Description = {
  operationId: "lireRobustesse",
  summary: "De combien de structures dépend la couverture",
  description:
    "Les habitants couverts par une seule structure, par deux, par trois ou plus, et pour chaque structure comptée ceux qui ne le seraient plus si elle fermait seule : le `lost` de sa fermeture. Comme dans toute la couverture, on va à la structure suivante par le chemin que la recherche préfère.",
  tag: "Couverture",
  answers: { 200: { description: "Les dépendances.", content: { [JSON_TYPE]: RobustnessSchema } } },
  problems: ["territory.unknown", "population.absent"],
  examples: ({ departement }) => [
    { summary: "Un département, à 20 minutes", query: { territoire: departement.ref, minutes: 20 } },
    { summary: "Tout, sans les bus", query: { exclure: "bus" } },
  ],
};

/** `GET /api/v1/robustesse`: who is covered by one structure only, and by which. */
export function robustnessRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/robustesse",
    { schema: { querystring: RobustnessQuery }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, minutes } = request.query;
      const question = { territory: territoire, minutes, selection: readSelection(request.query) };
      return sendKept(request, reply, JSON_TYPE, async () => asker.ask("robustness", question));
    },
  );
}
