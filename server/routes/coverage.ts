import { Type } from "typebox";

import type { Description } from "../openapi/description.ts";
import { CoverageGeoJsonSchema, CoverageSchema } from "../schemas/coverage-schemas.ts";
import {
  ComparedTerritory,
  DETAIL_KINDS,
  Minutes,
  SCENARIO,
  SELECTION,
  TerritoryParameter,
  oneOf,
  parameters,
} from "../schemas/parameters.ts";
import { text } from "../schemas/parts.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import { readScenarioSelection } from "../selection.ts";
import { invalidParameter } from "../validation.ts";
import { attachment } from "./attachment.ts";
import { CSV_TYPE, GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const CoverageParameters = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  ...SELECTION,
  ...SCENARIO,
  detail: Type.Optional(oneOf(DETAIL_KINDS, "aussi le chiffre de chaque territoire de ce genre")),
  comparer: Type.Optional(ComparedTerritory),
  f: Type.Optional(
    oneOf(["json", "csv", "geojson"], "le format de la réponse ; csv et geojson : les lignes de « detail »"),
  ),
});

const describe: Description = {
  operationId: "lireCouverture",
  summary: "La part des habitants à moins de tant de minutes d’une structure",
  description:
    "Les habitants sont comptés carreau par carreau : le temps est celui du trajet en voiture, par la route, du carreau à la structure comptée la plus proche. La réponse dit quelles structures comptent, la courbe de 0 à 60 minutes, ce qui est mal connu, et d’où viennent les données. Les avertissements doivent accompagner le chiffre.",
  tag: "Couverture",
  answers: {
    200: {
      description: "Le chiffre ; en CSV et en GeoJSON, les lignes de `detail`.",
      content: {
        [JSON_TYPE]: CoverageSchema,
        [CSV_TYPE]: text("Une ligne par territoire contenu, en UTF-8 avec BOM (RFC 4180)."),
        [GEOJSON_TYPE]: CoverageGeoJsonSchema,
      },
      headers: { "Content-Disposition": "En CSV : le nom sous lequel enregistrer le fichier." },
    },
  },
  problems: ["territory.unknown", "population.absent", ...SCENARIO_PROBLEMS],
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
    {
      summary: "Les communes d’un département, en CSV",
      query: { territoire: departement.ref, detail: "commune", f: "csv" },
      type: CSV_TYPE,
    },
    {
      summary: "Le département et son contour, en GeoJSON",
      query: { territoire: departement.ref, detail: "departement", f: "geojson" },
      type: GEOJSON_TYPE,
    },
  ],
};

const TYPES = { json: JSON_TYPE, csv: CSV_TYPE, geojson: GEOJSON_TYPE } as const;

/**
 * `GET /api/v1/couverture`: the figure, with `detail` also that of each territory inside, with `comparer` that of another; the
 * rows of `detail` alone as CSV or GeoJSON.
 */
export function coverageRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/couverture",
    { schema: { querystring: CoverageParameters }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, minutes, detail, comparer, f: format = "json" } = request.query;
      const query = { territory: territoire, minutes, selection: readScenarioSelection(request.query) };
      if (format === "json") {
        const question = { ...query, detail, compareTo: comparer };
        return sendKept(request, reply, JSON_TYPE, async () => asker.ask("coverage", question));
      }
      const kind = readTableKind(format, detail, comparer);
      const name = ["couverture", territoire, kind, minutes, "min"];
      if (format === "csv") void reply.header("content-disposition", attachment(name, "csv"));
      return sendKept(request, reply, TYPES[format], async () =>
        asker.ask("coverageTable", { ...query, kind, format }),
      );
    },
  );
}

/** Tables are made of the rows of `detail`, and of nothing else. Throws `RequestError`. */
function readTableKind<Kind>(format: string, detail: Kind | undefined, comparer?: string): Kind {
  if (detail === undefined) {
    throw invalidParameter("f", format, "json, ou le paramètre « detail », dont les lignes font le tableau");
  }
  if (comparer === undefined) return detail;
  throw invalidParameter("comparer", comparer, "rien avec f=csv ou f=geojson : la comparaison est en JSON");
}
