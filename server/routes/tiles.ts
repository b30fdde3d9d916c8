import type { FastifyReply } from "fastify";
import { Type } from "typebox";

import { selectionKey } from "../../isochrones/accessibility/selection.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { SELECTION, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { BaseTiles } from "../tiles/base-tiles.ts";
import { KeptBytes } from "../kept-bytes.ts";
import { MAX_ZOOM } from "../tiles/mercator.ts";
import type { TileAddress } from "../tiles/mercator.ts";
import { TILE_SETS, tileJson } from "../tiles/tile-json.ts";
import { TILE_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

/** Some thousand tiles. */
const CACHE_BYTES = 48 * 1024 * 1024;

const TilePath = parameters({
  z: Type.Integer({ minimum: 0, maximum: MAX_ZOOM, description: `un niveau de zoom de 0 à ${MAX_ZOOM}` }),
  x: Type.Integer({ minimum: 0, description: "une colonne de tuile" }),
  y: Type.Integer({ minimum: 0, description: "une ligne de tuile" }),
});

const Dataset = Type.String({ maxLength: 200, description: "l’identifiant du jeu de données servi" });
const BaseQuery = parameters({ jeu: Type.Optional(Dataset) });
const CellQuery = parameters({ jeu: Type.Optional(Dataset), ...SELECTION });

/** `GET /tiles/carreaux/…`, `/tiles/fond/…` and their TileJSON. */
export function tileRoutes(app: App, { study, asker, revalidate, kept: caches }: RouteContext): void {
  const { dataset } = study;
  const kept = new KeptBytes(CACHE_BYTES);
  caches.set("tiles", kept);
  const baseTiles = new BaseTiles(dataset);

  app.get(
    "/tiles/fond/:z/:x/:y.mvt",
    { schema: { params: TilePath, querystring: BaseQuery }, preHandler: revalidate },
    async (request, reply) => {
      const address = checkAddress(request.params);
      checkDataset(dataset.id, request.query.jeu);
      const { z, x, y } = address;
      return sendTile(
        reply,
        await kept.getOrMake(`fond/${z}/${x}/${y}`, async () => baseTiles.tile(address)),
      );
    },
  );

  app.get(
    "/tiles/carreaux/:z/:x/:y.mvt",
    { schema: { params: TilePath, querystring: CellQuery }, preHandler: revalidate },
    async (request, reply) => {
      const address = checkAddress(request.params);
      checkDataset(dataset.id, request.query.jeu);
      const selection = readSelection(request.query);
      const { z, x, y } = address;
      const key = `carreaux/${z}/${x}/${y}?${selectionKey(selection)}`;
      const make = async () => asker.ask("cellTile", { address, selection });
      return sendTile(reply, await kept.getOrMake(key, make));
    },
  );

  for (const set of TILE_SETS) {
    app.get(
      `/tiles/${set}.json`,
      { schema: { querystring: parameters({}) } },
      // The answer holds the host's name, so it is not bound to the address alone.
      (request, reply) =>
        reply
          .header("cache-control", "no-cache")
          .send(tileJson(set, dataset, `${request.protocol}://${request.host}`)),
    );
  }
}

function checkAddress({ z, x, y }: TileAddress): TileAddress {
  const side = 2 ** z;
  if (x < side && y < side) return { z, x, y };
  const detail = `Au niveau ${z}, les colonnes et les lignes vont de 0 à ${side - 1} : reçu ${x}/${y}.`;
  throw new RequestError("tile.unknown", x < side ? "y" : "x", detail);
}

function checkDataset(served: string, asked: string | undefined): void {
  if (asked === undefined || asked === served) return;
  throw new RequestError(
    "dataset.unknown",
    "jeu",
    "Ce jeu de données n’est plus servi ici : rechargez la page.",
  );
}

function sendTile(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  if (bytes.length === 0) return reply.code(204).send();
  return reply.type(TILE_TYPE).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
