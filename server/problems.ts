import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";

import { RequestError } from "../isochrones/errors.ts";
import { tellFailure } from "./journal/request-lines.ts";
import { BusyError } from "./questions/busy-error.ts";
import { STATE_RETRY_SECONDS, STATE_UNAVAILABLE } from "./state/unavailable.ts";
import { RateError } from "./rate-limit.ts";
import type { Problem } from "./schemas/answers.ts";
import { describeValidation } from "./validation.ts";

export interface ProblemKind {
  readonly slug: string;
  readonly title: string;
  readonly status: number;
}

/** Every trouble that a client can be told, by the code of its `RequestError`. The slugs are stable. */
const KINDS = {
  "territory.unknown": { slug: "territoire-inconnu", title: "Territoire inconnu", status: 404 },
  "territory.too_large": { slug: "territoire-trop-grand", title: "Territoire trop grand", status: 400 },
  "structure.unknown": { slug: "structure-inconnue", title: "Structure inconnue", status: 404 },
  "structure.not_counted": { slug: "structure-non-comptee", title: "Structure non comptée", status: 400 },
  "collection.unknown": { slug: "collection-inconnue", title: "Collection inconnue", status: 404 },
  "feature.unknown": { slug: "objet-inconnu", title: "Objet inconnu", status: 404 },
  "dataset.unknown": { slug: "jeu-inconnu", title: "Jeu de données inconnu", status: 404 },
  "population.absent": {
    slug: "population-absente",
    title: "Jeu de données sans population",
    status: 404,
  },
  "tile.unknown": { slug: "tuile-inconnue", title: "Tuile inconnue", status: 404 },
  "method.refused": { slug: "methode-refusee", title: "Méthode refusée", status: 405 },
  "body.refused": { slug: "corps-refuse", title: "Corps de demande refusé", status: 400 },
  "admin.token": { slug: "jeton-refuse", title: "Jeton refusé", status: 401 },
  "rate.exceeded": { slug: "trop-de-demandes", title: "Trop de demandes", status: 429 },
  "address.unknown": { slug: "adresse-introuvable", title: "Lieu introuvable", status: 404 },
  "commune.unknown": { slug: "commune-inconnue", title: "Commune inconnue", status: 404 },
  "batch.invalid": { slug: "lot-invalide", title: "Lot de points invalide", status: 400 },
  "batch.too_many": { slug: "lot-trop-grand", title: "Trop de points", status: 413 },
  "scenario.invalid": { slug: "scenario-invalide", title: "Scénario invalide", status: 400 },
  "scenario.contradiction": {
    slug: "modifications-contradictoires",
    title: "Modifications contradictoires",
    status: 400,
  },
  "scenario.too_many": { slug: "scenario-trop-grand", title: "Trop de modifications", status: 413 },
  "siting.invalid": { slug: "demande-invalide", title: "Demande d’implantations invalide", status: 400 },
  "siting.impossible": {
    slug: "implantations-impossibles",
    title: "Aucun choix d’implantations possible",
    status: 400,
  },
  "siting.too_many": { slug: "trop-de-candidats", title: "Trop de candidats", status: 413 },
  "siting.too_large": { slug: "probleme-trop-grand", title: "Problème trop grand", status: 400 },
  "candidate.unknown": { slug: "candidat-inconnu", title: "Candidat inconnu", status: 400 },
  "weight.unknown": { slug: "poids-inconnu", title: "Poids inconnu", status: 400 },
  "territory.overlap": {
    slug: "territoires-qui-se-recouvrent",
    title: "Territoires qui se recouvrent",
    status: 400,
  },
  "isochrones.too_large": {
    slug: "isochrones-trop-lourdes",
    title: "Fichier d’isochrones trop lourd",
    status: 413,
  },
  "job.unknown": { slug: "calcul-inconnu", title: "Calcul inconnu", status: 404 },
  "job.unfinished": { slug: "calcul-non-termine", title: "Calcul non terminé", status: 409 },
  "scenario.not_saved": { slug: "scenario-non-enregistre", title: "Scénario non enregistré", status: 404 },
  "scenario.key": { slug: "cle-refusee", title: "Clé refusée", status: 403 },
  "state.unavailable": {
    slug: "enregistrement-indisponible",
    title: "Enregistrement indisponible",
    status: 503,
  },
  "scenario.repeated": {
    slug: "cle-de-demande-deja-employee",
    title: "Clé de demande déjà employée",
    status: 422,
  },
  "state.full": { slug: "enregistrement-plein", title: "Plus de place", status: 507 },
  "route.unknown": { slug: "adresse-inconnue", title: "Adresse inconnue", status: 404 },
  "parameter.invalid": { slug: "parametre-invalide", title: "Paramètre invalide", status: 400 },
  "parameter.unknown": { slug: "parametre-inconnu", title: "Paramètre inconnu", status: 400 },
  "parameter.missing": { slug: "parametre-manquant", title: "Paramètre manquant", status: 400 },
  "minutes.out_of_range": { slug: "parametre-invalide", title: "Paramètre invalide", status: 400 },
  "point.far_from_road": { slug: "point-sans-route", title: "Point loin de toute route", status: 400 },
  "point.swapped": { slug: "coordonnees-inversees", title: "Latitude et longitude inversées", status: 400 },
  "point.outside": { slug: "point-hors-emprise", title: "Point hors de l’emprise", status: 400 },
} satisfies Record<string, ProblemKind>;

