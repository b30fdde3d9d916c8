import { Type } from "typebox";

import type { CoverageQuery, CoverageReport } from "../../isochrones/model/report.ts";
import type { TerritoryKind } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageAnswer } from "../schemas/answers.ts";
import { Minutes, SELECTION, TerritoryParameter, oneOf, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { listTerritory } from "../territories.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const CoverageParameters = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  ...SELECTION,
  detail: Type.Optional(oneOf(["region", "departement", "epci", "commune"])),
});

/** `GET /api/v1/couverture`: the figure, with `detail` also that of each territory inside. */
export function coverageRoutes(app: App, { study, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/couverture",
    { schema: { querystring: CoverageParameters }, preHandler: revalidate },
    (request, reply) => {
      const { territoire, minutes, detail } = request.query;
      const query = { territory: territoire, minutes, selection: readSelection(request.query) };
      return sendKept(request, reply, JSON_TYPE, () => {
        const report = study.coverage(query);
        return detail === undefined ? report : withDetail(study, report, query, detail);
      });
    },
  );
}

function withDetail(
  study: Study,
  report: CoverageReport,
  query: CoverageQuery,
  kind: TerritoryKind,
): CoverageAnswer {
  const rows = study.subTerritories({ ...query, kind });
  return { ...report, territories: rows.map((row) => ({ ...row, territory: listTerritory(row.territory) })) };
}
