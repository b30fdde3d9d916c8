import { beforeAll, describe, expect, test } from "vitest";

import { planSiting } from "../../../data/siting/plan-siting.ts";
import { isInhabited } from "../../../isochrones/accessibility/inhabited.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import type { Cells } from "../../../isochrones/model/cells.ts";
import type { Candidate, SitingReport } from "../../../isochrones/model/siting.ts";
import { communeCandidates } from "../../../isochrones/siting/candidates.ts";
import type { Study } from "../../../isochrones/study.ts";
import { buildCorsica, corsicanFiles } from "../../helpers/corsica.ts";

const MINUTES = 20;
const LIMIT = MINUTES * 600;
const MOST_SITES = 5;
/** All five together are proven in much less. */
const EXACT_SECONDS = 60;

const files = corsicanFiles();

describe.skipIf(files === null)("siting on Corsica (skipped without the real data of ../shared)", () => {
  let study: Study;
  let cells: Cells;
  let candidates: Candidate[];

  beforeAll(async () => {
    if (files === null) return;
    const { dataset } = await buildCorsica(files, files.census);
    if (!isInhabited(dataset)) throw new Error("got Corsica without people");
    study = createStudy(dataset);
    cells = dataset.cells;
    candidates = communeCandidates(dataset, cells, study.cellsOf("france"));
  });

  async function plan(count: number, exactSeconds: number | null): Promise<SitingReport> {
    const aim = { kind: "most", count } as const;
    const query = { aim, minutes: MINUTES, candidates, candidatesNote: "communes", exactSeconds };
    return planSiting(study, query, { threads: 0 });
  }

  /** People within the limit with some places open, by a study of its own that has kept nothing. */
  function coveredWith(opened: readonly Candidate[]): number {
    const { deciseconds } = createStudy(study.dataset).cellTimesAfter({ opened });
    return cells.people.reduce((sum, people, cell) => sum + (deciseconds[cell] <= LIMIT ? people : 0), 0);
  }

  test("each of the five best communes brings what a full computation finds", async () => {
    const { sites, coveredBefore, bound, candidates: counted } = await plan(MOST_SITES, null);
    expect(sites).toHaveLength(MOST_SITES);
    expect(counted.given).toBe(candidates.length);
    expect(coveredWith([])).toBe(coveredBefore);
    let before = coveredBefore;
    sites.forEach((site, at) => {
      const covered = coveredWith(sites.slice(0, at + 1));
      expect(site.covered).toBe(covered);
      expect(site.gain).toBe(covered - before);
      expect(site.gain).toBeGreaterThan(500);
      before = covered;
    });
    expect(bound).toBeGreaterThanOrEqual(before);
    expect(bound).toBeLessThan(before + 0.05 * (before - coveredBefore));
  });

  test("no commune alone would bring more than the first of one", async () => {
    const { sites, coveredBefore, isProven, gap } = await plan(1, null);
    expect({ isProven, gap }).toEqual({ isProven: true, gap: 0 });
    for (const candidate of candidates) {
      const { deciseconds } = study.cellTimesAfter({ opened: [candidate] });
      const covered = cells.people.reduce(
        (sum, people, cell) => sum + (deciseconds[cell] <= LIMIT ? people : 0),
        0,
      );
      expect(covered - coveredBefore, candidate.name).toBeLessThanOrEqual(sites[0].gain);
    }
  });

  test("the best choice of one to five is proven, with no gap", async () => {
    let before = 0;
    for (let count = 1; count <= MOST_SITES; count++) {
      const exact = await plan(count, EXACT_SECONDS);
      const greedy = await plan(count, null);
      expect(exact).toMatchObject({ method: "exact", isProven: true, gap: 0 });
      const covered = exact.sites.at(-1)?.covered ?? 0;
      expect(covered).toBeGreaterThanOrEqual(greedy.sites.at(-1)?.covered ?? 0);
      expect(covered).toBeLessThanOrEqual(greedy.bound ?? 0);
      expect(covered).toBeGreaterThan(before);
      before = covered;
    }
  });
});
