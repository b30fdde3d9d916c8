import { describe, expect, test } from "vitest";

import type { HistoryEntry } from "../../../server/schemas/history-answers.ts";
import { trendMessages } from "../../../web/src/i18n/trend-messages.fr.ts";

const entry = (fields: Partial<HistoryEntry> = {}): HistoryEntry => ({
  dataset: { id: "0123456789abcdef", name: "Corse", fictitious: false },
  since: "2026-03-01T04:05:06.000Z",
  isCurrent: false,
  sources: [
    { role: "roads", name: "OpenStreetMap", vintage: "2026-02-27" },
    { role: "structures", name: "Liste", vintage: "labels jusqu’au 2026-02-01" },
    { role: "communes", name: "Contours", vintage: "2026" },
    { role: "population", name: "Grille", vintage: "2021" },
  ],
  changed: [],
  isComparable: true,
  people: 1234,
  structures: 1,
  structuresBy: { principal: 1, antenne: 0, fixe: 1, multisite: 0, bus: 0, itinerante: 0 },
  covered: [
    { minutes: 20, people: 617, share: 0.5 },
    { minutes: 30, people: 1110.6, share: 0.9 },
  ],
  ...fields,
});

/** With plain spaces, whatever their width. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("what is said of a dataset", () => {
  test("is its shares, the longest time first, and the day on which it came into service", () => {
    expect(plain(trendMessages.point(entry()))).toBe("90,0 % à 30 min, 50,0 % à 20 min au 1er mars 2026");
    expect(plain(trendMessages.stock(entry()))).toBe("1 234 habitants, 1 structure ici.");
    expect(plain(trendMessages.stock(entry({ isCurrent: true })))).toMatch(/^Jeu en service\. 1 234/);
  });

  test("is what changed, with the date of what has one", () => {
    const changed = entry({ changed: ["structures", "roads"] });
    expect(plain(trendMessages.changed(changed, false))).toBe(
      "A changé : liste des structures (labels jusqu’au 1er février 2026) ; routes (27 février 2026).",
    );
    const broken = entry({ changed: ["population", "communes"], isComparable: false });
    expect(plain(trendMessages.changed(broken, false))).toBe(
      "À ne pas comparer avec ce qui précède. A changé : population (2021) ; contours des communes.",
    );
  });

  test("tells the first from one of which nothing has changed", () => {
    expect(trendMessages.changed(entry(), true)).toContain("Premier jeu");
    expect(trendMessages.changed(entry(), false)).toContain("Mêmes sources");
  });
});
