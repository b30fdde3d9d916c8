import type { CommuneShape, Dataset, FlatOutlines } from "../model/dataset.ts";

/** The outline of a commune by its number, null for one without. */
export type OutlineReader = (commune: number) => CommuneShape | null;

/**
 * Reads outlines one by one where a dataset has them as flat arrays: those of a country are four hundred megabytes of
 * objects, of which an answer needs a few. O(positions of the outline) each time.
 */
export function readOutlines(dataset: Pick<Dataset, "communeOutlines" | "communeShapes">): OutlineReader {
  const { communeOutlines: flat } = dataset;
  return flat === undefined ? (commune) => dataset.communeShapes[commune] ?? null : outlinesIn(flat);
}

function outlinesIn({ known, polygons, rings, positions, coordinates }: FlatOutlines): OutlineReader {
  const firstPolygons = startsOf(polygons);
  const firstRings = startsOf(rings);
  const firstPositions = startsOf(positions);
  const ringAt = (ring: number): [number, number][] => {
    const first = firstPositions[ring];
    return Array.from({ length: positions[ring] }, (_, i): [number, number] => {
      const at = 2 * (first + i);
      return [coordinates[at], coordinates[at + 1]];
    });
  };
  const polygonAt = (polygon: number): [number, number][][] =>
    Array.from({ length: rings[polygon] }, (_, i) => ringAt(firstRings[polygon] + i));
  return (commune) =>
    known[commune] === 1
      ? Array.from({ length: polygons[commune] }, (_, i) => polygonAt(firstPolygons[commune] + i))
      : null;
}

/** Where each of some pieces begins, laid one after another. */
function startsOf(lengths: Uint32Array): Uint32Array {
  const starts = new Uint32Array(lengths.length);
  for (let i = 1; i < lengths.length; i++) starts[i] = starts[i - 1] + lengths[i - 1];
  return starts;
}
