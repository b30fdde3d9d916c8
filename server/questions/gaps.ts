import { gapCsv } from "../../data/export/gap-csv.ts";
import { boxOf } from "../../isochrones/geo/box.ts";
import type { CoverageQuery, Gap } from "../../isochrones/model/report.ts";
import type { Study } from "../../isochrones/study.ts";
import type { GapProperties, GapsAnswer, GapsGeoJson, ListedGap } from "../schemas/answers.ts";

export interface GapsQuestion {
  readonly query: CoverageQuery;
  readonly format: "json" | "geojson" | "csv";
  /** How many at most, those of the most people; all if not given. */
  readonly limit?: number | undefined;
  /** Are outlines wanted in JSON? */
  readonly withOutlines: boolean;
}

/** The gaps, most people first, as JSON, GeoJSON or CSV. */
export function answerGaps(study: Study, { query, format, limit, withOutlines }: GapsQuestion): string {
  const all = study.gaps(query);
  const gaps = all.slice(0, limit);
  if (format === "csv") return gapCsv(gaps);
  const context = gapsContext(study, query, all);
  if (format === "json") {
    const listed = gaps.map((gap): ListedGap =>
      withOutlines ? { ...gapProperties(gap), outline: gap.outline } : gapProperties(gap),
    );
    return JSON.stringify({ ...context, gaps: listed } satisfies GapsAnswer);
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
  return { territory, minutes, people, total: gaps.length, warnings, provenance };
}

function gapProperties(gap: Gap): GapProperties {
  const { id, people, cellCount, worstMinutes, meanMinutes, communes, nearest, center, outline } = gap;
  const bbox = boxOf(outline) ?? [...center, ...center];
  return { id, people, cellCount, worstMinutes, meanMinutes, communes, nearest, center, bbox };
}
