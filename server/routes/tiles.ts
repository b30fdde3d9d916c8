import type { FastifyReply } from "fastify";
import { Type } from "typebox";

import { selectionKey } from "../../isochrones/accessibility/selection.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { Description } from "../openapi/description.ts";
import { SELECTION, parameters } from "../schemas/parameters.ts";
import { TileJsonSchema } from "../schemas/service-schemas.ts";
import { readSelection } from "../selection.ts";
import { BaseTiles } from "../tiles/base-tiles.ts";
import { KeptBytes } from "../kept-bytes.ts";
import { MAX_ZOOM } from "../tiles/mercator.ts";
import type { TileAddress } from "../tiles/mercator.ts";
import { TILE_SETS, tileJson } from "../tiles/tile-json.ts";
import type { TileSet } from "../tiles/tile-json.ts";
import { JSON_TYPE, TILE_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

/** Some thousand tiles. */
const CACHE_BYTES = 48 * 1024 * 1024;

const TilePath = parameters({
  z: Type.Integer({
    minimum: 0,
    maximum: MAX_ZOOM,
    title: "le niveau",
    description: `un niveau de zoom de 0 à ${MAX_ZOOM}`,
  }),
  x: Type.Integer({ minimum: 0, description: "une colonne de tuile" }),
  y: Type.Integer({ minimum: 0, description: "une ligne de tuile" }),
});

const Dataset = Type.String({
  maxLength: 200,
  title: "refuse un autre jeu, et permet de garder la tuile un jour",
  description: "l’identifiant du jeu de données servi",
});
const BaseQuery = parameters({ jeu: Type.Optional(Dataset) });
const CellQuery = parameters({ jeu: Type.Optional(Dataset), ...SELECTION });

const answers: Description["answers"] = {
  200: { description: "La tuile vectorielle (MVT 2.1).", content: { [TILE_TYPE]: null } },
  204: { description: "Rien à dessiner dans cette tuile." },
};

const describeBase: Description = {
  operationId: "lireTuileFond",
  summary: "Une tuile du fond de carte",
  description: "Terres, communes, routes principales et noms. `/tiles/fond.json` en décrit les couches.",
  tag: "Tuiles",
  answers,
  problems: ["tile.unknown", "dataset.unknown"],
  examples: ({ tile, datasetId }) => [
    { summary: "Une tuile du jeu servi", path: { ...tile }, query: { jeu: datasetId } },
  ],
};

const describeCells: Description = {
  operationId: "lireTuileCarreaux",
  summary: "Une tuile des carreaux habités et de leurs temps",
  description:
    "Les carreaux, regroupés aux petites échelles, avec leurs habitants et leur temps de trajet en secondes. `/tiles/carreaux.json` en décrit la couche.",
  tag: "Tuiles",
  answers,
  problems: ["tile.unknown", "dataset.unknown"],
  examples: ({ tile, datasetId }) => [
    { summary: "Une tuile du jeu servi", path: { ...tile }, query: { jeu: datasetId } },
  ],
};

const TILE_JSON_IDS: Readonly<Record<TileSet, string>> = {
  carreaux: "decrireTuilesCarreaux",
  fond: "decrireTuilesFond",
};

function describeTileJson(set: TileSet): Description {
  return {
    operationId: TILE_JSON_IDS[set],
    summary: set === "fond" ? "Les tuiles du fond de carte" : "Les tuiles des carreaux",
    description: "Leur adresse, leur emprise, leurs couches et les mentions à montrer, en TileJSON 3.0.0.",
    tag: "Tuiles",
    answers: { 200: { description: "Le TileJSON.", content: { [JSON_TYPE]: TileJsonSchema } } },
    examples: () => [{ summary: "Le TileJSON" }],
  };
}

/** `GET /tiles/carreaux/…`, `/tiles/fond/…` and their TileJSON. */
export function tileRoutes(app: App, { study, asker, revalidate, kept: caches }: RouteContext): void {
  const { dataset } = study;
  const kept = new KeptBytes(CACHE_BYTES);
  caches.set("tiles", kept);
  const baseTiles = new BaseTiles(dataset);

  app.get(
    "/tiles/fond/:z/:x/:y.mvt",
    {
      schema: { params: TilePath, querystring: BaseQuery },
      config: { describe: describeBase },
      preHandler: revalidate,
    },
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
    {
      schema: { params: TilePath, querystring: CellQuery },
      config: { describe: describeCells },
      preHandler: revalidate,
    },
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
      { schema: { querystring: parameters({}) }, config: { describe: describeTileJson(set) } },
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
