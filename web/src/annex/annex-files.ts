import type { Feature, FeatureCollection } from "geojson";

import type { GapsGeoJson } from "../../../server/schemas/answers.ts";
import type { CsvValue } from "../tables/csv.ts";
import type { AnnexSites, AnnexSubject } from "./annex-subject.ts";

/** Files are the same in both languages. */
const RUBRICS = {
  gap: "zone blanche",
  commune: "commune concernée",
  site: "implantation candidate",
} as const;

export const ANNEX_HEADER = [
  "rubrique",
  "rang",
  "id",
  "nom",
  "communes",
  "habitants",
  "au_dela",
  "gain",
  "part_couverte",
  "temps_moyen_min",
  "temps_max_min",
  "structure_la_plus_proche",
  "lon",
  "lat",
] as const;

/** Gaps, communes and sites, a row each, in the order of the annex; columns are those of `ANNEX_HEADER`. */
export function annexRows({ gaps, communes }: AnnexSubject, sites: AnnexSites): CsvValue[][] {
  const found = sites.state === "ready" ? sites.report.sites : [];
  return [
    ...gaps.gaps.map((gap, index): CsvValue[] => [
      RUBRICS.gap,
      index + 1,
      gap.id,
      gap.communes[0]?.name ?? "",
      gap.communes.map(({ name }) => name).join(" | "),
      gap.people,
      gap.people,
      null,
      0,
      gap.meanMinutes,
      gap.worstMinutes,
      gap.nearest?.name ?? null,
      ...gap.center,
    ]),
    ...communes.map((commune, index): CsvValue[] => [
      RUBRICS.commune,
      index + 1,
      commune.code,
      commune.name,
      commune.name,
      commune.population,
      commune.beyond,
      null,
      commune.share,
      ...Array.from({ length: 5 }, () => null),
    ]),
    ...found.map((site): CsvValue[] => [
      RUBRICS.site,
      site.rank,
      site.id,
      site.name,
      [site.name, ...site.asGood.map(({ name }) => name)].join(" | "),
      null,
      null,
      site.gain,
      site.share,
      site.meanMinutes,
      site.longestMinutes,
      null,
      site.lon,
      site.lat,
    ]),
  ];
}

/** Outlines of gaps and points of sites, in the order of the annex, RFC 7946. */
export function annexFeatures({ features }: GapsGeoJson, sites: AnnexSites): FeatureCollection {
  const found = sites.state === "ready" ? sites.report.sites : [];
  return {
    type: "FeatureCollection",
    features: [
      ...features.map((feature, index): Feature => ({
        ...feature,
        properties: { rubrique: RUBRICS.gap, rank: index + 1, ...feature.properties },
      })),
      ...found.map(({ lon, lat, ...site }): Feature => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: [lon, lat] },
        properties: { rubrique: RUBRICS.site, ...site },
      })),
    ],
  };
}
