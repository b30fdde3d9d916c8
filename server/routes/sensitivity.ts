import { Type } from "typebox";

import type { Description } from "../openapi/description.ts";
import { originOf } from "../public-data.ts";
import { JOB_URLS } from "../long-work/job-kinds.ts";
import { BusyError } from "../questions/busy-error.ts";
import { knownAssumptions } from "../questions/assumptions.ts";
import type { AssumptionsAnswer } from "../schemas/figure-answers.ts";
import { ASSUMPTION_WORDS } from "../../isochrones/model/sensitivity.ts";
import { SELECTION, TerritoryParameter, oneOf, parameters } from "../schemas/parameters.ts";
import { SensitivitySchema } from "../schemas/sensitivity-schemas.ts";
import { readSelection } from "../selection.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const SensitivityQuery = parameters({
  territoire: TerritoryParameter,
  hypothese: Type.Optional(
    oneOf(ASSUMPTION_WORDS, "la seule hypothèse qui change ; sans elle, la liste des hypothèses"),
  ),
  ...SELECTION,
});

const describe: Description = {
  operationId: "lireSensibilite",
  summary: "Le chiffre sous une autre hypothèse",
  description:
    "La courbe de la couverture quand une seule hypothèse change : les vitesses, les structures comptées, le trajet entre le carreau et la route, ou des habitants comptés au chef-lieu plutôt que dans leurs carreaux. Une hypothèse par demande ; sans `hypothese`, la liste de celles qui sont connues. Pour la France entière, une hypothèse prend de une à dix secondes ; pour les avoir toutes, ou si le serveur est trop occupé (503), `POST /api/v1/sensibilites` les calcule et dit où il en est.",
  tag: "Couverture",
  answers: { 200: { description: "La courbe, ou la liste.", content: { [JSON_TYPE]: SensitivitySchema } } },
  problems: ["territory.unknown", "population.absent"],
  examples: ({ departement }) => [
    {
      summary: "Un département, à des vitesses de 20 % plus basses",
      query: { territoire: departement.ref, hypothese: "vitesse-moins-20" },
    },
    { summary: "Les hypothèses", query: {} },
  ],
};

/** `GET /api/v1/sensibilite`: the figure under one changed assumption, or the assumptions that are known. */
export function sensitivityRoutes(app: App, { study, asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/sensibilite",
    { schema: { querystring: SensitivityQuery }, config: { describe }, preHandler: revalidate },
    async (request, reply) => {
      const { territoire, hypothese } = request.query;
      const selection = readSelection(request.query);
      // Refuses one that is unknown before anything is searched.
      study.territory(territoire);
      if (hypothese !== undefined) {
        const question = { territory: territoire, assumption: hypothese, selection };
        return sendKept(request, reply, JSON_TYPE, async () => {
          try {
            return await asker.ask("sensitivity", question);
          } catch (error) {
            throw error instanceof BusyError ? withJobAddress(error) : error;
          }
        });
      }
      const answer: AssumptionsAnswer = {
        assumptions: knownAssumptions(study.dataset, selection),
        ...originOf(study.dataset),
      };
      return reply.type(JSON_TYPE).send(JSON.stringify(answer));
    },
  );
}

/** For a country an assumption takes seconds, and those who ask wait for each other. */
function withJobAddress({ reason, retrySeconds }: BusyError): BusyError {
  const advice = `POST ${JOB_URLS.sensibilites} calcule toutes les hypothèses, quel que soit le temps qu’il faut.`;
  return new BusyError(reason, retrySeconds, advice);
}
