import { Type } from "typebox";

import {
  ComparedTerritory,
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
  detail: Type.Optional(oneOf(["region", "departement", "epci", "commune"])),
  comparer: Type.Optional(ComparedTerritory),
});

/** `GET /api/v1/couverture`: the figure, with `detail` also that of each territory inside, with `comparer` that of another. */
export function coverageRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/couverture",
    { schema: { querystring: CoverageParameters }, preHandler: revalidate },
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
