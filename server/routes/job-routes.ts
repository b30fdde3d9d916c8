import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import type { Study } from "../../isochrones/study.ts";
import { jobBytes, type KeptQuestion } from "../jobs/job-answer.ts";
import { isJobId, jobId } from "../jobs/job-id.ts";
import type { Job, JobResult } from "../jobs/job.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { asBuffer } from "../kept-answers.ts";
import { JOB_URLS, type JobKind } from "../long-work/job-kinds.ts";
import type { Description } from "../openapi/description.ts";
import { MOST_READ_BYTES, takeJsonTexts } from "../scenarios/json-body.ts";
import { oneOf, parameters } from "../schemas/parameters.ts";
import { attachment } from "./attachment.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const MOST_WAIT_SECONDS = 30;
/** More than any question that is told by a few fields: what is longer is not read on the thread that talks to clients. */
const MOST_BODY_CHARS = 64 * 1024;

/** A format of a result besides JSON. */
export interface JobFile {
  readonly type: string;
  /** Is the result compressed? Who takes gzip has it as it is. */
  readonly isGzipped?: true;
}

/** What the addresses of the jobs of a kind have of their own. */
export interface JobRoutes {
  readonly kind: JobKind;
  readonly files: Readonly<Record<string, JobFile>>;
  /** What those files hold: « les implantations ». */
  readonly contents: string;
  /** Under what name browsers save a file, by the question; they show it where there is none. */
  readonly nameOf?: (echo: never) => readonly (string | number)[];
  readonly describeGet: Description;
  readonly describeDelete: Description;
}

const Asker = Type.Optional(
  Type.String({
    pattern: String.raw`^[\w-]{1,64}$`,
    title: "qui demande, par un mot de son choix que lui seul connaît",
    description: "de 1 à 64 lettres sans accent, chiffres, « - » ou « _ »",
  }),
);
/** Of a POST that begins a job, and of the DELETE that gives it up. */
export const AskerQuery = parameters({ demandeur: Asker });

const JobParams = parameters({
  id: Type.String({ minLength: 1, maxLength: 64, description: "l’identifiant d’un calcul" }),
});

/** What every description of a POST says of how its job is begun. */
export const JOB_BEGINS =
  "donne son adresse (`Location`) où en suivre l’avancement et en lire la réponse. La même demande sur le même jeu de données a toujours la même adresse, et n’est calculée qu’une fois.";

/** What every description of a DELETE says of who loses what. */
export const JOB_GIVEN_UP =
  "Un calcul s’arrête quand plus personne ne le demande. Qui l’a demandé avec `demandeur` ne le perd que par un DELETE avec le même mot ; tous ceux qui l’ont demandé sans se nommer sont un seul demandeur, et un DELETE sans `demandeur` le fait perdre à tous ceux-là. Renoncer deux fois revient au même ; un calcul terminé le reste.";

/** The answers of a POST: 202, with the job. */
export function begunAnswers(schema: NonNullable<Description["answers"][number]["content"]>[string]) {
  return {
    202: {
      description:
        "Le calcul attend ou est en cours ; s’il était déjà fait, `state` est `terminee` et `result` sa réponse.",
      content: { [JSON_TYPE]: schema },
      headers: { Location: "L’adresse du calcul." },
    },
  } satisfies Description["answers"];
}

/** A job to be begun, by its question. */
export interface JobToBegin {
  readonly kind: JobKind;
  readonly id: string;
  readonly asker: string | undefined;
  /** As it was understood, for those who look at it. */
  readonly echo: unknown;
  readonly input: Uint8Array;
}

/** Begins a job or joins the one that is equal to it, and answers 202 with where it is. */
export async function beginJob(
  reply: FastifyReply,
  { jobs, study }: Pick<RouteContext, "jobs" | "study">,
  { kind, id, asker = "", echo, input }: JobToBegin,
): Promise<FastifyReply> {
  const { id: datasetId, name } = study.dataset;
  const question: KeptQuestion = { echo, dataset: { id: datasetId, name } };
  const job = await jobs.submit({ kind, id, asker, question, input });
  void reply.code(202).header("location", urlOf(kind, id));
  return sendJob(reply, jobs, job);
}

/** How a POST of a kind whose questions are small is read. */
export interface JobPost<Question> {
  readonly kind: JobKind;
  readonly describe: Description;
  /** Throws `RequestError` that names the field at fault. */
  readonly read: (study: Study, body: Readonly<Record<string, unknown>>) => Question;
  /** A question in the words of the body. */
  readonly echo: (question: Question) => unknown;
}

/** `POST` of a kind: the question is written as JSON for who computes it. */
export function jobPostRoute<Question>(
  app: App,
  context: Pick<RouteContext, "jobs" | "study">,
  { kind, describe, read, echo }: JobPost<Question>,
): void {
  void app.register(async (part) => {
    takeJsonTexts(part);
    (part as App).post(
      JOB_URLS[kind],
      { schema: { querystring: AskerQuery }, config: { describe }, bodyLimit: MOST_READ_BYTES },
      async (request, reply) => {
        const question = read(context.study, bodyObject(request.body));
        const text = JSON.stringify(question);
        return beginJob(reply, context, {
          kind,
          id: jobId(context.study.dataset.id, kind, text),
          asker: request.query.demandeur,
          echo: echo(question),
          input: new TextEncoder().encode(text),
        });
      },
    );
  });
}

