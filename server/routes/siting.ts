import type { FastifyReply } from "fastify";
import { Type } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import type { Job, JobResult } from "../jobs/job.ts";
import { asBuffer } from "../kept-answers.ts";
import type { Description } from "../openapi/description.ts";
import type { SitingQuestionHead } from "../questions/siting-question.ts";
import { SCENARIO_PROBLEMS } from "../scenarios/scenario-problems.ts";
import { oneOf, parameters } from "../schemas/parameters.ts";
import { text } from "../schemas/parts.ts";
import { withoutSaved } from "../scenarios/saved/saved-references.ts";
import { SAVED_PREFIX, type SavedScenarios } from "../scenarios/saved/saved-scenarios.ts";
import { SitingBodySchema } from "../schemas/siting-body-schema.ts";
import { SitingJobSchema } from "../schemas/siting-schemas.ts";
import { jobBytes, type KeptQuestion, SITING_URL } from "../siting/job-answer.ts";
import { CSV_TYPE, GEOJSON_TYPE, JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

/** Fifty thousand places with their names. */
const MOST_BODY_BYTES = 8 * 1024 * 1024;
const MOST_WAIT_SECONDS = 30;
const NEWLINE = 0x0a;
const TYPES = { json: JSON_TYPE, csv: CSV_TYPE, geojson: GEOJSON_TYPE } as const;

const JobParams = parameters({
  id: Type.String({ minLength: 1, maxLength: 64, description: "l’identifiant d’un calcul" }),
});
const JobQuery = parameters({
  f: Type.Optional(
    oneOf(
      ["json", "csv", "geojson"],
      "le format de la réponse ; csv et geojson donnent les implantations d’un calcul terminé",
    ),
  ),
  attendre: Type.Integer({
    minimum: 0,
    maximum: MOST_WAIT_SECONDS,
    default: 0,
    title: "combien de secondes attendre que le calcul avance",
    description: `un nombre entier de secondes, de 0 à ${MOST_WAIT_SECONDS}`,
  }),
});

const describePost: Description = {
  operationId: "chercherImplantations",
  summary: "Où ouvrir les prochaines structures",
  description:
    "Commence un calcul, qui dure de quelques secondes à quelques minutes, et donne son adresse (`Location`) où en suivre l’avancement et en lire la réponse. La même demande sur le même jeu de données a toujours la même adresse, et n’est calculée qu’une fois. La réponse dit quels sites, dans quel ordre, ce que chacun apporte, et de combien un autre choix pourrait faire mieux.",
  tag: "Couverture",
  body: { [JSON_TYPE.split(";", 1)[0]]: SitingBodySchema },
  answers: {
    202: {
      description:
        "Le calcul attend ou est en cours ; s’il était déjà fait, `state` est `terminee` et `result` sa réponse.",
      content: { [JSON_TYPE]: SitingJobSchema },
      headers: { Location: "L’adresse du calcul." },
    },
  },
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
  problems: ["job.unknown", "job.unfinished"],
  // There is no job that is always there.
  examples: () => [],
};

const describeDelete: Description = {
  operationId: "annulerImplantations",
  summary: "Annule un calcul d’implantations",
  description:
    "Annuler deux fois revient au même ; un calcul terminé le reste. Qui d’autre attend la même demande la perd aussi, et peut la refaire.",
  tag: "Couverture",
  answers: { 200: { description: "Le calcul, annulé.", content: { [JSON_TYPE]: SitingJobSchema } } },
  problems: ["job.unknown"],
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
export function sitingRoutes(app: App, { study, asker, jobs, saved }: RouteContext): void {
  const dataset = { id: study.dataset.id, name: study.dataset.name };
  const sendJob = async (reply: FastifyReply, job: Job): Promise<FastifyReply> => {
    const result = job.state === "terminee" ? await jobs.result(job.id) : null;
    return send(reply, JSON_TYPE, jobBytes(job, result?.["json"] ?? null));
  };
  void app.register(async (siting) => {
    siting.addContentTypeParser(
      "application/json",
      { parseAs: "string", bodyLimit: MOST_BODY_BYTES },
      (_, body, done) => done(null, body),
    );
    (siting as App).post(
      SITING_URL,
      {
        schema: { querystring: parameters({}) },
        config: { describe: describePost },
        bodyLimit: MOST_BODY_BYTES,
      },
      async (request, reply) => {
        const sent = typeof request.body === "string" ? request.body : "";
        const read = await asker.ask("sitingQuestion", await withoutSavedText(sent, saved));
        const end = read.indexOf(NEWLINE);
        const { id, echo } = JSON.parse(asBuffer(read.subarray(0, end)).toString()) as SitingQuestionHead;
        const question: KeptQuestion = { echo, dataset };
        const job = await jobs.submit({ id, question, input: read.slice(end + 1) });
        void reply.code(202).header("location", `${SITING_URL}/${id}`);
        return sendJob(reply, job);
      },
    );
  });
  app.get(
    `${SITING_URL}/:id`,
    { schema: { params: JobParams, querystring: JobQuery }, config: { describe: describeGet } },
    async (request, reply) => {
      const { id } = request.params;
      const { f = "json", attendre } = request.query;
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort());
      const job = known(await jobs.wait(id, attendre * 1000, gone.signal), id);
      if (f === "json") return sendJob(reply, job);
      const bytes = finished(job, await jobs.result(id))[f];
      return send(reply, TYPES[f], asBuffer(bytes));
    },
  );
  app.delete(
    `${SITING_URL}/:id`,
    { schema: { params: JobParams, querystring: parameters({}) }, config: { describe: describeDelete } },
    async (request, reply) => sendJob(reply, known(await jobs.cancel(request.params.id), request.params.id)),
  );
}

function send(reply: FastifyReply, type: string, bytes: Buffer): FastifyReply {
  return reply.type(type).header("cache-control", "no-store").send(bytes);
}

function known(job: Job | null, id: string): Job {
  if (job !== null) return job;
  throw new RequestError(
    "job.unknown",
    "id",
    `Aucun calcul « ${id.slice(0, 64)} » : les réponses ne sont gardées qu’un temps. La même demande par POST le refait à la même adresse.`,
  );
}

function finished({ state }: Job, result: JobResult | null): JobResult {
  if (result !== null) return result;
  const detail = `Le calcul est dans l’état « ${state} » : il n’a pas d’implantations à donner dans ce format.`;
  throw new RequestError("job.unfinished", "f", detail);
}
