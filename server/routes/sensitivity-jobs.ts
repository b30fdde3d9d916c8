import { type Description, mediaType } from "../openapi/description.ts";
import { text } from "../schemas/parts.ts";
import { SensitivityBodySchema, SensitivityJobSchema } from "../schemas/sensitivity-job-schemas.ts";
import { readSensitivityBody, sensitivityEcho } from "../sensitivity/sensitivity-body.ts";
import { CSV_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { begunAnswers, JOB_BEGINS, JOB_GIVEN_UP, jobPostRoute, jobRoutes } from "./job-routes.ts";

const kind = "sensibilites";

const describePost: Description = {
  operationId: "mesurerSensibilite",
  summary: "Le chiffre sous toutes les hypothèses",
  description: `Ce que \`GET /api/v1/sensibilite\` dit d’une hypothèse, pour toutes celles qui peuvent être essayées. Commence un calcul, qui dure de moins d’une seconde à une minute pour la France entière, et ${JOB_BEGINS}`,
  tag: "Couverture",
  body: { [mediaType(JSON_TYPE)]: SensitivityBodySchema },
  answers: begunAnswers(SensitivityJobSchema),
  problems: [
    "state.unavailable",
    "territory.unknown",
    "population.absent",
    "parameter.invalid",
    "parameter.unknown",
    "body.refused",
    "request.refused",
  ],
  examples: ({ departement }) => [
    { summary: "Un département, sans les bus", body: { territoire: departement.ref, exclure: "bus" } },
  ],
};

const describeGet: Description = {
  operationId: "suivreSensibilite",
  summary: "Un calcul de sensibilité : où il en est, et sa réponse",
  description:
    "Avec `attendre`, la réponse vient dès que le calcul avance, change d’état ou se termine ; `stage` est l’hypothèse en cours. `f=csv` donne une ligne par hypothèse et par minute d’un calcul terminé. Un calcul n’est gardé qu’un temps : après, son adresse répond 404, et la même demande refait le même calcul à la même adresse.",
  tag: "Couverture",
  answers: {
    200: {
      description: "Le calcul, ou ses courbes.",
      content: {
        [JSON_TYPE]: SensitivityJobSchema,
        [CSV_TYPE]: text("Une ligne par hypothèse et par minute."),
      },
    },
  },
  problems: ["state.unavailable", "job.unknown", "job.unfinished"],
  // There is no job that is always there.
  examples: () => [],
};

const describeDelete: Description = {
  operationId: "abandonnerSensibilite",
  summary: "Renonce à un calcul de sensibilité",
  description: JOB_GIVEN_UP,
  tag: "Couverture",
  answers: {
    200: {
      description: "Le calcul ; annulé, si plus personne ne le demande.",
      content: { [JSON_TYPE]: SensitivityJobSchema },
    },
  },
  problems: ["state.unavailable", "job.unknown"],
  examples: () => [],
};

/** `/api/v1/sensibilites`: the figure under all assumptions, each run a job with an address of its own. */
export function sensitivityJobRoutes(app: App, context: RouteContext): void {
  jobPostRoute(app, context, {
    kind,
    describe: describePost,
    read: readSensitivityBody,
    echo: sensitivityEcho,
  });
  jobRoutes(app, context, {
    kind,
    files: { csv: { type: CSV_TYPE } },
    contents: "les courbes",
    describeGet,
    describeDelete,
  });
}
