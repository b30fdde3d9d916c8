import { describe, expect, test } from "vitest";

import type { OsmRelation } from "../../../helpers/osm-pbf.ts";
import { readWorlds, ROAD, row, turn, waysOf } from "../../../helpers/osm-roads.ts";

describe("turn restrictions", () => {
  // 1 - 2 - 3 - 4 - 5, one way a segment: way 12 joins nodes 1 and 2. 36 turns off at 3, 71 closes at 1.
  const nodes = row(7);
  const ways = [
    { id: 12, refs: [1, 2], tags: ROAD },
    { id: 23, refs: [2, 3], tags: ROAD },
    { id: 43, refs: [4, 3], tags: ROAD },
    { id: 45, refs: [4, 5], tags: ROAD },
    { id: 36, refs: [3, 6], tags: ROAD },
    { id: 67, refs: [6, 7], tags: { highway: "footway" } },
  ];

  async function resolve(...relations: OsmRelation[]) {
    const { roads, issues } = await readWorlds({ nodes, ways, relations });
    const osmWay = (way: number) => roads.wayOsmIds[way];
    const restrictions = roads.restrictions.map(({ osmRelationId, kind, fromWay, toWay, via }) => ({
      osmRelationId,
      kind,
      from: osmWay(fromWay),
      to: osmWay(toWay),
      via: "node" in via ? { node: roads.nodeOsmIds[via.node] } : { ways: via.ways.map(osmWay) },
    }));
    return { restrictions, codes: issues.list().map(({ code, count }) => `${code} ${count}`) };
  }

  test("through a node become way and node indices", async () => {
    expect(await resolve(turn(1, "no_left_turn", [23], [36], { node: 3 }))).toEqual({
      restrictions: [{ osmRelationId: 1, kind: "no", from: 23, to: 36, via: { node: 3 } }],
      codes: [],
    });
    expect((await resolve(turn(2, "only_straight_on", [23], [43], { node: 3 }))).restrictions).toEqual([
      { osmRelationId: 2, kind: "only", from: 23, to: 43, via: { node: 3 } },
    ]);
    expect((await resolve(turn(3, "no_u_turn", [23], [23], { node: 3 }))).restrictions).toEqual([
      { osmRelationId: 3, kind: "no", from: 23, to: 23, via: { node: 3 } },
    ]);
  });

  test.each([[[23, 43]], [[43, 23]]])(
    "through the ways %j are put in the order that connects",
    async (vias) => {
      expect((await resolve(turn(1, "no_u_turn", [12], [45], { ways: vias }))).restrictions).toEqual([
        { osmRelationId: 1, kind: "no", from: 12, to: 45, via: { ways: [23, 43] } },
      ]);
    },
  );

  test("no_entry may have several from, no_exit several to: one restriction each", async () => {
    const { restrictions, codes } = await resolve(
      turn(1, "no_entry", [23, 43], [36], { node: 3 }),
      turn(2, "no_exit", [36], [23, 43], { node: 3 }),
    );
    expect(restrictions.map(({ osmRelationId, from, to }) => [osmRelationId, from, to])).toEqual([
      [1, 23, 36],
      [1, 43, 36],
      [2, 36, 23],
      [2, 36, 43],
    ]);
    expect(codes).toEqual([]);
  });

  test("that cannot be applied are counted, by reason", async () => {
    const { restrictions, codes } = await resolve(
      turn(1, "no_left_turn", [23], [36], {}),
      turn(2, "no_left_turn", [], [36], { node: 3 }),
      turn(3, "no_left_turn", [23, 43], [36], { node: 3 }),
      turn(4, "no_left_turn", [23], [43, 36], { node: 3 }),
      turn(5, "only_right_turn", [23], [43, 36], { node: 3 }),
      {
        ...turn(6, "no_left_turn", [23], [36], { node: 3 }),
        members: [{ type: "node", ref: 3, role: "from" }],
      },
      turn(7, "no_left_turn", [23], [999], { node: 3 }),
      turn(8, "no_left_turn", [36], [67], { node: 6 }),
      turn(9, "no_left_turn", [12], [36], { node: 3 }),
      turn(10, "no_left_turn", [23], [36], { node: 999 }),
      turn(11, "no_u_turn", [12], [45], { ways: [23] }),
      turn(12, "no_u_turn", [12], [36], { ways: [23, 67] }),
    );
    expect(restrictions).toEqual([]);
    expect(codes).toEqual([
      "osm.restriction.malformed 6",
      "osm.restriction.missing_member 1",
      "osm.restriction.not_drivable 2",
      "osm.restriction.unconnected 3",
    ]);
  });

  test("that the profile sets aside are counted, by reason", async () => {
    const relation = turn(1, "no_left_turn", [23], [36], { node: 3 });
    const { restrictions, codes } = await resolve(
      {
        ...relation,
        tags: { type: "restriction", "restriction:conditional": "no_left_turn @ (07:00-09:00)" },
      },
      { ...relation, id: 2, tags: { type: "restriction", "restriction:hgv": "no_left_turn" } },
      { ...relation, id: 3, tags: { type: "restriction", restriction: "maybe" } },
      { ...relation, id: 4, tags: { type: "route" } },
    );
    expect(restrictions).toEqual([]);
    expect(codes).toEqual([
      "osm.restriction.conditional 1",
      "osm.restriction.not_for_cars 1",
      "osm.restriction.unknown 1",
    ]);
  });

  test("ignore members of other roles", async () => {
    const relation = turn(1, "no_left_turn", [23], [36], { node: 3 });
    const members = [...relation.members, { type: "node" as const, ref: 1, role: "location_hint" }];
    expect((await resolve({ ...relation, members })).restrictions).toHaveLength(1);
  });

  test("find the piece at the via of a way that was split", async () => {
    const { roads } = await readWorlds({
      nodes: row(6),
      ways: [
        { id: 10, refs: [1, 2, 99, 3, 4], tags: ROAD },
        { id: 20, refs: [4, 5, 98, 6, 1], tags: ROAD },
      ],
      relations: [
        turn(1, "no_left_turn", [10], [20], { node: 4 }),
        turn(2, "no_left_turn", [20], [10], { node: 1 }),
      ],
    });
    const pieces = waysOf(roads).map(({ nodes: piece }) => piece.join("-"));
    const found = roads.restrictions.map(({ fromWay, toWay }) => [pieces[fromWay], pieces[toWay]]);
    expect(found).toEqual([
      ["3-4", "4-5"],
      ["6-1", "1-2"],
    ]);
  });

  test.each([
    ["yes", "4-1", "1-2"],
    ["-1", "1-2", "4-1"],
  ])(
    "of a split ring with oneway=%s arrive by one piece and leave by the other",
    async (oneway, arrives, leaves) => {
      const { roads } = await readWorlds({
        nodes: row(5),
        ways: [
          { id: 10, refs: [1, 2, 99, 4, 1], tags: { highway: "primary", oneway } },
          { id: 20, refs: [1, 5], tags: ROAD },
        ],
        relations: [
          turn(1, "no_left_turn", [10], [20], { node: 1 }),
          turn(2, "no_left_turn", [20], [10], { node: 1 }),
        ],
      });
      const pieces = waysOf(roads).map(({ nodes: piece }) => piece.join("-"));
      expect(pieces[roads.restrictions[0].fromWay]).toBe(arrives);
      expect(pieces[roads.restrictions[1].toWay]).toBe(leaves);
    },
  );
});
