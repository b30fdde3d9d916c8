import { describe, expect, test } from "vitest";

import { osrmScenario } from "../../helpers/osrm-scenario.ts";

/** Seconds for so many steps of a map, a hundred metres each; 0.2 s a step for rounding by segment. */
function secondsAt(kmh: number, steps: number): { least: number; most: number } {
  const seconds = (steps * 100.1) / (kmh / 3.6);
  return { least: seconds - 0.2 * steps, most: seconds + 0.2 * steps };
}

function expectWithin(seconds: number, { least, most }: { least: number; most: number }): void {
  expect(seconds).toBeGreaterThanOrEqual(least);
  expect(seconds).toBeLessThanOrEqual(most);
}

describe("one-way roads", () => {
  const map = `
    a 1 b
    d   c
  `;

  test.each([
    { oneway: "yes", forth: "ab", back: "bc,cd,da" },
    { oneway: "-1", forth: "da,cd,bc", back: "ab" },
    { oneway: "no", forth: "ab", back: "ab" },
  ])("oneway=$oneway is driven so and no other way", async ({ oneway, forth, back }) => {
    const { route } = await osrmScenario({ map, ways: { ab: { oneway }, bc: {}, cd: {}, da: {} } });
    expect((await route("ab")).roads).toBe(forth);
    expect((await route("ba")).roads).toBe(back);
  });

  test("a roundabout is one-way without saying so", async () => {
    const { table } = await osrmScenario({ map, ways: { abcda: { junction: "roundabout" } } });
    const [[, forth], [back]] = await table("1c");
    expect(forth).toBeLessThan(back ?? Infinity);
  });

  test("where nothing leads back there is no route, and an empty cell", async () => {
    const { route, table } = await osrmScenario({ map, ways: { ab: { oneway: "yes" } } });
    expect((await route("ba")).roads).toBe("NoRoute");
    const cells = await table("ab");
    expect(cells.map((row) => row.map((cell) => cell === null))).toEqual([
      [false, false],
      [true, false],
    ]);
  });
});

describe("access", () => {
  const map = `
    a   b
    d   c
  `;

  test.each([
    { access: "no", roads: "ad,dc,cb" },
    { access: "agricultural", roads: "ad,dc,cb" },
    { access: "yes", roads: "ab" },
    { access: "permissive", roads: "ab" },
    { access: "designated", roads: "ab" },
  ])("access=$access", async ({ access, roads }) => {
    const { route } = await osrmScenario({ map, ways: { ab: { access }, ad: {}, dc: {}, cb: {} } });
    expect((await route("ab")).roads).toBe(roads);
  });

  test("motor_vehicle and motorcar say more than access", async () => {
    const ways = {
      ab: { access: "no", motorcar: "yes" },
      ad: {},
      dc: { access: "yes", motor_vehicle: "no" },
      cb: {},
    };
    const { route } = await osrmScenario({ map, ways });
    expect((await route("ab")).roads).toBe("ab");
    expect((await route("dc")).roads).toBe("ad,ab,cb");
  });

  test("a street for residents only carries no one through, but is a place to go to", async () => {
    const { route } = await osrmScenario({
      map: `
        a b 1 c d
        e       f
      `,
      ways: { ab: {}, bc: { access: "destination" }, cd: {}, ae: {}, ef: {}, fd: {} },
    });
    expect((await route("ad")).roads).toBe("ae,ef,fd");
    expect((await route("a1")).roads).toBe("ab,bc");
  });
});

