import { Type } from "typebox";

import { Minutes, SELECTION, TerritoryParameter, oneOf, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { attachment } from "./attachment.ts";
import { CSV_TYPE, GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const GapsQuery = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  ...SELECTION,
  format: Type.Optional(oneOf(["json", "geojson", "csv"])),
});

const TYPES = { json: JSON_TYPE, geojson: GEOJSON_TYPE, csv: CSV_TYPE } as const;

/** `GET /api/v1/zones-blanches`: the gaps, most people first, as JSON, GeoJSON or CSV. */
export function gapRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/zones-blanches",
    { schema: { querystring: GapsQuery }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, minutes, format = "json" } = request.query;
      const query = { territory: territoire, minutes, selection: readSelection(request.query) };
      const name = ["zones-blanches", territoire, minutes, "min"];
      if (format === "csv") void reply.header("content-disposition", attachment(name, "csv"));
      return sendKept(request, reply, TYPES[format], async () => asker.ask("gaps", { query, format }));
    },
  );
}
