import { type Contender } from "../contender.ts";
import { startTrenteServer } from "../peers/trente-server.ts";
import type { OsrmSpec } from "../probes/probe-protocol.ts";
import { warmContender } from "../probes/probe-process.ts";
import { Scope } from "../scope.ts";
import { ofPeer, type SuiteCase } from "./about.ts";
import type { BenchWorld } from "../bench-world.ts";

export const routeCase = httpCase("route", "one route over OSRM's protocol");
export const nearestCase = httpCase("nearest", "the nearest road over OSRM's protocol");

/** The same client with the same requests, at our own server and at an OSRM. */
function httpCase(task: "route" | "nearest", title: string): SuiteCase {
  return {
    id: task,
    title: () => `${title}, median of 100 requests on loopback`,
    contenders: (world) => [
      ourServer(world, task),
      ofPeer("osrm", world.osrm, ({ url }) =>
        warmContender({ name: "osrm" }, () => specOf(world, task, url)),
      ),
    ],
  };
}

function ourServer(world: BenchWorld, task: OsrmSpec["task"]): Contender {
  return {
    name: "trente",
    open: async (signal) => {
      const scope = new Scope();
      try {
        const url = await startTrenteServer(world.root, world.dataset, scope, signal);
        const client = await warmContender({ name: "trente" }, () => specOf(world, task, url)).open(signal);
        scope.defer(async () => {
          await client.close();
        });
        return {
          round: client.round,
          close: async () => {
            await scope.close();
            return null;
          },
        };
      } catch (error) {
        await scope.close();
        throw error;
      }
    },
  };
}

function specOf({ placesFile }: BenchWorld, task: OsrmSpec["task"], url: string): OsrmSpec {
  return { kind: "osrm", task, url, places: placesFile };
}
