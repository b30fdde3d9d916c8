import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { Direction } from "../../isochrones/routing/edge-labels.ts";
import { EdgeSearch } from "../../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../../isochrones/routing/point-times.ts";
import { makeSeeds } from "../../isochrones/routing/seeds.ts";
import type { Study } from "../../isochrones/study.ts";
import type { IsochronesAnswer } from "../../server/schemas/answers.ts";
import { problemOf, studyApp } from "../helpers/app.ts";
import { areaFaults } from "../helpers/areas.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { servedTown } from "../helpers/served-town.ts";

const MINUTES = [5, 10];

let study: Study;

beforeAll(() => {
  study = createStudy(servedTown());
});

async function ask(url: string): Promise<IsochronesAnswer> {
  const { get } = await studyApp(study);
  return (await get(url)).json<IsochronesAnswer>();
}

/** People whose way to the first structure, or from it, takes at most so long, by a search to the end. */
function peopleWithin(minutes: number, direction: Direction): number {
  const { network, structureSnaps, cells, cellSnaps } = study.dataset;
  if (cells === null || cellSnaps === null) throw new Error("got a town without people");
  const search = new EdgeSearch(network, direction);
  const seeds = makeSeeds(network, structureSnaps, [0]);
  search.run(seeds);
  const { durations } = timesAtPoints(search, seeds, cellSnaps);
  return cells.people.reduce((sum, people, cell) => sum + (durations[cell] <= minutes * 600 ? people : 0), 0);
}

describe("isochrones by direction", () => {
  test.each<{ query: string; direction: Direction }>([
    { query: "", direction: "arrival" },
    { query: "&direction=arrivee", direction: "arrival" },
    { query: "&direction=depart", direction: "departure" },
  ])("with « $query » count who is within the time that way", async ({ query, direction }) => {
    const [{ lon, lat }] = study.dataset.structures;
    for (const path of ["structures/un/isochrone?", `isochrone?lon=${lon}&lat=${lat}&`]) {
      const answer = await ask(`/api/v1/${path}minutes=${MINUTES.join()}${query}`);
      expect(geojsonFaults(answer)).toEqual([]);
      expect(answer.direction).toBe(direction);
      expect(answer.features.map(({ properties }) => properties)).toEqual(
        MINUTES.toReversed().map((minutes) => ({ minutes, people: peopleWithin(minutes, direction) })),
      );
      for (const { geometry } of answer.features) {
        expect(geometry.coordinates.length).toBeGreaterThan(0);
        expect(areaFaults(geometry)).toEqual([]);
      }
    }
  });

  test("differ in a town of one-way streets", async () => {
    const arrival = await ask("/api/v1/structures/un/isochrone?minutes=10");
    const departure = await ask("/api/v1/structures/un/isochrone?minutes=10&direction=depart");
    expect(peopleWithin(10, "departure")).not.toBe(peopleWithin(10, "arrival"));
    expect(departure.features[0].geometry).not.toEqual(arrival.features[0].geometry);
  });

  test.each(["structures/un/isochrone?", "isochrone?lat=42.02&lon=9.02&"])(
    "of %s refuse a direction that is none",
    async (path) => {
      const { get } = await studyApp(study);
      const problem = problemOf(await get(`/api/v1/${path}direction=retour`));
      expect(problem).toMatchObject({ status: 400, parametre: "direction" });
      expect(problem.detail).toContain("arrivee, depart");
    },
  );
});
