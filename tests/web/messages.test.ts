import { beforeAll, describe, expect, test, vi } from "vitest";

import { documentMessages as frenchDocuments } from "../../web/src/i18n/document-messages.fr.ts";
import { annexMessages as frenchAnnex } from "../../web/src/i18n/annex-messages.fr.ts";
import { qualityMessages as frenchQuality } from "../../web/src/i18n/quality-messages.fr.ts";
import { robustnessMessages as frenchRobustness } from "../../web/src/i18n/robustness-messages.fr.ts";
import { jobMessages as frenchJobs } from "../../web/src/i18n/job-messages.fr.ts";
import { sitingMessages as frenchSiting } from "../../web/src/i18n/siting-messages.fr.ts";
import { trendMessages as frenchTrend } from "../../web/src/i18n/trend-messages.fr.ts";
import { weekMessages as frenchWeek } from "../../web/src/i18n/week-messages.fr.ts";
import type * as formats from "../../web/src/i18n/format.ts";
import { messages as french } from "../../web/src/i18n/messages.fr.ts";
import { scenarioMessages as frenchScenarios } from "../../web/src/i18n/scenario-messages.fr.ts";

/** Files are the same in both languages; engines have names. */
const SAME = [
  "$.tables.files.",
  "$.csv.",
  "$.fileHeader.",
  "$.exports.curveHeader.",
  "$.exports.files.",
  "$.files.file",
  "$.comparison.file",
  "$.edits.signs.",
  "$.exports.curveFile",
  "$.exports.reportFile",
  "$.exports.isochronesFile",
  "$.exports.pictureFile",
  "$.method.engines.names.",
];

/** Names, units, signs, and words that are spelled alike. */
const ALIKE = [
  "+",
  "5 minutes, 60 minutes",
  "API",
  "Attribution",
  "CSV",
  "Code",
  "Commune",
  "Communes",
  "Date",
  "Département",
  "Départements",
  "EPCI",
  "Format",
  "Gain",
  "GeoJSON",
  "HTML",
  "Isochrones",
  "Licence",
  "Minutes",
  "Pages",
  "Pause",
  "Plan IGN",
  "Population",
  "Région",
  "Régions",
  "Source",
  "Sources",
  "Structure",
  "Structures",
  "Tab",
  "Trente",
  "Type",
  "bus",
  "commune",
  "communes",
  "département",
  "départements",
  "km",
  "m",
  "région",
  "régions",
  "–",
  "—",
  "…",
  "←",
  "↑",
  "→",
  "↓",
  "−",
];

/** Words with French letters that English has no others for. */
const FRENCH_NAMES =
  /[Dd]épartements?|[Rr]égions?|Français|Défenseur des droits|(?:lundi de|fête|victoire du|armistice du|abolition de) ?\S*/gu;
const FRENCH_WORDS = /[àâçèéêëîïôûùœ«»]|\b(?:les|une|est|dans|pour|sur|avec|sont|qui|que|aux|ou moins)\b/iu;

type Visit = (path: string, here: unknown, there: unknown) => void;

/** Both trees, side by side, leaf by leaf. */
function walk(path: string, here: unknown, there: unknown, visit: Visit): void {
  visit(path, here, there);
  if (typeof here !== "object" || here === null || here instanceof RegExp) return;
  for (const [key, value] of Object.entries(here)) {
    walk(`${path}.${key}`, value, (there as Record<string, unknown> | undefined)?.[key], visit);
  }
}

function kindOf(value: unknown): string {
  if (typeof value === "function") return `function of ${value.length}`;
  if (Array.isArray(value)) return `array of ${value.length}`;
  if (typeof value === "object" && value !== null) return `keys ${Object.keys(value).sort().join()}`;
  return typeof value;
}

