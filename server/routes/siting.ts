import { asBuffer } from "../kept-answers.ts";
import { JOB_URLS } from "../long-work/job-kinds.ts";
import type { Description } from "../openapi/description.ts";
import type { SitingQuestionHead } from "../questions/siting-question.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import { withoutSaved } from "../scenarios/saved/saved-references.ts";
import { SAVED_PREFIX, type SavedScenarios } from "../scenarios/saved/saved-scenarios.ts";
import { text } from "../schemas/parts.ts";
import { SitingBodySchema } from "../schemas/siting-body-schema.ts";
import { SitingJobSchema } from "../schemas/siting-schemas.ts";
import { CSV_TYPE, GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";
import { AskerQuery, beginJob, begunAnswers, JOB_BEGINS, JOB_GIVEN_UP, jobRoutes } from "./job-routes.ts";

/** Fifty thousand places with their names. */
const MOST_BODY_BYTES = 8 * 1024 * 1024;
const NEWLINE = 0x0a;
const kind = "implantations";

const describePost: Description = {
  operationId: "chercherImplantations",
  summary: "Où ouvrir les prochaines structures",
  description: `Commence un calcul, qui dure de quelques secondes à quelques minutes, et ${JOB_BEGINS} La réponse dit quels sites, dans quel ordre, ce que chacun apporte, et de combien un autre choix pourrait faire mieux.`,
  tag: "Couverture",
  body: { [JSON_TYPE.split(";", 1)[0]]: SitingBodySchema },
  answers: begunAnswers(SitingJobSchema),
  problems: [
    "territory.unknown",
    "territory.overlap",
    "population.absent",
    "weight.unknown",
    "candidate.unknown",
    "siting.invalid",
    "siting.impossible",
    "siting.too_many",
    "parameter.invalid",
    "parameter.unknown",
    "request.refused",
    ...SCENARIO_PROBLEMS,
  ],
  examples: ({ commune }) => [
    { summary: "Une structure de plus", body: { nombre: 1, minutes: 20 } },
    {
      summary: "Parmi les mailles d’un territoire",
      body: { territoire: commune.ref, nombre: 1, candidats: { grille_km: 1 }, exact: true, duree: 10 },
    },
  ],
};

const describeGet: Description = {
  operationId: "lireImplantations",
  summary: "Un calcul d’implantations : où il en est, et sa réponse",
  description:
    "Avec `attendre`, la réponse vient dès que le calcul avance, change d’état ou se termine. `f=csv` et `f=geojson` donnent les implantations d’un calcul terminé. Un calcul n’est gardé qu’un temps : après, son adresse répond 404, et la même demande refait le même calcul à la même adresse.",
  tag: "Couverture",
  answers: {
    200: {
      description: "Le calcul, ou ses implantations.",
      content: {
        [JSON_TYPE]: SitingJobSchema,
        [CSV_TYPE]: text("Une ligne par implantation."),
        [GEOJSON_TYPE]: null,
      },
    },
  },
  problems: ["state.unavailable", "job.unknown", "job.unfinished"],
  // There is no job that is always there.
  examples: () => [],
};

const describeDelete: Description = {
  operationId: "annulerImplantations",
  summary: "Renonce à un calcul d’implantations",
  description: JOB_GIVEN_UP,
  tag: "Couverture",
  answers: {
    200: {
      description: "Le calcul ; annulé, si plus personne ne le demande.",
      content: { [JSON_TYPE]: SitingJobSchema },
    },
  },
  problems: ["state.unavailable", "job.unknown"],
  examples: () => [],
};

/** A body, with the text of the saved scenario that it may name: those who read it in a thread have no store. */
async function withoutSavedText(sent: string, saved: SavedScenarios): Promise<string> {
  if (!sent.includes(`"${SAVED_PREFIX}`)) return sent;
  let body: unknown;
  try {
    body = JSON.parse(sent);
  } catch {
    return sent;
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) return sent;
  return JSON.stringify(await withoutSaved(body as Readonly<Record<string, unknown>>, saved));
}

/** `/api/v1/implantations`: `trente siting` over HTTP, each run a job with an address of its own. */
export function sitingRoutes(app: App, context: RouteContext): void {
  const { asker, saved } = context;
  void app.register(async (siting) => {
    siting.addContentTypeParser(
      "application/json",
      { parseAs: "string", bodyLimit: MOST_BODY_BYTES },
      (_, body, done) => done(null, body),
    );
    (siting as App).post(
      JOB_URLS.implantations,
      {
        schema: { querystring: AskerQuery },
        config: { describe: describePost },
        bodyLimit: MOST_BODY_BYTES,
      },
      async (request, reply) => {
        const sent = typeof request.body === "string" ? request.body : "";
        const read = await asker.ask("sitingQuestion", await withoutSavedText(sent, saved));
        const end = read.indexOf(NEWLINE);
        const { id, echo } = JSON.parse(asBuffer(read.subarray(0, end)).toString()) as SitingQuestionHead;
        const input = read.slice(end + 1);
        return beginJob(reply, context, { kind, id, echo, input, asker: request.query.demandeur });
      },
    );
  });
  jobRoutes(app, context, {
    kind,
    files: { csv: { type: CSV_TYPE }, geojson: { type: GEOJSON_TYPE } },
    contents: "les implantations",
    describeGet,
    describeDelete,
  });
}
