import { describe, expect, test } from "vitest";

import { connectedPieces, readRoadObjects, writtenDemo } from "./demo-fixtures.ts";

describe("roads of the département", async () => {
  const files = await writtenDemo("departement");
  const { nodes, ways, relations } = await readRoadObjects(files.roads);
  const all = [...ways.values()];
  const tagged = (key: string, value?: string | RegExp) =>
    all.filter(({ tags }) => {
      const got = tags[key];
      if (got === undefined || value === undefined) return got !== undefined;
      return typeof value === "string" ? got === value : value.test(got);
    });
  const nodesTagged = (key: string, value?: string) =>
    [...nodes.values()].filter(
      ({ tags }) => tags[key] !== undefined && (value === undefined || tags[key] === value),
    );

  test("every way has two nodes or more, all of them in the file", () => {
    const broken = all.filter(({ refs }) => refs.length < 2 || refs.some((ref) => !nodes.has(ref)));
    expect(broken).toEqual([]);
  });

  test("no node stands alone", () => {
    const used = new Set(all.flatMap(({ refs }) => refs));
    expect([...nodes.keys()].filter((id) => !used.has(id))).toEqual([]);
  });

  test("ids need more than 32 bits, as in today's OSM", () => {
    expect(Math.min(...nodes.keys(), ...ways.keys())).toBeGreaterThan(2 ** 32);
  });

  test.each([
    "motorway motorway_link primary secondary tertiary unclassified residential living_street pedestrian service track",
  ])("all classes are there: %s", (classes) => {
    for (const highway of classes.split(" "))
      expect.soft(tagged("highway", highway), highway).not.toEqual([]);
  });

  test.each([
    ["junction", "roundabout"],
    ["oneway", "yes"],
    ["oneway", "-1"],
    ["oneway", "no"],
    ["toll", "yes"],
    ["bridge", "yes"],
    ["access", "private"],
    ["access", "destination"],
    ["access", "customers"],
    ["motor_vehicle", "destination"],
    ["motor_vehicle", "agricultural"],
    ["service", "parking_aisle"],
    ["service", "driveway"],
    ["maxspeed", "50"],
    ["maxspeed", "80"],
    ["maxspeed", "90"],
    ["maxspeed", "FR:urban"],
    ["maxspeed", "FR:zone30"],
    ["maxspeed", "30 mph"],
    ["maxspeed:forward", "30"],
    ["source:maxspeed", "FR:urban"],
    ["zone:maxspeed", "FR:30"],
    ["maxheight", "1.8"],
    ["maxwidth", "1.7"],
    ["maxweight", "3.5"],
    ["smoothness", "bad"],
    ["surface", "gravel"],
    ["tracktype", "grade1"],
    ["tracktype", "grade5"],
  ])("ways with %s=%s are there", (key, value) => {
    expect(tagged(key, value)).not.toEqual([]);
  });

  test.each([
    ["highway", "traffic_signals"],
    ["highway", "stop"],
    ["highway", "give_way"],
    ["stop", "minor"],
    ["direction", "backward"],
    ["traffic_signals:direction", "forward"],
    ["barrier", "gate"],
    ["barrier", "bollard"],
    ["barrier", "lift_gate"],
    ["barrier", "toll_booth"],
    ["barrier", "cattle_grid"],
    ["barrier", "block"],
    ["barrier", "height_restrictor"],
  ])("nodes with %s=%s are there", (key, value) => {
    expect(nodesTagged(key, value)).not.toEqual([]);
  });

  test("turns are forbidden by node and by way, on conditions and with exceptions", () => {
    const kinds = new Set(relations.map(({ tags }) => tags["restriction"]));
    for (const kind of ["no_left_turn", "no_right_turn", "no_u_turn", "only_straight_on", "only_right_turn"])
      expect.soft(kinds, kind).toContain(kind);
    expect(relations.filter(({ tags }) => tags["restriction:conditional"] !== undefined)).not.toEqual([]);
    expect(relations.filter(({ tags }) => tags["except"] === "motorcar")).not.toEqual([]);
    const viaWay = ({ members }: (typeof relations)[number]) =>
      members.some(({ role, type }) => role === "via" && type === "way");
    expect(relations.filter(viaWay)).not.toEqual([]);
  });

  test("the ways of a restriction end where they meet its via", () => {
    const ends = (id: number) => [ways.get(id)?.refs[0], ways.get(id)?.refs.at(-1)];
    for (const { members } of relations) {
      const of = (role: string) => members.find((member) => member.role === role);
      const [from, via, to] = [of("from"), of("via"), of("to")];
      if (from === undefined || via === undefined || to === undefined)
        throw new Error("a restriction lacks a member");
      const viaEnds = via.type === "node" ? [via.ref] : ends(via.ref);
      for (const arm of [from, to]) expect(ends(arm.ref).some((end) => viaEnds.includes(end))).toBe(true);
    }
  });

  test("roundabouts are closed and run anticlockwise", () => {
    for (const { refs } of tagged("junction", "roundabout")) {
      expect(refs[0]).toBe(refs.at(-1));
      const corners = refs.map((ref) => {
        const node = nodes.get(ref);
        if (node === undefined) throw new Error(`node ${ref} is missing`);
        return node;
      });
      const area = corners
        .slice(1)
        .reduce((sum, b, i) => sum + corners[i].lon * b.lat - b.lon * corners[i].lat, 0);
      expect(area).toBeGreaterThan(0);
    }
  });

  test("a ferry with a duration crosses to the island", () => {
    const ferries = tagged("route", "ferry");
    expect(ferries.map(({ tags }) => tags["duration"])).toEqual(["00:25"]);
  });

  test("all roads but one small estate hang together, motorway and ferry included", () => {
    const pieces = connectedPieces(all.map(({ refs }) => refs));
    expect(pieces).toHaveLength(2);
    expect(pieces[1]).toBeLessThan(10);
  });
});
