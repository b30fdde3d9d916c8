import { gapCsv } from "../../data/export/gap-csv.ts";
import type { CoverageQuery, Gap } from "../../isochrones/model/report.ts";
import type { Study } from "../../isochrones/study.ts";
import type { GapProperties, GapsAnswer, GapsGeoJson, ListedGap } from "../schemas/answers.ts";

export interface GapsQuestion {
  readonly query: CoverageQuery;
  readonly format: "json" | "geojson" | "csv";
}

/** The gaps, most people first, as JSON, GeoJSON or CSV. */
export function answerGaps(study: Study, { query, format }: GapsQuestion): string {
  const gaps = study.gaps(query);
  if (format === "csv") return gapCsv(gaps);
  const context = gapsContext(study, query, gaps);
  if (format === "json") {
    return JSON.stringify({ ...context, gaps: gaps.map(withoutCells) } satisfies GapsAnswer);
  }
  const features = gaps.map((gap) => ({
    type: "Feature" as const,
    id: gap.id,
    geometry: gap.outline,
    properties: gapProperties(gap),
  }));
  return JSON.stringify({ type: "FeatureCollection", features, ...context } satisfies GapsGeoJson);
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