const REFUSED: ProblemKind = { slug: "demande-refusee", title: "Demande refusée", status: 400 };
const NOT_READY: ProblemKind = { slug: "service-indisponible", title: "Service indisponible", status: 503 };
const INTERNAL: ProblemKind = { slug: "erreur-interne", title: "Erreur interne", status: 500 };

const OTHER_KINDS = {
  "request.refused": REFUSED,
  "server.not_ready": NOT_READY,
  "server.failed": INTERNAL,
} satisfies Record<string, ProblemKind>;

/** Names a kind of problem where addresses are described. */
export type ProblemCode = keyof typeof KINDS | keyof typeof OTHER_KINDS;

/** All kinds of problems, for those who describe the interface. */
export const PROBLEM_KINDS: Readonly<Record<ProblemCode, ProblemKind>> = { ...KINDS, ...OTHER_KINDS };

const KINDS_BY_CODE: ReadonlyMap<string, ProblemKind> = new Map(Object.entries(KINDS));

/** The address of a kind of problem: the `type` of its problem documents. */
export function problemType({ slug }: ProblemKind): string {
  return `/problemes/${slug}`;
}

/** The `type` of every problem that there is. */
export const PROBLEM_TYPES: ReadonlySet<string> = new Set(Object.values(PROBLEM_KINDS).map(problemType));

const BUSY_DETAILS: Readonly<Record<BusyError["reason"], string>> = {
  queue: "Trop de calculs sont en cours. Réessayez dans quelques instants.",
  time: "Le calcul a duré trop longtemps et a été arrêté. Réduisez la demande ou réessayez plus tard.",
};

const INTERNAL_DETAIL = "Le serveur n’a pas pu répondre. L’incident est consigné dans son journal.";

/** What the study calls otherwise than the address does; null where no parameter is at fault. */
const PARAMETER_NAMES: ReadonlyMap<string, string | null> = new Map([
  ["structure", "id"],
  ["point", "lat"],
  ["population", null],
  ["state", null],
]);

/** Answers any error as `application/problem+json` (RFC 9457). What is ours to mend stays in the log. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const body = problemOf(error, request.query);
  if (isOurs(error, body)) tellFailure(request, error, "request failed");
  void sendProblem(reply, body);
}

/** What is busy or stopping is counted, and not an error of ours. */
function isOurs(error: Error, { status }: Problem): boolean {
  return status >= 500 && !(error instanceof BusyError);
}

export function handleNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const path = request.url.split("?", 1)[0];
  void sendProblem(reply, problem(KINDS["route.unknown"], `Rien ne répond à ${request.method} ${path}.`));
}

/** A refusal by its code, where no parameter is at fault. */
export function refusal(code: string, detail: string): Problem {
  return problem(KINDS_BY_CODE.get(code) ?? REFUSED, detail);
}

/** The server runs but cannot answer. */
export function notReady(detail: string): Problem {
  return problem(NOT_READY, detail);
}

export function sendProblem(reply: FastifyReply, body: Problem): FastifyReply {
  if (body.attendreSecondes !== undefined) void reply.header("retry-after", body.attendreSecondes);
  return reply
    .code(body.status)
    .type("application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .removeHeader("etag")
    .serializer(JSON.stringify)
    .send(body);
}

/** What clients are told of an error. */
export function problemOf(error: Partial<FastifyError> & Error, query: unknown): Problem {
  if (error.validation !== undefined) {
    const invalid = describeValidation(error.validation);
    return refuse(invalid, invalid.parameter);
  }
  if (error instanceof RequestError) {
    // What is said of a parameter as such, or of one that the address has, is meant.
    const isOwn = error.code.startsWith("parameter.") || hasParameter(query, error.parameter);
    const renamed = isOwn ? undefined : PARAMETER_NAMES.get(error.parameter);
    return refuse(error, renamed === undefined ? error.parameter : renamed);
  }
  if (error instanceof BusyError) {
    const detail = [BUSY_DETAILS[error.reason], error.advice].join(" ").trim();
    return { ...problem(NOT_READY, detail), attendreSecondes: error.retrySeconds };
  }
  if (error instanceof RateError) {
    const { retrySeconds } = error;
    const detail = `Trop de demandes en une minute. Réessayez dans ${retrySeconds} s.`;
    return { ...refusal("rate.exceeded", detail), attendreSecondes: retrySeconds };
  }
  const status = error.statusCode ?? 500;
  if (status === 503) return notReady("Le serveur s’arrête ou démarre. Réessayez dans quelques instants.");
  if (status < 400 || status >= 500) return problem(INTERNAL, INTERNAL_DETAIL);
  return problem({ ...REFUSED, status }, `La demande n’a pas été comprise (${error.code ?? status}).`);
}

function hasParameter(query: unknown, name: string): boolean {
  return typeof query === "object" && query !== null && Object.hasOwn(query, name);
}

function refuse({ code, message }: RequestError, parameter: string | null): Problem {
  const kind = KINDS_BY_CODE.get(code) ?? { ...REFUSED, status: code.endsWith(".unknown") ? 404 : 400 };
  const told = problem(kind, asSentence(message), parameter);
  return code === STATE_UNAVAILABLE ? { ...told, attendreSecondes: STATE_RETRY_SECONDS } : told;
}

function problem(kind: ProblemKind, detail: string, parametre: string | null = null): Problem {
  const { title, status } = kind;
  const body = { type: problemType(kind), title, status, detail };
  return parametre === null ? body : { ...body, parametre };
}

/** The study's messages also serve the terminal, without capital or full stop. */
function asSentence(message: string): string {
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
