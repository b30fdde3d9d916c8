import { OsrmClient } from "../../../isochrones/engines/osrm-client.ts";
import { EngineError } from "../../../isochrones/engines/engine-error.ts";
import type { BenchPlaces } from "../bench-places.ts";
import { type Found, found, notFound } from "./found.ts";

/** A cell farther than that from any road of a server is not on its map. */
const FARTHEST_METERS = 5000;

/** An OSRM server with the roads of a suite. */
export interface OsrmPeer {
  readonly url: string;
}

/** Asks a server for the road nearest to a structure, so that one with another map is not taken. */
export async function findOsrmPeer(
  url: string | null,
  { structures }: BenchPlaces,
  signal: AbortSignal,
): Promise<Found<OsrmPeer>> {
  if (url === null) return notFound("no server was named (--osrm URL)");
  try {
    const client = new OsrmClient({ url, retries: 1 });
    const [road] = await client.nearest({ coordinate: [structures.lons[0], structures.lats[0]], signal });
    const meters = road.distanceMeters ?? 0;
    if (meters <= FARTHEST_METERS) return found({ url });
    return notFound(`its nearest road to the first structure is ${Math.round(meters / 1000)} km away`);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) return notFound(error.message.replaceAll(url, "the server"));
    throw error;
  }
}
