import type { Description } from "../openapi/description.ts";
import { CurvesSchema } from "../schemas/curve-schemas.ts";
import {
  DETAIL_KINDS,
  SCENARIO,
  SELECTION,
  TerritoryParameter,
  oneOf,
  parameters,
} from "../schemas/parameters.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import { readScenarioSelection } from "../selection.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const CurvesQuery = parameters({
  territoire: TerritoryParameter,
  genre: oneOf(DETAIL_KINDS, "le genre des territoires contenus"),
  ...SELECTION,
  ...SCENARIO,
});

const describe: Description = {
  operationId: "lireCourbes",
  summary: "Les habitants à moins de chaque minute, pour chaque territoire contenu",
  description:
    "Pour chaque territoire de ce genre, les habitants à 0, 1, 2… 60 minutes ou moins d’une structure comptée : de quoi recompter un tableau ou recolorer une carte à toute minute sans redemander. Les chiffres sont ceux de `/api/v1/couverture`, arrondis au dixième d’habitant. Toutes les communes de France pèsent seize mégaoctets : demandez-les par département ou par région.",
  tag: "Couverture",
  answers: { 200: { description: "Les courbes.", content: { [JSON_TYPE]: CurvesSchema } } },
  problems: ["territory.unknown", "population.absent", ...SCENARIO_PROBLEMS],
  examples: ({ departement }) => [
    {
      summary: "Les communes d’un département",
      query: { territoire: departement.ref, genre: "commune" },
    },
    { summary: "Les départements, sans les bus", query: { genre: "departement", exclure: "bus" } },
  ],
};

/** `GET /api/v1/courbes`: people within each minute, by territory of a kind. */
export function curveRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/courbes",
    { schema: { querystring: CurvesQuery }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, genre } = request.query;
      const question = {
        territory: territoire,
        kind: genre,
        selection: readScenarioSelection(request.query),
      };
      return sendKept(request, reply, JSON_TYPE, async () => asker.ask("curves", question));
    },
  );
}
