import { afterAll } from "vitest";

import { findValhalla, openTiles, TileStore } from "../../helpers/valhalla.ts";
import { describeEngine } from "./contract.ts";

const found = await findValhalla();
/** Making tiles takes a second, and most tests stand on one road. */
const tiles = new TileStore(found);
afterAll(() => tiles.remove());

/** Of the WGS 84 ellipsoid. */
const FLATTENING = 1 / 298.257223563;

describeEngine(
  "valhalla",
  async (dataset) => ({ engine: await openTiles(await tiles.of(dataset)), close: async () => {} }),
  {
    unitDeciseconds: 10,
    // Its earth has the radius of the equator; the parallel of 42 degrees, on which roads are drawn, is curved less.
    lengthShare: 1 - Math.sqrt(1 - (2 - FLATTENING) * FLATTENING * Math.sin((42 * Math.PI) / 180) ** 2),
    absent: found.absent,
  },
);
