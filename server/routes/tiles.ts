import type { FastifyReply } from "fastify";
import { createHash } from "node:crypto";
import { Type } from "typebox";
import type { Static, TObject, TProperties } from "typebox";

import { selectionKey } from "../../isochrones/accessibility/selection.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { Study } from "../../isochrones/study.ts";
import { KeptBytes } from "../kept-bytes.ts";
import { originOf } from "../origin.ts";
import type { Asker } from "../questions/questions.ts";
import { Minutes, MinutesList, SCENARIO, SELECTION, parameters } from "../schemas/parameters.ts";
import type { ScenarioParameters, SelectionParameters } from "../schemas/parameters.ts";
import { readMinutesList, readScenarioSelection, readSelection } from "../selection.ts";
import { invalidParameter } from "../validation.ts";
import { describeTile, describeTileJson } from "../tiles/describe-tiles.ts";
import type { GroundTiles } from "../tiles/ground-tiles.ts";
import { MAX_ZOOM } from "../tiles/mercator.ts";
import type { TileAddress } from "../tiles/mercator.ts";
import { tileJson } from "../tiles/tile-json.ts";
import type { TileSet } from "../tiles/tile-json.ts";
import { JSON_TYPE, TILE_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { findStructure } from "./structures.ts";

/** Some thousand tiles. */
const CACHE_BYTES = 48 * 1024 * 1024;

/** Longer keys of tiles are kept by their hash. */
const LONGEST_KEY = 200;

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

const IsochroneProperties = {
  structure: Type.Optional(
    Type.String({ minLength: 1, maxLength: 60, description: "l’identifiant d’une structure" }),
  ),
  minutes: MinutesList,
};

/** A tile as it was asked for, its parameters read: what it is kept under, how it is made, what its address repeats. */
interface Asked {
  readonly key: string;
  /** Parameters of its address besides the dataset. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly make: (address: TileAddress) => Promise<Uint8Array>;
}

/** `GET /tiles/{layer}/{z}/{x}/{y}.mvt` and `/tiles/{layer}.json` for each layer. */
export function tileRoutes(app: App, { study, asker, tiles, revalidate, kept: caches }: RouteContext): void {
  const { dataset } = study;
  const kept = new KeptBytes(CACHE_BYTES);
  caches.set("tiles", kept);

  const serve: Serve = (set, properties, read) => {
    app.get(
      `/tiles/${set}/:z/:x/:y.mvt`,
      {
        schema: { params: TilePath, querystring: parameters({ jeu: Type.Optional(Dataset), ...properties }) },
        config: { describe: describeTile(set, TILE_TYPE) },
        preHandler: revalidate,
      },
      async (request, reply) => {
        const address = checkAddress(request.params);
        const query = request.query as Parameters<typeof read>[0] & { readonly jeu?: string };
        checkDataset(dataset.id, query.jeu);
        const { key, make } = read(query);
        const { z, x, y } = address;
        const keptKey = `${set}/${z}/${x}/${y}?${shortKey(key)}`;
        request.kept = kept.stateOf(keptKey);
        return sendTile(reply, await kept.getOrMake(keptKey, async () => make(address)));
      },
    );
    const options = {
      schema: { querystring: parameters(properties) },
      config: { describe: describeTileJson(set, JSON_TYPE) },
    };
    app.get(`/tiles/${set}.json`, options, (request, reply) => {
      const asked = read(request.query as Parameters<typeof read>[0]);
      const { savedScenario } = request;
      const named = savedScenario === null ? {} : { scenario: savedScenario };
      const place = { origin: originOf(request), parameters: { ...asked.parameters, ...named } };
      // The answer holds the host's name, so it is not bound to the address alone.
      return reply.header("cache-control", "private, no-cache").send(tileJson(set, dataset, place));
    });
  };
  serveGround(serve, tiles);
  serveTimes(serve, asker);
  serveIsochrones(serve, study, asker);
}

/**
 * Answers the tiles of a set and its TileJSON.
 *
 * @param read reads parameters once for a tile and for the TileJSON; throws `RequestError` for what is not answered
 */
type Serve = <Properties extends TProperties>(
  set: TileSet,
  properties: Properties,
  read: (query: Static<TObject<Properties>>) => Asked,
) => void;

/** What does not depend on times. */
function serveGround(serve: Serve, tiles: GroundTiles): void {
  for (const layer of ["fond", "routes", "limites", "territoires"] as const) {
    serve(layer, {}, () => ({
      key: "",
      parameters: {},
      make: async (address) => tiles.tile({ layer, address }),
    }));
  }
  serve("structures", SELECTION, (query: SelectionParameters) => {
    const selection = readSelection(query);
    return {
      key: selectionKey(selection),
      parameters: selectionParameters(query),
      make: async (address) => tiles.tile({ layer: "structures", address, selection }),
    };
  });
}

function serveTimes(serve: Serve, asker: Asker): void {
  serve("carreaux", { ...SELECTION, ...SCENARIO }, (query: ScenarioParameters) => {
    const selection = readScenarioSelection(query);
    return {
      key: selectionKey(selection),
      parameters: selectionParameters(query),
      make: async (address) => asker.ask("cellTile", { address, selection }),
    };
  });
  serve("zones-blanches", { minutes: Minutes, ...SELECTION, ...SCENARIO }, (query: GapParameters) => {
    const { minutes } = query;
    const selection = readScenarioSelection(query);
    return {
      key: `${minutes}&${selectionKey(selection)}`,
      parameters: { minutes: String(minutes), ...selectionParameters(query) },
      make: async (address) => asker.ask("gapTile", { address, selection, minutes }),
    };
  });
}

function serveIsochrones(serve: Serve, study: Study, asker: Asker): void {
  serve("isochrones", IsochroneProperties, ({ structure, minutes: list }: IsochroneParameters) => {
    if (structure === undefined) throw withoutStructure();
    const { id: structureId } = findStructure(study, structure, "structure");
    const minutes = readMinutesList(list);
    return {
      key: `${structureId}&${minutes.join()}`,
      parameters: { structure: structureId, minutes: minutes.join() },
      make: async (address) => asker.ask("isochroneTile", { address, structureId, minutes }),
    };
  });
}

type GapParameters = ScenarioParameters & { readonly minutes: number };
interface IsochroneParameters {
  readonly structure?: string;
  readonly minutes: string;
}

/** Those of thousands of structures, drawn over each other, would say no more than cells do, and take minutes to make. */
function withoutStructure(): RequestError {
  const detail =
    "Le paramètre « structure » est nécessaire : une tuile montre les isochrones d’une structure. " +
    "Pour toutes à la fois, les carreaux et les zones blanches disent qui est à combien de minutes.";
  return new RequestError("parameter.missing", "structure", detail);
}

function selectionParameters({
  exclure,
  au,
  ouvert_le,
  realisation_min,
  sans_reorientation_min,
  scenario,
}: ScenarioParameters): Record<string, string> {
  return {
    ...(exclure !== undefined && { exclure }),
    ...(au !== undefined && { au }),
    ...(ouvert_le !== undefined && { ouvert_le }),
    ...(realisation_min !== undefined && { realisation_min: String(realisation_min) }),
    ...(sans_reorientation_min !== undefined && { sans_reorientation_min: String(sans_reorientation_min) }),
    ...(scenario !== undefined && { scenario }),
  };
}

/** A saved scenario makes keys that are longer than many a tile. */
function shortKey(key: string): string {
  return key.length <= LONGEST_KEY ? key : createHash("sha256").update(key).digest("base64");
}

function checkAddress({ z, x, y }: TileAddress): TileAddress {
  // « Infinity » passes for an integer within any bounds.
  if (z > MAX_ZOOM) throw invalidParameter("z", z, `un niveau de zoom de 0 à ${MAX_ZOOM}`);
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
