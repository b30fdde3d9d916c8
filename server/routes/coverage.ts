import { Type } from "typebox";

import { Minutes, SELECTION, TerritoryParameter, oneOf, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const CoverageParameters = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  ...SELECTION,
  detail: Type.Optional(oneOf(["region", "departement", "epci", "commune"])),
});

/** `GET /api/v1/couverture`: the figure, with `detail` also that of each territory inside. */
export function coverageRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/couverture",
    { schema: { querystring: CoverageParameters }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, minutes, detail } = request.query;
      const question = { territory: territoire, minutes, detail, selection: readSelection(request.query) };
      return sendKept(request, reply, JSON_TYPE, async () => asker.ask("coverage", question));
    },
  );
}
