import { describe, expect, test } from "vitest";

import type { DatasetFigures, TerritoryFigures } from "../../../data/figures/dataset-figures.ts";
import { changeReport, firstReport } from "../../../data/refresh/change-report.ts";
import { compareVersions, MOVED_METERS } from "../../../data/refresh/compare-versions.ts";
import {
  COVERAGE_POINTS,
  EDGES_LOST_SHARE,
  judgeChange,
  PEOPLE_SHARE,
  STRUCTURES_GAINED_COUNT,
  STRUCTURES_LOST_COUNT,
  STRUCTURES_LOST_SHARE,
} from "../../../data/refresh/judge-change.ts";
import type { VersionFacts } from "../../../data/refresh/version-facts.ts";
import { METERS_PER_MICRODEGREE, MICRODEGREES } from "../../../isochrones/geo/distance.ts";
import type { Structure } from "../../../isochrones/model/structure.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const NOW = new Date("2026-11-29T10:45:00Z");
const METER_OF_LATITUDE = 1 / METERS_PER_MICRODEGREE / MICRODEGREES;

function territory(reference: string, covered: readonly [number, number], people = 10_000): TerritoryFigures {
  return {
    reference,
    name: `Territoire ${reference}`,
    people,
    structures: 0,
    structuresBy: { principal: 0, antenne: 0, fixe: 0, multisite: 0, bus: 0, itinerante: 0 },
    covered: [...covered],
  };
}

function facts(
  fields: Partial<VersionFacts> & { territories?: readonly TerritoryFigures[] } = {},
): VersionFacts {
  const id = fields.id ?? "0".repeat(16);
  const { territories = [territory("france", [9000, 9500]), territory("dep:2A", [9000, 9500])], ...rest } =
    fields;
  const figures: DatasetFigures = {
    formatVersion: 1,
    dataset: { id, name: "Monde", fictitious: false, profile: "car" },
    madeAt: NOW.toISOString(),
    sources: [],
    minutes: [20, 30],
    territories: [...territories],
  };
  return {
    id,
    name: "Monde",
    profile: "car",
    sources: [],
    issues: [],
    structures: manyStructures(100),
    junctions: 1000,
    edges: 10_000,
    cells: 500,
    people: 10_000,
    figures,
    ...rest,
  };
}

function manyStructures(count: number, fields: Partial<Structure> = {}): Structure[] {
  return Array.from({ length: count }, (_, i) => miniStructure({ id: `s${i}`, ...fields }));
}

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/gu, " ");
}

function reasonsOf(before: VersionFacts, after: VersionFacts): string[] {
  return judgeChange(compareVersions(before, after)).map(plain);
}

describe("comparing two versions", () => {
  test("finds by identifier what a slow look at both lists finds", () => {
    const random = seededRandom(7);
    for (let round = 0; round < 50; round++) {
      const some = (): Structure[] =>
        Array.from({ length: 30 }, (_, i) => i)
          .filter(() => random.next() < 0.7)
          .map((i) =>
            miniStructure({
              id: `s${i}`,
              lat: 42 + (random.next() < 0.3 ? 1 : 0) * METER_OF_LATITUDE * 300,
              format: random.next() < 0.8 ? "fixe" : "bus",
            }),
          );
      const [before, after] = [some(), some()];
      const change = compareVersions(facts({ structures: before }), facts({ structures: after }));
      const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id).sort();
      const has = (list: readonly Structure[], id: string): boolean => list.some((one) => one.id === id);
      expect(ids(change.gained)).toEqual(ids(after.filter(({ id }) => !has(before, id))));
      expect(ids(change.lost)).toEqual(ids(before.filter(({ id }) => !has(after, id))));
      const pairs = after.flatMap((now) =>
        before.filter(({ id }) => id === now.id).map((old) => ({ id: now.id, old, now })),
      );
      expect(ids(change.moved.map(({ after: now }) => now))).toEqual(
        ids(pairs.filter(({ old, now }) => old.lat !== now.lat)),
      );
      expect(ids(change.retyped.map(({ after: now }) => now))).toEqual(
        ids(pairs.filter(({ old, now }) => old.format !== now.format)),
      );
    }
  });

  test.each([
    [MOVED_METERS - 1, 0],
    [MOVED_METERS + 1, 1],
  ])("takes a structure %i m away for moved: %i", (meters, moved) => {
    const before = facts({ structures: [miniStructure({ id: "1", lat: 42 })] });
    const after = facts({ structures: [miniStructure({ id: "1", lat: 42 + meters * METER_OF_LATITUDE })] });
    expect(compareVersions(before, after).moved).toHaveLength(moved);
  });
});

