import type { TurnRestriction } from "../../isochrones/model/roads.ts";
import type { RoadsPlan, WayPlan } from "./make-roads.ts";
import type { Random } from "./seeded-random.ts";

type Restriction = RoadsPlan["restrictions"][number];

/**
 * Restrictions with a node or one to three ways as their via. About half of those over ways grow out of an
 * earlier one, so that they overlap, begin alike or contain one another.
 */
export function randomRestrictions(random: Random, ways: readonly WayPlan[], count: number): Restriction[] {
  const restrictions: Restriction[] = [];
  for (let i = 0; i < count; i++) {
    const earlier = restrictions.filter(({ via }) => "ways" in via);
    const grown = earlier.length > 0 && random.chance(0.5) ? grow(random, ways, random.pick(earlier)) : null;
    const made = grown ?? (random.chance(0.35) ? atNode(random, ways) : overWays(random, ways));
    if (made !== null) restrictions.push(made);
  }
  return restrictions;
}

function kindOf(random: Random): TurnRestriction["kind"] {
  return random.chance(0.7) ? "no" : "only";
}

function atNode(random: Random, ways: readonly WayPlan[]): Restriction | null {
  const fromWay = random.int(0, ways.length - 1);
  // Now and then in the middle of a way, where both of its directions arrive and leave.
  const node = random.chance(0.8) ? endOf(random, ways[fromWay]) : random.pick(ways[fromWay].nodes);
  const touching = waysAt(ways, node, "anywhere");
  return { kind: kindOf(random), fromWay, toWay: random.pick(touching), via: { node } };
}

function overWays(random: Random, ways: readonly WayPlan[]): Restriction | null {
  const vias: number[] = [];
  const length = random.int(1, 3);
  const usable = ways.flatMap((way, index) => (isSimple(way) ? [index] : []));
  if (usable.length === 0) return null;
  const first = random.pick(usable);
  const start = endOf(random, ways[first]);
  let end = start;
  for (let via = first; ;) {
    vias.push(via);
    end = otherEnd(ways[via], end);
    const onwards = waysAt(ways, end, "end").filter((way) => isSimple(ways[way]) && !vias.includes(way));
    if (vias.length === length || onwards.length === 0) break;
    via = random.pick(onwards);
  }
  const fromWay = random.pick(waysAt(ways, start, "anywhere"));
  const toWay = random.pick(waysAt(ways, end, "anywhere"));
  return { kind: kindOf(random), fromWay, toWay, via: { ways: vias } };
}

/** Another restriction that shares its beginning, lies inside it, or goes on from it. */
function grow(random: Random, ways: readonly WayPlan[], seed: Restriction): Restriction | null {
  if (!("ways" in seed.via)) return null;
  const vias = seed.via.ways;
  const end = endAfter(ways, seed.fromWay, vias);
  if (end === null) return null;
  const draw = random.next();
  if (draw < 0.3) {
    return { ...seed, kind: kindOf(random), toWay: random.pick(waysAt(ways, end, "anywhere")) };
  }
  if (draw < 0.55 && vias.length > 1) {
    return { ...seed, kind: kindOf(random), fromWay: vias[0], via: { ways: vias.slice(1) } };
  }
  const { toWay } = seed;
  const canGoOn = isSimple(ways[toWay]) && isEnd(ways[toWay], end) && !vias.includes(toWay);
  if (!canGoOn) return null;
  const kept = random.chance(0.5) || vias.length < 2;
  const fromWay = kept ? seed.fromWay : vias[0];
  const onwards = waysAt(ways, otherEnd(ways[toWay], end), "anywhere");
  return {
    kind: kindOf(random),
    fromWay,
    toWay: random.pick(onwards),
    via: { ways: [...(kept ? vias : vias.slice(1)), toWay] },
  };
}

/** The node behind the last of the vias, entered from a way; null where they do not join. */
function endAfter(ways: readonly WayPlan[], fromWay: number, vias: readonly number[]): number | null {
  for (const start of [ways[vias[0]].nodes[0], ways[vias[0]].nodes.at(-1) ?? 0]) {
    if (!ways[fromWay].nodes.includes(start)) continue;
    let end: number | null = start;
    for (const via of vias) end = end !== null && isEnd(ways[via], end) ? otherEnd(ways[via], end) : null;
    if (end !== null) return end;
  }
  return null;
}

function waysAt(ways: readonly WayPlan[], node: number, where: "end" | "anywhere"): number[] {
  return ways.flatMap((way, index) =>
    (where === "end" ? isEnd(way, node) : way.nodes.includes(node)) ? [index] : [],
  );
}

/** Does it pass no node twice? Only such a way can be driven "from end to end" in one manner. */
function isSimple(way: WayPlan): boolean {
  return new Set(way.nodes).size === way.nodes.length;
}

function isEnd({ nodes }: WayPlan, node: number): boolean {
  return nodes[0] === node || nodes[nodes.length - 1] === node;
}

function endOf(random: Random, { nodes }: WayPlan): number {
  return random.chance(0.5) ? nodes[0] : nodes[nodes.length - 1];
}

function otherEnd({ nodes }: WayPlan, node: number): number {
  return nodes[0] === node ? nodes[nodes.length - 1] : nodes[0];
}
