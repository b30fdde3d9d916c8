import type { Description } from "../openapi/description.ts";
import { ClosureSchema } from "../schemas/closure-schemas.ts";
import { LossMinutes, SELECTION, parameters } from "../schemas/parameters.ts";
import { readMinutesList, readSelection } from "../selection.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { StructurePath, findStructure } from "./structures.ts";

const ClosureQuery = parameters({ minutes: LossMinutes, ...SELECTION });

const describe: Description = {
  operationId: "lireFermeture",
  summary: "Ce qui serait perdu si une structure fermait",
  description:
    "Les habitants dont elle est la plus proche, de combien leur trajet s’allongerait, et par seuil ceux qui ne seraient plus couverts, avec les communes qui perdent le plus. Toutes les autres structures comptées restent ouvertes.",
  tag: "Structures",
  answers: { 200: { description: "Ce qui serait perdu.", content: { [JSON_TYPE]: ClosureSchema } } },
  problems: ["structure.unknown", "structure.not_counted", "population.absent"],
  examples: ({ structureId: id }) =>
    id === null ? [] : [{ summary: "À 5 et 20 minutes", path: { id }, query: { minutes: "5,20" } }],
};

/** `GET /api/v1/structures/:id/fermeture`: who would lose what if it closed. */
export function closureRoutes(app: App, { study, asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/structures/:id/fermeture",
    {
      schema: { params: StructurePath, querystring: ClosureQuery },
      config: { describe },
      preHandler: revalidate,
    },
    async (request, reply) => {
      const { id: structureId } = findStructure(study, request.params.id);
      const minutes = readMinutesList(request.query.minutes);
      const question = { structureId, minutes, selection: readSelection(request.query) };
      return sendKept(request, reply, JSON_TYPE, async () => asker.ask("closure", question));
    },
  );
}
