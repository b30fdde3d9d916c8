import { NO_COMMUNE } from "../../isochrones/model/cells.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { NO_EDGE, NO_NODE, type Network } from "../../isochrones/model/network.ts";
import type { PointsByRoad, Snaps } from "../../isochrones/model/points.ts";

/** One thing that must hold in every dataset; `trouble` says where it does not. */
export interface Check {
  readonly name: string;
  readonly trouble: string | null;
}

/**
 * Checks that a dataset hangs together: every index points at something, offsets ascend, what is said twice is
 * the same. O(size of the dataset).
 */
export function verifyDataset(dataset: Dataset): Check[] {
  const { network, cells, cellSnaps, cellsByRoad, structures, structureSnaps, communes, communeShapes } =
    dataset;
  const checks: Check[] = [
    check("arcs entre des carrefours", indicesWithin(network.edgeHeads, network.nodeCount)),
    check("arcs de chaque carrefour", edgesAtTheirNodes(network)),
    check("mouvements vers des arcs", indicesWithin(network.turnTargets, network.edgeCount)),
    check("mouvements en ordre", ascending(network.turnOffsets, network.turnCount)),
    check("mouvements inverses en ordre", ascending(network.reverseTurnOffsets, network.turnCount)),
    check("mouvements et mouvements inverses identiques", sameTurns(network)),
    check("mouvements entre arcs qui se touchent", turnsMeet(network)),
    check("formes en ordre", ascending(network.shapeOffsets, network.shapeLons.length)),
    check("durées positives", positive(network.edgeDurations)),
    check("poids positifs", positive(network.edgeWeights)),
    check("sens opposés réciproques", twinsAgree(network)),
    check("profils connus", indicesWithin(network.edgeProfiles, network.profiles.length)),
    check("noms connus", indicesWithin(network.edgeNames, network.names.count)),
    check("structures rattachées", snapsFit(structureSnaps, structures.length, network)),
    check(
      "contours et communes en nombre égal",
      communeShapes.length === communes.length ? null : `${communeShapes.length} et ${communes.length}`,
    ),
  ];
  if (cells !== null && cellSnaps !== null && cellsByRoad !== null) {
    checks.push(
      check("carreaux de chaque route", pointsOnTheirRoads(network, cellSnaps, cellsByRoad)),
      check("carreaux rattachés", snapsFit(cellSnaps, cells.count, network)),
      check(
        "habitants positifs",
        cells.people.every((people) => people > 0) ? null : "un carreau sans habitant",
      ),
      check(
        "communes des carreaux connues",
        cells.communes.every((commune) => commune === NO_COMMUNE || commune < communes.length)
          ? null
          : "commune inconnue",
      ),
    );
  }
  return checks;
}

function check(name: string, trouble: string | null): Check {
  return { name, trouble };
}

function indicesWithin(indices: Uint32Array, count: number): string | null {
  const at = indices.findIndex((index) => index >= count);
  return at < 0 ? null : `n° ${at} : ${indices[at]} sur ${count}`;
}

function ascending(offsets: Uint32Array, end: number): string | null {
  const at = offsets.findIndex((offset, index) => index > 0 && offset < offsets[index - 1]);
  if (at >= 0) return `n° ${at} recule`;
  return offsets[offsets.length - 1] === end
    ? null
    : `finit à ${offsets[offsets.length - 1]} au lieu de ${end}`;
}

function positive(values: Uint32Array): string | null {
  const at = values.findIndex((value) => value === 0);
  return at < 0 ? null : `n° ${at} vaut 0`;
}

function twinsAgree({ edgeTwins, edgeTails, edgeHeads, firstCopy }: Network): string | null {
  for (let edge = 0; edge < firstCopy; edge++) {
    const twin = edgeTwins[edge];
    if (twin === NO_EDGE) continue;
    const isTwin =
      edgeTwins[twin] === edge && edgeTails[twin] === edgeHeads[edge] && edgeHeads[twin] === edgeTails[edge];
    if (!isTwin) return `arc ${edge}`;
  }
  return null;
}