describe("barriers", () => {
  test.each([
    { tags: { barrier: "bollard" }, isOpen: false },
    { tags: { barrier: "block" }, isOpen: false },
    { tags: { barrier: "bollard", bollard: "rising" }, isOpen: true },
    { tags: { barrier: "gate" }, isOpen: true },
    { tags: { barrier: "gate", access: "no" }, isOpen: false },
    { tags: { barrier: "cattle_grid" }, isOpen: true },
    { tags: { barrier: "toll_booth" }, isOpen: true },
  ])("$tags", async ({ tags, isOpen }) => {
    const { route } = await osrmScenario({ map: "a b c", ways: { abc: {} }, nodes: { b: tags } });
    expect((await route("ac")).roads).toBe(isOpen ? "abc" : "NoRoute");
  });

  test("traffic signals take two seconds", async () => {
    const open = await osrmScenario({ map: "a b c", ways: { abc: {} } });
    const nodes = { b: { highway: "traffic_signals" } };
    const lit = await osrmScenario({ map: "a b c", ways: { abc: {} }, nodes });
    expect((await lit.route("ac")).seconds - (await open.route("ac")).seconds).toBeCloseTo(2, 6);
  });
});

describe("turn restrictions", () => {
  const map = `
        n
    a   b   c
        s
  `;
  const ways = { ab: {}, bc: {}, nb: {}, bs: {} };

  test.each([
    { kind: "no_left_turn", to: "bs", open: "c n" },
    { kind: "no_straight_on", to: "bc", open: "n s" },
    { kind: "only_straight_on", to: "bc", open: "c" },
    { kind: "only_right_turn", to: "bs", open: "s" },
  ])("$kind from ab to $to", async ({ kind, to, open }) => {
    const { route } = await osrmScenario({
      map,
      ways: { ...ways, ab: { oneway: "yes" } },
      restrictions: [{ kind, from: "ab", via: "b", to }],
    });
    const reached: string[] = [];
    for (const end of "cns") {
      const { roads } = await route(`a${end}`);
      if (roads.split(",").length === 2) reached.push(end);
    }
    expect(reached.join(" ")).toBe(open);
  });

  test("with an exception for cars they are none", async () => {
    const { route } = await osrmScenario({
      map,
      ways,
      restrictions: [{ kind: "no_right_turn", from: "ab", via: "b", to: "bs", tags: { except: "motorcar" } }],
    });
    expect((await route("as")).roads).toBe("ab,bs");
  });

  test("over a way they hold for that path alone", async () => {
    const { route } = await osrmScenario({
      map: `
        a b c
          d e
          f
      `,
      ways: { ab: {}, cb: {}, bd: {}, de: {}, df: {} },
      restrictions: [{ kind: "no_left_turn", from: "ab", via: "bd", to: "de" }],
    });
    expect((await route("ce")).roads).toBe("cb,bd,de");
    expect((await route("af")).roads).toBe("ab,bd,df");
    expect((await route("ae")).roads).not.toBe("ab,bd,de");
  });
});

describe("speeds", () => {
  test.each([
    { tags: { highway: "primary" }, kmh: 65 },
    { tags: { highway: "residential" }, kmh: 25 },
    { tags: { highway: "motorway" }, kmh: 90 },
    { tags: { highway: "primary", maxspeed: "50" }, kmh: 40 },
    { tags: { highway: "primary", maxspeed: "30 mph" }, kmh: 48.28 * 0.8 },
    { tags: { highway: "primary", maxspeed: "FR:urban" }, kmh: 40 },
    { tags: { highway: "primary", surface: "mud" }, kmh: 10 },
  ])("$tags is driven at $kmh km/h", async ({ tags, kmh }) => {
    const { route } = await osrmScenario({ map: "a         b", ways: { ab: tags } });
    expectWithin((await route("ab")).seconds, secondsAt(kmh, 5));
  });

  test("a limit in one direction holds in that one", async () => {
    const { route } = await osrmScenario({
      map: "a         b",
      ways: { ab: { maxspeed: "80", "maxspeed:backward": "40" } },
    });
    expectWithin((await route("ab")).seconds, secondsAt(64, 5));
    expectWithin((await route("ba")).seconds, secondsAt(32, 5));
  });

  test("the quicker road is taken, though it is longer", async () => {
    const { route } = await osrmScenario({
      map: `
        a   b
        d   c
      `,
      ways: { ab: { maxspeed: "10" }, ad: {}, dc: {}, cb: {} },
    });
    expect((await route("ab")).roads).toBe("ad,dc,cb");
  });
});