describe("the sentences in English", () => {
  let english: typeof french;
  let englishDocuments: typeof frenchDocuments;
  let englishScenarios: typeof frenchScenarios;
  let format: typeof formats;
  let both: readonly (readonly [unknown, unknown])[];

  beforeAll(async () => {
    vi.resetModules();
    vi.stubGlobal("location", { search: "?lang=en" });
    ({ messages: english } = await import("../../web/src/i18n/messages.ts"));
    ({ documentMessages: englishDocuments } = await import("../../web/src/i18n/document-messages.ts"));
    ({ scenarioMessages: englishScenarios } = await import("../../web/src/i18n/scenario-messages.ts"));
    format = await import("../../web/src/i18n/format.ts");
    both = [
      [french, english],
      [frenchDocuments, englishDocuments],
      [frenchScenarios, englishScenarios],
      [frenchJobs, (await import("../../web/src/i18n/job-messages.ts")).jobMessages],
      [frenchSiting, (await import("../../web/src/i18n/siting-messages.ts")).sitingMessages],
      [frenchAnnex, (await import("../../web/src/i18n/annex-messages.ts")).annexMessages],
      [frenchTrend, (await import("../../web/src/i18n/trend-messages.ts")).trendMessages],
      [frenchWeek, (await import("../../web/src/i18n/week-messages.ts")).weekMessages],
      [frenchRobustness, (await import("../../web/src/i18n/robustness-messages.ts")).robustnessMessages],
      [frenchQuality, (await import("../../web/src/i18n/quality-messages.ts")).qualityMessages],
    ];
    vi.unstubAllGlobals();
  });

  test("have the keys and the kinds of the French ones, at every depth", () => {
    let leaves = 0;
    for (const [here, there] of both) {
      walk("$", here, there, (path, one, other) => {
        leaves++;
        expect(`${path}: ${kindOf(other)}`).toBe(`${path}: ${kindOf(one)}`);
      });
    }
    expect(leaves).toBeGreaterThan(500);
  });

  test("are other words than the French ones", () => {
    const alike = new Set<string>();
    for (const [here, there] of both) {
      walk("$", here, there, (path, one, other) => {
        if (typeof one !== "string" || one !== other) return;
        if (!SAME.some((start) => path.startsWith(start))) alike.add(one);
      });
    }
    expect([...alike].sort()).toEqual([...ALIKE].sort());
  });

  test("have no French left over", () => {
    const left: string[] = [];
    for (const [here, there] of both) {
      walk("$", there, here, (path, one) => {
        // Of a function, its source: what it says whatever it is called with.
        if (typeof one !== "string" && typeof one !== "function") return;
        if (FRENCH_WORDS.test(String(one).replaceAll(FRENCH_NAMES, ""))) left.push(`${path}: ${String(one)}`);
      });
    }
    expect(left).toEqual([]);
  });

  test("count as English does", () => {
    expect([0, 1, 2].map((count) => english.people(count))).toEqual([
      "0\u00a0people",
      "1\u00a0person",
      "2\u00a0people",
    ]);
    const rank = (place: number): string =>
      english.sheet.rank({ rank: place, ties: 0, count: 200 }, "commune", null, 30).split(" ")[0];
    expect([1, 2, 3, 4, 11, 12, 13, 21, 102, 113].map(rank)).toEqual([
      "1st",
      "2nd",
      "3rd",
      "4th",
      "11th",
      "12th",
      "13th",
      "21st",
      "102nd",
      "113th",
    ]);
  });

  test("tell a public holiday that they know by its English name, and no other", () => {
    expect(english.opening.holiday("Toussaint")).toContain("(All Saints’ Day)");
    expect(english.opening.holiday("fête du village")).toBe(english.opening.holiday(null));
  });

  test("write numbers, times and days as British readers expect them", () => {
    expect(format.formatCount(346_944.4)).toBe("346,944");
    expect(format.formatShare(0.98273)).toBe("98.3%");
    expect(format.formatShare(0.99951)).toBe("more than 99.9%");
    expect(format.formatShare(0.0004)).toBe("less than 0.1%");
    expect(format.formatMinutes(30.2)).toBe("31\u00a0min");
    expect(format.formatMinutes(60)).toBe("1\u00a0h");
    expect(format.formatMinutes(64.5)).toBe("1\u00a0h 5\u00a0min");
    expect(format.formatClock(9 * 60)).toBe("9:00");
    expect(format.formatDate("2024-08-01")).toBe("1 August 2024");
    expect(format.formatVintage("labels jusqu’au 2024-05-23")).toBe("labels up to 23 May 2024");
    expect(format.formatPlace(41.92724, 8.73456)).toBe("41.9272°; 8.7346°");
  });
});