describe("a version is refused", () => {
  const before = facts();

  test("not where nothing has changed, nor where little has", () => {
    expect(reasonsOf(before, before)).toEqual([]);
    const little = facts({
      structures: manyStructures(98),
      people: 10_000 * (1 + PEOPLE_SHARE * 0.9),
      edges: 10_000 * (1 - EDGES_LOST_SHARE * 0.9),
      territories: [territory("dep:2A", [9000 - 100 * COVERAGE_POINTS * 0.9, 9500])],
    });
    expect(reasonsOf(before, little)).toEqual([]);
  });

  test.each([
    [100, 100 * (1 - STRUCTURES_LOST_SHARE), true],
    [100, 100 * (1 - STRUCTURES_LOST_SHARE) + 1, false],
    [2000, 2000 - STRUCTURES_LOST_COUNT, true],
    [2000, 2000 - STRUCTURES_LOST_COUNT + 1, false],
    // A small territory may lose a tenth of its structures.
    [20, 18, false],
    [20, 17, true],
    [2, 0, true],
    [0, 0, false],
  ])("for a list of %i that has %i left: %s", (old, now, isRefused) => {
    const reasons = reasonsOf(
      facts({ structures: manyStructures(old) }),
      facts({ structures: manyStructures(now) }),
    );
    expect(reasons.filter((reason) => reason.startsWith("La liste perd"))).toHaveLength(isRefused ? 1 : 0);
  });

  test("for a list of one that is empty, in the singular", () => {
    const [reason] = reasonsOf(facts({ structures: manyStructures(1) }), facts({ structures: [] }));
    expect(reason).toContain("La liste perd 1 structure (1 → 0)");
  });

  test("for a list that is numbered anew, or twice as long", () => {
    const anew = manyStructures(100).map((structure) => ({ ...structure, id: `n${structure.id}` }));
    expect(reasonsOf(before, facts({ structures: anew }))).toEqual([
      "100 identifiants de structures sur 100 ont disparu : la liste a sans doute été renumérotée.",
    ]);
    expect(reasonsOf(before, facts({ structures: manyStructures(200) }))).toHaveLength(1);
    const few = manyStructures(STRUCTURES_GAINED_COUNT - 1);
    expect(reasonsOf(facts({ structures: few.slice(0, 1) }), facts({ structures: few }))).toEqual([]);
  });

  test.each([1 - PEOPLE_SHARE, 1 + PEOPLE_SHARE, 0])(
    "for a population of %f times the one before",
    (share) => {
      const [reason] = reasonsOf(before, facts({ people: 10_000 * share }));
      expect(reason).toContain("La population passe de 10 000 à");
    },
  );

  test("for a département whose coverage jumps at one of the times, or that is gone", () => {
    const jump = [territory("dep:2A", [9000, 9500 - 100 * COVERAGE_POINTS])] as const;
    expect(reasonsOf(before, facts({ territories: jump }))).toEqual([
      "La couverture à 30 minutes du département Territoire dep:2A (dep:2A) passe de 95,0 % à 90,0 % ; moins de 5 points d’écart sont attendus.",
    ]);
    expect(reasonsOf(before, facts({ territories: [territory("france", [9000, 9500])] }))).toEqual([
      "Le département Territoire dep:2A (dep:2A) a disparu.",
    ]);
    const strip = facts({ territories: [territory("dep:2B", [10, 10], 100)] });
    expect(reasonsOf(strip, facts({ territories: [] }))).toEqual([]);
  });

  test("for a network that has lost roads, not for one that has gained", () => {
    expect(reasonsOf(before, facts({ edges: 10_000 * (1 - EDGES_LOST_SHARE) }))).toHaveLength(1);
    expect(reasonsOf(before, facts({ edges: 20_000 }))).toEqual([]);
    expect(reasonsOf(facts({ edges: 0 }), facts({ edges: 0 }))).toEqual([]);
  });

  test("for a column that says nothing any more", () => {
    const silent = manyStructures(100, { labelledOn: null });
    expect(reasonsOf(before, facts({ structures: silent }))).toEqual([
      "La colonne « date de labellisation », renseignée pour 100 structures, ne l’est plus pour aucune.",
    ]);
  });
});

