import { Agent, get } from "node:http";

import { InputError } from "../../../data/input-error.ts";
import { TILE_SETS, type TileSet } from "../../../server/tiles/tile-json.ts";
import type { TileAddress } from "../../../server/tiles/mercator.ts";
import type { View } from "./walk.ts";

/** Tiles that a browser asks a server for at once, over HTTP/1.1. */
const AT_ONCE = 6;

/** One answer. */
export interface AskedTile {
  readonly set: TileSet;
  readonly zoom: number;
  readonly milliseconds: number;
  /** Before compression. */
  readonly bytes: number;
  /** Asked for before its isochrone had been searched. */
  readonly isFirst: boolean;
}

/** Asks for the tiles of all layers in each view, none twice, six at once; the next view when all of one are there. */
export async function askViews(
  url: string,
  views: readonly View[],
  signal: AbortSignal,
): Promise<AskedTile[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const known = new Set<string>();
  const answers: AskedTile[] = [];
  for (const view of views) {
    const waiting = pathsOf(view).filter(({ path }) => !known.has(path));
    const askNext = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        signal.throwIfAborted();
        const { path, set, zoom } = next;
        const isochrone = set === "isochrones" ? path.split("?")[1] : "";
        const isFirst = isochrone !== "" && !known.has(isochrone);
        known.add(path);
        const { milliseconds, bytes } = await askTile(url + path, agent);
        known.add(isochrone);
        answers.push({ set, zoom, milliseconds, bytes, isFirst });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askNext));
  }
  agent.destroy();
  return answers;
}

/** One tile of each layer, all at once: what the first visitor waits for. */
export async function askFirst(url: string, { tiles, structureId }: View): Promise<AskedTile[]> {
  const agent = new Agent({ keepAlive: true });
  const answers = await Promise.all(
    pathsOf({ tiles: tiles.slice(0, 1), structureId }).map(
      async ({ path, set, zoom }): Promise<AskedTile> => {
        return { set, zoom, ...(await askTile(url + path, agent)), isFirst: true };
      },
    ),
  );
  agent.destroy();
  return answers;
}

function pathsOf({ tiles, structureId }: View): { path: string; set: TileSet; zoom: number }[] {
  return tiles.flatMap(({ z, x, y }: TileAddress) =>
    TILE_SETS.map((set) => {
      const query = set === "isochrones" ? `?structure=${encodeURIComponent(structureId)}` : "";
      return { path: `/tiles/${set}/${z}/${x}/${y}.mvt${query}`, set, zoom: z };
    }),
  );
}

/** Throws `InputError` for an answer that is neither a tile nor an empty one. */
async function askTile(url: string, agent: Agent): Promise<{ milliseconds: number; bytes: number }> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("error", reject);
      answer.on("end", () => {
        const { statusCode = 0 } = answer;
        if (statusCode === 200 || statusCode === 204)
          resolve({ milliseconds: performance.now() - start, bytes });
        else reject(new InputError("bench.tiles.refused", url, `got status ${statusCode}, expected a tile`));
      });
    }).on("error", reject);
  });
}
