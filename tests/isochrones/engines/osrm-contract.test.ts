import { createOsrmEngine } from "../../../isochrones/engines/osrm-engine.ts";
import { startFakeOsrm } from "../../helpers/fake-osrm.ts";
import { MINI_SNAP_METERS } from "../../helpers/mini-dataset.ts";
import { osrmApp } from "../../helpers/osrm-app.ts";
import { describeEngine } from "./contract.ts";

describeEngine("osrm, on a server of ours that speaks its protocol", async (dataset) => {
  const { url, close } = await startFakeOsrm(dataset);
  return { engine: createOsrmEngine({ url, maxSnapMeters: MINI_SNAP_METERS }), close };
});

describeEngine("osrm, on Trente's own /osrm", async ({ network }) => {
  const app = await osrmApp(network);
  const url = await app.listen();
  return { engine: createOsrmEngine({ url, maxSnapMeters: MINI_SNAP_METERS }), close: app.close };
});
