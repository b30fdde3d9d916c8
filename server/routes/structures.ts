import { Type } from "typebox";

import { selectStructures } from "../../isochrones/accessibility/selection.ts";
import { TerritoryIndex } from "../../isochrones/accessibility/territories.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { datasetStamp, structureFeature } from "../public-data.ts";
import type { StructuresAnswer } from "../schemas/answers.ts";
import { SELECTION, TerritoryParameter, parameters } from "../schemas/parameters.ts";
import { readSelection } from "../selection.ts";
import { GEOJSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

export const StructurePath = parameters({
  id: Type.String({ minLength: 1, maxLength: 60, description: "l’identifiant d’une structure" }),
});

const StructuresQuery = parameters({ territoire: TerritoryParameter, ...SELECTION });

/** `GET /api/v1/structures` and `/api/v1/structures/:id`, as GeoJSON. */
export function structureRoutes(app: App, { study, revalidate }: RouteContext): void {
  const { structures } = study.dataset;
  const territories = new TerritoryIndex(study.dataset);
  app.get(
    "/api/v1/structures",
    { schema: { querystring: StructuresQuery }, preHandler: revalidate },
    (request, reply) => {
      const territory = study.territory(request.query.territoire);
      const { counted } = selectStructures(structures, readSelection(request.query));
      const inside = counted
        .map((index) => structures[index])
        .filter((structure) => territories.codeOf(structure, territory.kind) === territory.code);
      const answer: StructuresAnswer = {
        type: "FeatureCollection",
        features: inside.map(structureFeature),
        dataset: datasetStamp(study.dataset),
      };
      return reply.type(GEOJSON_TYPE).send(answer);
    },
  );

  app.get(
    "/api/v1/structures/:id",
    { schema: { params: StructurePath, querystring: parameters({}) }, preHandler: revalidate },
    (request, reply) => {
      const structure = findStructure(study, request.params.id);
      return reply.type(GEOJSON_TYPE).send(structureFeature(structure));
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
  throw new RequestError(
    "structure.unknown",
    parameter,
    `Aucune structure « ${id} » dans ce jeu de données.`,
  );
}
