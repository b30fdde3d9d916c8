import { codeIn } from "./territories.ts";
import type { CommuneShape, Dataset } from "../model/dataset.ts";
import type { Territory } from "../model/territory.ts";
import { readOutlines } from "../geo/commune-outlines.ts";
import { joinOutlines } from "../geo/join-outlines.ts";
import { doubleArea } from "../geo/rings.ts";

/** The outline of a territory as polygons with holes; null where no outline of its communes is known. */
export type TerritoryOutlineReader = (territory: Territory) => CommuneShape | null;

/**
 * Reads outlines of territories of one kind: those of communes are the dataset's, wider ones are joined of their communes'
 * each time they are asked for. O(communes), then O(n log n) over the positions of a territory.
 */
export function readTerritoryOutlines(
  dataset: Pick<Dataset, "communes" | "communeOutlines" | "communeShapes">,
  kind: Territory["kind"],
): TerritoryOutlineReader {
  const readOutline = readOutlines(dataset);
  const communesOf = new Map<string, number[]>();
  for (const [index, commune] of dataset.communes.entries()) {
    const code = codeIn(commune, kind);
    if (code === null) continue;
    const others = communesOf.get(code);
    if (others === undefined) communesOf.set(code, [index]);
    else others.push(index);
  }
  return ({ code }) => {
    const shapes = (communesOf.get(code) ?? []).map(readOutline).filter((shape) => shape !== null);
    if (shapes.length === 0) return null;
    return kind === "commune" ? rightHanded(shapes[0]) : joinOutlines(shapes);
  };
}

/** Outlines counter-clockwise and holes clockwise, as RFC 7946 asks; sources draw them as they like. */
function rightHanded(shape: CommuneShape): CommuneShape {
  return shape.map((rings) =>
    rings.map((ring, place) => (doubleArea(ring) > 0 === (place === 0) ? ring : ring.toReversed())),
  );
}
