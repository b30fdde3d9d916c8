import { beforeAll, describe, expect, test } from "vitest";

import { type Inhabited, isInhabited } from "../../../isochrones/accessibility/inhabited.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { snapLimitOf } from "../../../isochrones/engines/embedded-engine.ts";
import { Snapper } from "../../../isochrones/graph/snapping.ts";
import { CandidateSearch } from "../../../isochrones/siting/candidate-search.ts";
import { communeCandidates, gridCandidates, placeCandidates } from "../../../isochrones/siting/candidates.ts";
import { findDemand } from "../../../isochrones/siting/demand.ts";
import { nearCandidates } from "../../../isochrones/siting/near-candidates.ts";
import type { Study } from "../../../isochrones/study.ts";
import { buildCorsica, corsicanFiles } from "../../helpers/corsica.ts";

const files = corsicanFiles();

describe.skipIf(files === null)("candidates on Corsica (skipped without the real data of ../shared)", () => {
  let dataset: Inhabited;
  let study: Study;

  beforeAll(async () => {
    if (files === null) return;
    const built = await buildCorsica(files, files.census);
    if (!isInhabited(built.dataset)) throw new Error("got Corsica without people");
    dataset = built.dataset;
    study = createStudy(dataset);
  });

  test.each([20, 30])(
    "cover within %d minutes, to the cell, what a study finds once they are open",
    (minutes) => {
      const { network, cells } = dataset;
      const members = study.cellsOf("france");
      const limit = minutes * 600;
      const demand = findDemand(dataset, { counted: dataset.structures.keys(), members, limit });
      const all = [
        ...communeCandidates(dataset, cells, members),
        ...gridCandidates(dataset, cells, members, 10_000),
      ];
      const snapper = new Snapper(network, dataset.snapIndex);
      const { candidates, snaps } = placeCandidates(snapper, all, snapLimitOf(dataset));
      const near = new Set(nearCandidates(network, demand, snaps, limit));
      const search = new CandidateSearch({ network, demand, candidateSnaps: snaps, limit });
      const { deciseconds: before } = study.cellTimes();
      let useful = 0;
      candidates.forEach((candidate, index) => {
        const { deciseconds: after } = study.cellTimesAfter({ opened: [candidate] });
        const newly = members.filter((cell) => before[cell] > limit && after[cell] <= limit);
        const found = search.find(index).cells;
        expect(
          Array.from(found, (at) => demand.cells[at]),
          candidate.name,
        ).toEqual([...newly]);
        expect(newly.length > 0 && !near.has(index), candidate.name).toBe(false);
        if (newly.length > 0) useful++;
      });
      // Nearly every commune that is near a gap covers some of it: the bound is tight.
      expect(near.size).toBeLessThan(useful * 1.1);
      expect(useful).toBeGreaterThan(50);
    },
  );
});
