import { afterAll } from "vitest";

import { findValhalla, openTiles, TileStore } from "../../helpers/valhalla.ts";
import { describeEngine } from "./contract.ts";

const found = await findValhalla();
/** Making tiles takes a second, and most tests stand on one road. */
const tiles = new TileStore(found);
afterAll(() => tiles.remove());

describeEngine(
  "valhalla",
  async (dataset) => ({ engine: await openTiles(await tiles.of(dataset)), close: async () => {} }),
  {
    unitDeciseconds: 10,
    // Its earth has the radius of the equator, 6 378.137 km; ours the mean one, 6 371.009 km.
    lengthShare: 6378.137 / 6371.009 - 1,
    absent: found.absent,
  },
);
