import { createEmbeddedEngine } from "../../../isochrones/engines/embedded-engine.ts";
import { describeEngine } from "./contract.ts";

describeEngine("embedded", async (dataset) => ({
  engine: createEmbeddedEngine(dataset),
  close: async () => {},
}));
