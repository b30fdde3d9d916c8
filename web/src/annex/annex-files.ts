import type { Feature, FeatureCollection } from "geojson";

import type { GapsGeoJson } from "../../../server/schemas/answers.ts";
import { h } from "../dom/dom.ts";
import { annexMessages } from "../i18n/annex-messages.ts";
import type { CsvValue } from "../tables/csv.ts";
import type { AnnexSites, AnnexSubject } from "./annex-subject.ts";

const words = annexMessages.rows;

/** Gaps, communes and sites, a row each, in the order of the annex; columns are those of `header`. */
export function annexRows({ gaps, communes }: AnnexSubject, sites: AnnexSites): CsvValue[][] {
  const found = sites.state === "ready" ? sites.report.sites : [];
  return [
    ...gaps.gaps.map((gap, index): CsvValue[] => [
      words.gap,
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
      words.commune,
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
      words.site,
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
        properties: { [words.kind]: words.gap, rank: index + 1, ...feature.properties },
      })),
      ...found.map(({ lon, lat, ...site }): Feature => ({
        type: "Feature",
        geometry: { type: "Point", coordinates: [lon, lat] },
        properties: { [words.kind]: words.site, ...site },
      })),
    ],
  };
}

/** The annex as one file that needs nothing else: its styles and pictures are in it. */
export function annexHtml(article: HTMLElement, title: string): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  // Fonts stay behind: the reader's own will do.
  const styles = rules.filter((rule) => !(rule instanceof CSSFontFaceRule)).map(({ cssText }) => cssText);
  const { lang } = document.documentElement;
  // Written, not made: another document would have this one's policy on styles.
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8">${h("title", {}, title).outerHTML}<style>${styles.join("\n")}</style></head>
<body class="annex-file">${article.outerHTML}</body>
</html>
`;
}
