import { Type } from "typebox";

import type { Description } from "../openapi/description.ts";
import { CoverageSchema } from "../schemas/coverage-schemas.ts";
import {
  ComparedTerritory,
  DETAIL_KINDS,
  Minutes,
  SELECTION,
  TerritoryParameter,
  oneOf,
  parameters,
} from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const CoverageParameters = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  ...SELECTION,
  detail: Type.Optional(oneOf(DETAIL_KINDS, "aussi le chiffre de chaque territoire de ce genre")),
  comparer: Type.Optional(ComparedTerritory),
});

const describe: Description = {
  operationId: "lireCouverture",
  summary: "La part des habitants à moins de tant de minutes d’une structure",
  description:
    "Les habitants sont comptés carreau par carreau : le temps est celui du trajet en voiture, par la route, du carreau à la structure comptée la plus proche. La réponse dit quelles structures comptent, la courbe de 0 à 60 minutes, ce qui est mal connu, et d’où viennent les données. Les avertissements doivent accompagner le chiffre.",
  tag: "Couverture",
  answers: { 200: { description: "Le chiffre.", content: { [JSON_TYPE]: CoverageSchema } } },
  problems: ["territory.unknown", "population.absent"],
  examples: ({ commune, departement }) => [
    { summary: "Un département, à 20 minutes", query: { territoire: departement.ref, minutes: 20 } },
    {
      summary: "Une commune, sans les bus, avec le détail",
      query: { territoire: commune.ref, exclure: "bus", detail: "commune" },
    },
    {
      summary: "Une commune, à côté de son département",
      query: { territoire: commune.ref, comparer: departement.ref },
    },
  ],
};

/** `GET /api/v1/couverture`: the figure, with `detail` also that of each territory inside, with `comparer` that of another. */
export function coverageRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/couverture",
    { schema: { querystring: CoverageParameters }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, minutes, detail, comparer } = request.query;
      const question = {
        territory: territoire,
        minutes,
        detail,
        compareTo: comparer,
        selection: readSelection(request.query),
      };
      return sendKept(request, reply, JSON_TYPE, async () => asker.ask("coverage", question));
    },
  );
}