describe("ferries", () => {
  const map = `
    a b     c d
    e         f
  `;
  const ways = { ab: {}, bc: { route: "ferry", duration: "00:02:00" }, cd: {} };

  test("take the time that they say, and are no place to start from", async () => {
    const { route } = await osrmScenario({ map, ways });
    const { roads, seconds } = await route("ad");
    expect(roads).toBe("ab,bc,cd");
    const roadSeconds = secondsAt(65, 2);
    expectWithin(seconds - 120, { least: roadSeconds.least - 1, most: roadSeconds.most + 1 });
  });

  test("are left out on demand, as are motorways and tolls", async () => {
    const around = { ae: {}, ef: { maxspeed: "5" }, fd: {} };
    const { route } = await osrmScenario({ map, ways: { ...ways, ...around } });
    expect((await route("ad")).roads).toBe("ab,bc,cd");
    expect((await route("ad", "exclude=ferry")).roads).toBe("ae,ef,fd");
    expect((await route("ad", "exclude=toll,motorway")).roads).toBe("ab,bc,cd");
    const fast = { ...around, ab: {}, bc: { highway: "motorway", toll: "yes" }, cd: {} };
    const tolled = await osrmScenario({ map, ways: fast });
    expect((await tolled.route("ad", "exclude=toll")).roads).toBe("ae,ef,fd");
    expect((await tolled.route("ad", "exclude=motorway")).roads).toBe("ae,ef,fd");
    const [[, without]] = await tolled.table("ad", "exclude=toll");
    const [[, withToll]] = await tolled.table("ad");
    expect(without).toBeGreaterThan(withToll ?? Infinity);
  });
});

describe("waypoints", () => {
  test("at a dead end before a barrier are left by turning back at its end", async () => {
    const { ask } = await osrmScenario({
      map: `
        a b c
          1
          d
        f e
      `,
      ways: { abc: {}, bd: {}, afed: {} },
      nodes: { d: { barrier: "bollard" } },
    });
    for (const letters of ["a1c", "c1a"]) {
      const { routes } = (await ask("route", letters, "steps=true")) as {
        routes: { legs: { steps: { name: string; maneuver: { type: string } }[] }[] }[];
      };
      const [first, second] = routes[0].legs.map(({ steps }) => steps);
      expect(first.map(({ name }) => name)).toEqual(["abc", "bd", "bd"]);
      expect(second.map(({ name }) => name)).toEqual(["bd", "bd", "abc", "abc"]);
      expect(second.map(({ maneuver }) => maneuver.type)).toEqual(["depart", "continue", "turn", "arrive"]);
    }
  });

  test("on a ferry are moved to the road", async () => {
    const ways = { ab: {}, bc: { route: "ferry" } };
    const { route } = await osrmScenario({ map: "a 1 b 2 c", ways });
    expect((await route("12")).roads).toBe("ab");
    expect((await route("21")).roads).toBe("ab");
  });

  test("at a landing stage are left by the ferry at once", async () => {
    const map = `
      a b
        c d
    `;
    const ways = { ab: {}, bc: { route: "ferry", duration: "0:01" }, cd: {} };
    const { route } = await osrmScenario({ map, ways });
    expect((await route("ca")).roads).toBe("bc,ab");
    expect((await route("ac")).roads).toBe("ab,bc");
    expect((await route("bd")).roads).toBe("bc,cd");
  });
});

test("classes of road are told where they change", async () => {
  const { ask } = await osrmScenario({
    map: "a b c d",
    ways: {
      ab: { name: "x" },
      bc: { name: "x", toll: "yes", highway: "motorway" },
      cd: { name: "x", access: "private" },
    },
  });
  const { routes } = (await ask("route", "ad", "steps=true")) as {
    routes: { legs: { steps: { intersections: { classes?: string[] }[] }[] }[] }[];
  };
  const [driven] = routes[0].legs[0].steps;
  expect(driven.intersections.map(({ classes }) => classes ?? [])).toEqual([
    [],
    ["toll", "motorway"],
    ["restricted"],
  ]);
});
