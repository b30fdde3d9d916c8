import { Type } from "typebox";

import type { CoverageQuery, Gap } from "../../isochrones/model/report.ts";
import type { Study } from "../../isochrones/study.ts";
import { gapCsv } from "../../data/export/gap-csv.ts";
import type { GapProperties, GapsAnswer, GapsGeoJson, ListedGap } from "../schemas/answers.ts";
import { Minutes, SELECTION, TerritoryParameter, oneOf, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { CSV_TYPE, GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const GapsQuery = parameters({
  territoire: TerritoryParameter,
  minutes: Minutes,
  ...SELECTION,
  format: Type.Optional(oneOf(["json", "geojson", "csv"])),
});

/** `GET /api/v1/zones-blanches`: the gaps, most people first, as JSON, GeoJSON or CSV. */
export function gapRoutes(app: App, { study, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/zones-blanches",
    { schema: { querystring: GapsQuery }, preHandler: revalidate },
    (request, reply) => {
      const { territoire, minutes, format } = request.query;
      const query = { territory: territoire, minutes, selection: readSelection(request.query) };
      if (format === "geojson")
        return sendKept(request, reply, GEOJSON_TYPE, () => gapsGeoJson(study, query));
      if (format !== "csv") return sendKept(request, reply, JSON_TYPE, () => gapsAnswer(study, query));
      const file = `zones-blanches-${territoire.replaceAll(/[^\w]+/g, "-")}-${minutes}-min.csv`;
      const named = reply.header("content-disposition", `attachment; filename="${file}"`);
      return sendKept(request, named, CSV_TYPE, () => gapCsv(study.gaps(query)));
    },
  );
}

function gapsAnswer(study: Study, query: CoverageQuery): GapsAnswer {
  const gaps = study.gaps(query);
  return { ...gapsContext(study, query, gaps), gaps: gaps.map(withoutCells) };
}

function gapsGeoJson(study: Study, query: CoverageQuery): GapsGeoJson {
  const gaps = study.gaps(query);
  const features = gaps.map((gap) => ({
    type: "Feature" as const,
    id: gap.id,
    geometry: gap.outline,
    properties: gapProperties(gap),
  }));
  return { type: "FeatureCollection", features, ...gapsContext(study, query, gaps) };
}

function gapsContext(study: Study, query: CoverageQuery, gaps: readonly Gap[]): Omit<GapsAnswer, "gaps"> {
  const { territory, minutes, warnings, provenance } = study.coverage(query);
  const people = gaps.reduce((sum, gap) => sum + gap.people, 0);
  return { territory, minutes, people, warnings, provenance };
}

function withoutCells(gap: Gap): ListedGap {
  return { ...gapProperties(gap), outline: gap.outline };
}

function gapProperties(gap: Gap): GapProperties {
  const { id, people, cellCount, worstMinutes, meanMinutes, communes, nearest, center } = gap;
  return { id, people, cellCount, worstMinutes, meanMinutes, communes, nearest, center };
}