function bodyObject(body: unknown): Readonly<Record<string, unknown>> {
  const text = typeof body === "string" ? body : "";
  if (text.length > MOST_BODY_CHARS) {
    const detail = `Le corps fait ${text.length} caractères, attendu ${MOST_BODY_CHARS} au plus.`;
    throw new RequestError("body.refused", "corps", detail);
  }
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RequestError("body.refused", "corps", "Le corps n’est pas du JSON lisible.");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new RequestError("body.refused", "corps", "Le corps n’est pas un objet JSON.");
}

/** `GET` and `DELETE` of the jobs of a kind: how one is, what it came to, and that it is not wanted any more. */
export function jobRoutes(app: App, { jobs }: Pick<RouteContext, "jobs">, routes: JobRoutes): void {
  const { kind, files, contents, nameOf, describeGet, describeDelete } = routes;
  const known = (job: Job | null, id: string): Job => {
    if (job?.kind === kind) return job;
    throw unknownJob(id);
  };
  app.get(
    `${JOB_URLS[kind]}/:id`,
    { schema: { params: JobParams, querystring: readingQuery(routes) }, config: { describe: describeGet } },
    async (request, reply) => {
      const id = checkedId(request.params.id);
      const { f = "json", attendre } = request.query;
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort());
      const job = known(await jobs.wait(id, attendre * 1000, gone.signal), id);
      if (f === "json") return sendJob(reply, jobs, job);
      const bytes = fileOf(finished(job, await jobs.result(id), contents), f);
      const { echo } = job.question as KeptQuestion;
      if (nameOf !== undefined)
        void reply.header("content-disposition", attachment(nameOf(echo as never), f));
      return sendFile(request, reply, files[f], bytes);
    },
  );
  app.delete(
    `${JOB_URLS[kind]}/:id`,
    { schema: { params: JobParams, querystring: AskerQuery }, config: { describe: describeDelete } },
    async (request, reply) => {
      const id = checkedId(request.params.id);
      known(await jobs.find(id), id);
      return sendJob(reply, jobs, known(await jobs.giveUp(id, request.query.demandeur ?? ""), id));
    },
  );
}

function readingQuery({ files, contents }: JobRoutes) {
  const names = Object.keys(files);
  return parameters({
    f: Type.Optional(
      oneOf(
        ["json", ...names],
        `le format de la réponse ; ${names.join(" et ")} ${names.length > 1 ? "donnent" : "donne"} ${contents} d’un calcul terminé`,
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
}

function urlOf(kind: JobKind, id: string): string {
  return `${JOB_URLS[kind]}/${id}`;
}

async function sendJob(reply: FastifyReply, jobs: Jobs, job: Job): Promise<FastifyReply> {
  const result = job.state === "terminee" ? await jobs.result(job.id) : null;
  return send(reply, JSON_TYPE, jobBytes(job, urlOf(job.kind as JobKind, job.id), result?.["json"] ?? null));
}

function send(reply: FastifyReply, type: string, bytes: Buffer): FastifyReply {
  return reply.type(type).header("cache-control", "no-store").send(bytes);
}

/** Compressed as it is kept, or inflated on the way. */
function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, isGzipped }: JobFile,
  bytes: Uint8Array,
): FastifyReply {
  if (isGzipped !== true) return send(reply, type, asBuffer(bytes));
  void reply.type(type).header("cache-control", "no-store").header("vary", "accept-encoding");
  const accepted = request.headers["accept-encoding"] ?? "";
  if (/\b(x-)?gzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted))
    return reply.header("content-encoding", "gzip").send(asBuffer(bytes));
  return reply.send(Readable.from([asBuffer(bytes)]).pipe(createGunzip()));
}

function fileOf(result: JobResult, f: string): Uint8Array {
  if (Object.hasOwn(result, f)) return result[f];
  const there = Object.keys(result).filter((name) => name !== "json");
  throw new RequestError(
    "parameter.invalid",
    "f",
    `Ce calcul n’a pas été demandé en ${f} : il se lit par f=${there.join(" ou f=")}.`,
  );
}

/** Throws `RequestError` for what no job is called. */
function checkedId(id: string): string {
  if (isJobId(id)) return id;
  throw unknownJob(id);
}

function unknownJob(id: string): RequestError {
  return new RequestError(
    "job.unknown",
    "id",
    `Aucun calcul « ${id.slice(0, 64)} » : les réponses ne sont gardées qu’un temps. La même demande par POST le refait à la même adresse.`,
  );
}

function finished({ state }: Job, result: JobResult | null, contents: string): JobResult {
  if (result !== null) return result;
  const none = contents.replace("les ", /^les [aeiou]/.test(contents) ? "d’" : "de ");
  const detail = `Le calcul est dans l’état « ${state} » : il n’a pas ${none} à donner dans ce format.`;
  throw new RequestError("job.unfinished", "f", detail);
}
