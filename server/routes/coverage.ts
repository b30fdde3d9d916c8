import { Type } from "typebox";

import type { CoverageAnswer } from "../schemas/answers.ts";
import { Minutes, SELECTION, TerritoryParameter, oneOf, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { listTerritory } from "../territories.ts";
import type { App, RouteContext } from "./context.ts";

const CoverageQuery = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  ...SELECTION,
  detail: Type.Optional(oneOf(["region", "departement", "epci", "commune"])),
});

/** `GET /api/v1/couverture`: the figure, with `detail` also that of each territory inside. */
export function coverageRoutes(app: App, { study, revalidate }: RouteContext): void {
  app.get(
    "/api/v1/couverture",
    { schema: { querystring: CoverageQuery }, preHandler: revalidate },
    (request): CoverageAnswer => {
      const { territoire, minutes, detail } = request.query;
      const query = { territory: territoire, minutes, selection: readSelection(request.query) };
      const report = study.coverage(query);
      if (detail === undefined) return report;
      const territories = study
        .subTerritories({ ...query, kind: detail })
        .map((row) => ({ ...row, territory: listTerritory(row.territory) }));
      return { ...report, territories };
    },
  );
}
