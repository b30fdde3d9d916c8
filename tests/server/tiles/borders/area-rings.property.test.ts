import { describe, expect, test } from "vitest";

import { flatOutlines } from "../../../../data/bundle/outlines.ts";
import type { Commune } from "../../../../isochrones/model/territory.ts";
import { type AreaRings, findAreaRings, NO_GROUP } from "../../../../server/tiles/borders/area-rings.ts";
import { type BorderArcs, findBorderArcs } from "../../../../server/tiles/borders/border-arcs.ts";
import { seededRandom } from "../../../helpers/seeded-random.ts";
import { randomCommunes } from "./random-communes.ts";

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed);

function ringsOf({ areaRings }: AreaRings, area: number): number[] {
  return Array.from({ length: areaRings[area + 1] - areaRings[area] }, (_, i) => areaRings[area] + i);
}

/** The places of a ring in world units, `x,y`, without its closing one. */
function placesOf({ ringOffsets, ringArcs }: AreaRings, { arcs }: BorderArcs, ring: number): string[] {
  return [...ringArcs.subarray(ringOffsets[ring], ringOffsets[ring + 1])].flatMap((way) => {
    const arc = way < 0 ? ~way : way;
    const points = Array.from(
      { length: arcs.offsets[arc + 1] - arcs.offsets[arc] },
      (_, i) => `${arcs.xs[arcs.offsets[arc] + i]},${arcs.ys[arcs.offsets[arc] + i]}`,
    );
    return (way < 0 ? points.reverse() : points).slice(0, -1);
  });
}

/** Where the arcs of a ring begin. */
function startsOf({ ringOffsets, ringArcs }: AreaRings, { arcs }: BorderArcs, ring: number): string[] {
  return Array.from(ringArcs.subarray(ringOffsets[ring], ringOffsets[ring + 1]), (way) => {
    const point = way < 0 ? arcs.offsets[~way + 1] - 1 : arcs.offsets[way];
    return `${arcs.xs[point]},${arcs.ys[point]}`;
  });
}

function waysOf(places: readonly string[]): string[] {
  return places.map((place, i) => `${place} ${places[(i + 1) % places.length]}`);
}

function backwards(way: string): string {
  return way.split(" ").reverse().join(" ");
}

/** Twice the area, positive where the ring runs clockwise on the screen. */
function areaOf(places: readonly string[]): number {
  const points = places.map((place) => place.split(",").map(Number));
  const [x0, y0] = points[0];
  return points.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    return sum + (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }, 0);
}

describe.each(SEEDS)("areas of random communes, seed %i", (seed) => {
  const { communes, shapes } = randomCommunes(seededRandom(seed), 6, 5);
  const found = findBorderArcs(flatOutlines(shapes), communes);
  const own: AreaRings = { ...found, areaRings: found.communeRings };
  const kinds: [string, (commune: Commune) => number][] = [
    ["départements", ({ departementCode }) => Number(departementCode)],
    ["EPCI", ({ epciCode }) => (epciCode === null ? NO_GROUP : Number(epciCode))],
    ["all in one", () => 0],
  ];

  test.each(kinds)("have the ways of their communes but for those inside: %s", (_, groupOf) => {
    const groups = Uint32Array.from(communes, groupOf);
    const areas = findAreaRings(found, groups, 3);
    for (let group = 0; group < 3; group++) {
      const members = [...groups.keys()].filter((commune) => groups[commune] === group);
      const all = new Set(
        members.flatMap((commune) =>
          ringsOf(own, commune).flatMap((ring) => waysOf(placesOf(own, found, ring))),
        ),
      );
      const expected = [...all].filter((way) => !all.has(backwards(way)));
      const ways = ringsOf(areas, group).flatMap((ring) => waysOf(placesOf(areas, found, ring)));
      expect(ways.sort()).toEqual(expected.sort());
    }
  });

  test.each(kinds)(
    "have rings that come to no end of an arc twice, holes the other way: %s",
    (_, groupOf) => {
      const areas = findAreaRings(found, Uint32Array.from(communes, groupOf), 3);
      for (let ring = 0; ring < areas.ringIsHole.length; ring++) {
        const places = placesOf(areas, found, ring);
        const starts = startsOf(areas, found, ring);
        expect(new Set(starts).size).toBe(starts.length);
        expect(areaOf(places) > 0).toBe(areas.ringIsHole[ring] === 0);
      }
      // An area begins with an outline.
      for (let group = 0; group < 3; group++) {
        const [first = null] = ringsOf(areas, group);
        expect(first === null || areas.ringIsHole[first] === 0).toBe(true);
      }
    },
  );
});
