import { Type } from "typebox";
import type { Static } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { upToProperties } from "../near/near-text.ts";
import { OpeningTexts } from "../near/opening-texts.ts";
import type { Description } from "../openapi/description.ts";
import { text } from "../schemas/parts.ts";
import {
  OneStructureSchema,
  StructureRecordsSchema,
  StructuresSchema,
} from "../schemas/structure-schemas.ts";
import { readBox } from "../ogc/box-filter.ts";
import { CRS84 } from "../ogc/crs.ts";
import {
  Bbox,
  KINDS,
  PAGE,
  SELECTION,
  TerritoryParameter,
  oneOf,
  parameters,
} from "../schemas/parameters.ts";
import { readLeftOut, readSelection } from "../selection.ts";
import { readCursor, writeCursor } from "../structures/page-cursor.ts";
import { type StructureChoice, StructureTable } from "../structures/structure-table.ts";
import { StructureTexts } from "../structures/structure-texts.ts";
import { attachment } from "./attachment.ts";
import { CSV_TYPE, GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

export const StructurePath = parameters({
  id: Type.String({ minLength: 1, maxLength: 60, description: "l’identifiant d’une structure" }),
});

const StructuresQuery = parameters({
  q: Type.Optional(
    Type.String({
      maxLength: 100,
      title: "des mots de son nom, de sa commune ou son code postal",
      description: "un texte d’au plus 100 caractères",
    }),
  ),
  territoire: TerritoryParameter,
  bbox: Type.Optional(Bbox),
  ...KINDS,
  ...SELECTION,
  ...PAGE,
  f: Type.Optional(oneOf(["geojson", "json", "csv"], "le format de la réponse")),
});

const describeList: Description = {
  operationId: "listerStructures",
  summary: "Les structures d’un territoire",
  description:
    "Les structures comptées, telles que la liste officielle les décrit, sans leur adresse électronique. Avec `q`, celles dont le nom, la commune ou le code postal ont tous ces mots, le dernier peut-être inachevé, sans égard aux accents ni à la casse.",
  tag: "Structures",
  answers: {
    200: {
      description:
        'Les structures, toutes ou par pages ; l’en-tête `Link` (`rel="next"`) mène à la suivante.',
      content: {
        [GEOJSON_TYPE]: StructuresSchema,
        [JSON_TYPE]: StructureRecordsSchema,
        [CSV_TYPE]: text("Une ligne par structure, en UTF-8 avec BOM (RFC 4180)."),
      },
    },
  },
  problems: ["territory.unknown"],
  examples: ({ commune }) => [
    { summary: "Celles d’une commune", query: { territoire: commune.ref } },
    ...(commune.name === "" ? [] : [{ summary: "Par leur nom", query: { q: commune.name, limite: 2 } }]),
    { summary: "Les deux premières", query: { limite: 2, f: "json" }, type: JSON_TYPE },
  ],
};

const describeOne: Description = {
  operationId: "lireStructure",
  summary: "Une structure",
  description:
    "La structure qui porte cet identifiant dans la liste officielle, et son ouverture à cette minute.",
  tag: "Structures",
  answers: { 200: { description: "La structure.", content: { [GEOJSON_TYPE]: OneStructureSchema } } },
  problems: ["structure.unknown"],
  examples: ({ structureId: id }) =>
    id === null ? [] : [{ summary: "La première de la liste", path: { id } }],
};

const TYPES = { geojson: GEOJSON_TYPE, json: JSON_TYPE, csv: CSV_TYPE } as const;

/** `GET /api/v1/structures`, as GeoJSON, JSON or CSV, all or page by page, and `/api/v1/structures/:id`, as GeoJSON. */
export function structureRoutes(app: App, { study, revalidate, now }: RouteContext): void {
  const { dataset } = study;
  const table = new StructureTable(dataset);
  const texts = new StructureTexts(dataset);
  const openings = new OpeningTexts(dataset.structures, now);
  app.get(
    "/api/v1/structures",
    { schema: { querystring: StructuresQuery }, config: { describe: describeList }, preHandler: revalidate },
    async (request, reply) => {
      const { suite, limite = Infinity, territoire, f = "geojson" } = request.query;
      const after = suite === undefined ? -1 : readCursor(dataset.id, suite);
      const page = table.page(readChoice(study, request.query), after, limite);
      const { structures, total, isLast } = page;
      const last = structures.at(-1);
      const next = isLast || last === undefined ? null : addressAfter(request.url, dataset.id, last);
      if (next !== null) void reply.header("link", `<${next}>; rel="next"`);
      if (f === "csv")
        void reply.header("content-disposition", attachment(["structures", territoire], "csv"));
      return reply.type(TYPES[f]).send(await texts.list(f, structures, { total, next }));
    },
  );

  const places = new Map(dataset.structures.map(({ id }, index) => [id, index]));
  app.get(
    "/api/v1/structures/:id",
    {
      schema: { params: StructurePath, querystring: parameters({}) },
      config: { minutely: true, describe: describeOne },
      preHandler: revalidate,
    },
    (request, reply) => {
      const index = places.get(request.params.id);
      if (index === undefined) throw unknownStructure(request.params.id);
      const feature = `${upToProperties(texts.feature(index))},"opening":${openings.of(index)}}}`;
      return reply.type(GEOJSON_TYPE).send(feature);
    },
  );
}

/**
 * Throws `RequestError` (`structure.unknown`).
 *
 * @param parameter where the id was given
 */
export function findStructure(study: Study, id: string, parameter = "id"): Structure {
  const structure = study.dataset.structures.find((candidate) => candidate.id === id);
  if (structure !== undefined) return structure;
  throw unknownStructure(id, parameter);
}

function unknownStructure(id: string, parameter = "id"): RequestError {
  return new RequestError(
    "structure.unknown",
    parameter,
    `Aucune structure « ${id} » dans ce jeu de données.`,
  );
}

function readChoice(study: Study, query: Static<typeof StructuresQuery>): StructureChoice {
  const { territoire, bbox } = query;
  return {
    territory: study.territory(territoire),
    selection: readSelection(query, readLeftOut(query)),
    box: bbox === undefined ? null : readBox(bbox, CRS84),
    boxText: bbox ?? "",
    sought: query.q ?? "",
  };
}

/** The same address, from the next structure on. */
function addressAfter(address: string, datasetId: string, last: number): string {
  const { pathname, searchParams } = new URL(address, "http://localhost");
  searchParams.set("suite", writeCursor(datasetId, last));
  return `${pathname}?${searchParams.toString()}`;
}
