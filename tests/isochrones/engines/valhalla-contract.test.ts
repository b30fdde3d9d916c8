import { findValhalla, openOverNetwork } from "../../helpers/valhalla.ts";
import { describeEngine } from "./contract.ts";

const found = await findValhalla();

describeEngine("valhalla", async (dataset) => openOverNetwork(found, dataset), {
  unitDeciseconds: 10,
  // Its earth has the radius of the equator, 6 378.137 km; ours the mean one, 6 371.009 km.
  lengthShare: 6378.137 / 6371.009 - 1,
  absent: found.absent,
});