describe("the report of a change", () => {
  const before = facts({
    id: "a".repeat(16),
    structures: [
      ...manyStructures(3),
      miniStructure({ id: "parti", name: "Relais | des <Monts>", communeName: "L’Île" }),
    ],
    issues: [{ code: "osm.way.odd", severity: "info", count: 4, examples: [] }],
  });
  const after = facts({
    id: "b".repeat(16),
    structures: [...manyStructures(3), miniStructure({ id: "venu", name: "Maison *neuve*" })],
    issues: [{ code: "osm.way.odd", severity: "info", count: 7, examples: [] }],
    territories: [territory("france", [9100, 9600]), territory("dep:2A", [9100, 9600])],
  });
  const change = compareVersions(before, after);
  const text = plain(changeReport(change, { outcome: "served", reasons: [], forced: false, now: NOW }));

  test("begins with a sentence of the figures and of the structures", () => {
    const share = (version: VersionFacts): string => {
      const country = version.figures?.territories[0];
      return `${((100 * (country?.covered[1] ?? 0)) / (country?.people ?? 1)).toFixed(2).replace(".", ",")} %`;
    };
    const [title, , summary] = text.split("\n");
    expect(title).toBe("# Mise à jour du 29 novembre 2026 : Monde");
    expect(summary).toBe(
      `La part de la population à moins de 30 minutes passe de ${share(before)} à ${share(after)} : ${change.gained.length} structure de plus, ${change.lost.length} structure de moins.`,
    );
  });

  test("has in its tables what the versions say, and nothing of a name is markup", () => {
    expect(text).toContain(String.raw`| parti | Relais \| des \<Monts\> | L’Île | 2A |`);
    expect(text).toContain(String.raw`| venu | Maison \*neuve\* |`);
    expect(text).toContain("| `osm.way.odd` | 4 | 7 | +3 |");
    expect(text).toContain(
      "| Territoire dep:2A (2A) | 10 000 | 0 | 90,00 % | 91,00 % | +1,00 | 95,00 % | 96,00 % | +1,00 |",
    );
    const tables = text.split("\n\n").filter((block) => block.startsWith("|"));
    for (const table of tables) {
      const widths = table
        .trim()
        .split("\n")
        .map((line) => line.replaceAll(String.raw`\|`, "").split("|").length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  test("says what became of the version, and why", () => {
    const reasons = ["Une raison.", "Une autre."];
    const of = (outcome: "served" | "refused" | "trial", forced: boolean): string =>
      plain(changeReport(change, { outcome, reasons, forced, now: NOW }));
    expect(text).toContain("**Mis en service le 29 novembre 2026 à 11:45.**");
    expect(of("served", true)).toContain("malgré ces écarts :\n\n- Une raison.\n- Une autre.");
    expect(of("refused", false)).toContain("**Non mis en service** : le jeu précédent reste en place.");
    expect(of("trial", false)).toContain(
      "**Essai à blanc** : rien n’a changé. Elle serait refusée :\n\n- Une raison.",
    );
  });

  test("of a first version states its figures", () => {
    expect(plain(firstReport(after, NOW))).toContain(
      "10 000 habitants, 4 structures, couverture de 91,00 % à 20 minutes et de 96,00 % à 30 minutes.",
    );
    expect(plain(firstReport(after, NOW))).toContain(`Le jeu de données ${after.id} est mis en service`);
    const trial = plain(firstReport(after, NOW, "trial"));
    expect(trial).toContain("# Première mise en service, essai à blanc du 29 novembre 2026 : Monde");
    expect(trial).toContain(`Le jeu de données ${after.id} serait mis en service`);
  });
});