function edgesAtTheirNodes(network: Network): string | null {
  const { nodeCount, firstCopy, edgeTails, edgeHeads, nodeOutOffsets, nodeInOffsets, nodeInEdges } = network;
  if (nodeInEdges.length !== firstCopy) return `${nodeInEdges.length} arcs entrants sur ${firstCopy}`;
  const disorder = ascending(nodeOutOffsets, firstCopy) ?? ascending(nodeInOffsets, firstCopy);
  if (disorder !== null) return disorder;
  for (let node = 0; node < nodeCount; node++) {
    for (let out = nodeOutOffsets[node]; out < nodeOutOffsets[node + 1]; out++) {
      if (edgeTails[out] !== node) return `arc ${out} hors du carrefour ${node}`;
    }
    for (let i = nodeInOffsets[node]; i < nodeInOffsets[node + 1]; i++) {
      if (edgeHeads[nodeInEdges[i]] !== node) return `arc ${nodeInEdges[i]} hors du carrefour ${node}`;
      if (i > nodeInOffsets[node] && nodeInEdges[i] <= nodeInEdges[i - 1]) return `arcs du carrefour ${node}`;
    }
  }
  return null;
}

function turnsMeet({ edgeCount, turnOffsets, turnTargets, edgeHeads, edgeTails }: Network): string | null {
  for (let edge = 0; edge < edgeCount; edge++) {
    for (let turn = turnOffsets[edge]; turn < turnOffsets[edge + 1]; turn++) {
      if (edgeTails[turnTargets[turn]] !== edgeHeads[edge])
        return `arc ${edge} vers arc ${turnTargets[turn]}`;
    }
  }
  return null;
}

/** Every turn is there from both sides: counted per source edge through the reverse lists. */
function sameTurns({ edgeCount, turnOffsets, reverseTurnSources, turnCount }: Network): string | null {
  if (reverseTurnSources.length !== turnCount) return `${reverseTurnSources.length} et ${turnCount}`;
  const counts = new Uint32Array(edgeCount);
  for (const source of reverseTurnSources) {
    if (source >= edgeCount) return `arc ${source} inconnu`;
    counts[source]++;
  }
  for (let edge = 0; edge < edgeCount; edge++) {
    if (counts[edge] !== turnOffsets[edge + 1] - turnOffsets[edge]) return `arc ${edge}`;
  }
  return null;
}

/** Each point is on the road that it was snapped to, and on others only at a junction. */
function pointsOnTheirRoads(
  { edgeShapes, shapeOffsets }: Network,
  { edges, nodes }: Snaps,
  { offsets, points }: PointsByRoad,
): string | null {
  const shapeCount = shapeOffsets.length - 1;
  if (offsets.length !== shapeCount + 1) return `${offsets.length - 1} routes sur ${shapeCount}`;
  const disorder = ascending(offsets, points.length) ?? indicesWithin(points, edges.length);
  if (disorder !== null) return disorder;
  const isOnOwnRoad = new Uint8Array(edges.length);
  for (let shape = 0; shape < shapeCount; shape++) {
    for (let i = offsets[shape]; i < offsets[shape + 1]; i++) {
      const point = points[i];
      if (edges[point] !== NO_EDGE && edgeShapes[edges[point]] >> 1 === shape) isOnOwnRoad[point] = 1;
      else if (nodes[point] === NO_NODE) return `carreau ${point} sur la route ${shape}`;
    }
  }
  const lost = isOnOwnRoad.findIndex((isOn, point) => isOn === 0 && edges[point] !== NO_EDGE);
  return lost < 0 ? null : `carreau ${lost} sans sa route`;
}

function snapsFit({ edges, fractions, nodes }: Snaps, count: number, network: Network): string | null {
  if (edges.length !== count) return `${edges.length} rattachements pour ${count} points`;
  for (let point = 0; point < count; point++) {
    if (edges[point] === NO_EDGE) continue;
    const fits = edges[point] < network.firstCopy && fractions[point] >= 0 && fractions[point] <= 1;
    const isAtJunction =
      nodes[point] === NO_NODE ||
      (fractions[point] === 0 && network.edgeTails[edges[point]] === nodes[point]) ||
      (fractions[point] === 1 && network.edgeHeads[edges[point]] === nodes[point]);
    if (!isAtJunction) return `point ${point} au nœud ${nodes[point]}`;
    if (!fits) return `point ${point} sur l’arc ${edges[point]} à ${fractions[point]}`;
  }
  return null;
}
