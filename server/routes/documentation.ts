import { Type } from "typebox";

import { Excerpts } from "../documentation/excerpts.ts";
import type { Answered } from "../documentation/excerpts.ts";
import { shownAddress } from "../documentation/operation.ts";
import { documentationPage, problemPage } from "../documentation/pages.ts";
import { DOCUMENTATION_STYLESHEET } from "../documentation/stylesheet.ts";
import type { Description } from "../openapi/description.ts";
import { openApiDocument } from "../openapi/document.ts";
import type { InterfaceInfo } from "../openapi/document.ts";
import { examplePlaces } from "../openapi/example-places.ts";
import { PROBLEM_KINDS } from "../problems.ts";
import { parameters } from "../schemas/parameters.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

const HTML_TYPE = "text/html; charset=utf-8";
const CSS_TYPE = "text/css; charset=utf-8";

const INFO: InterfaceInfo = {
  title: "Trente",
  // Changes with what the answers mean.
  version: "1.0.0",
  description:
    "Qui, en France, est à moins de trente minutes par la route d’une structure France Services, qui ne l’est pas, et où ouvrir la prochaine ? " +
    "Les adresses répondent sans compte ni clé ; les erreurs suivent la RFC 9457. " +
    "Les mentions que donne `/api/v1/jeu` sont à reprendre avec tout chiffre. " +
    "Le même serveur parle OGC API Features sous `/ogc`, défini à `/ogc/api`, et le protocole d’OSRM sous `/osrm`.",
};

const ProblemPath = parameters({
  probleme: Type.String({
    maxLength: 60,
    title: "la fin d’un `type` de problème",
    description: "un mot tel que parametre-invalide",
  }),
});

/** A document of a format of its own, which its own validators check. */
const OpenApiSchema = Type.Unsafe<object>({
  type: "object",
  description: "OpenAPI 3.1.",
  required: ["openapi", "info", "paths"],
});

const describeDefinition: Description = {
  operationId: "lireDefinition",
  summary: "La définition de cette interface",
  description: "Toutes les adresses en OpenAPI 3.1, sauf celles de `/ogc` et de `/osrm`.",
  tag: "Service",
  answers: {
    200: {
      description: "La définition.",
      content: { [JSON_TYPE]: OpenApiSchema },
    },
  },
  examples: () => [{ summary: "La définition" }],
};

const describePage: Description = {
  operationId: "lireDocumentation",
  summary: "Cette documentation",
  description:
    "La même chose pour les gens, avec des exemples du jeu de données servi et le début de leurs réponses.",
  tag: "Service",
  answers: { 200: { description: "La page.", content: { [HTML_TYPE]: Type.String() } } },
  examples: () => [{ summary: "La page" }],
};

const describeProblem: Description = {
  operationId: "lireProbleme",
  summary: "Un type d’erreur",
  description: "La page à laquelle mène le `type` d’une erreur.",
  tag: "Service",
  answers: { 200: { description: "La page.", content: { [HTML_TYPE]: Type.String() } } },
  problems: ["route.unknown"],
  examples: () => [{ summary: "Le paramètre invalide", path: { probleme: "parametre-invalide" } }],
};

const describeStyle: Description = {
  operationId: "lireStyle",
  summary: "La feuille de style de la documentation",
  description: "Elle ne charge rien d’autre.",
  tag: "Service",
  answers: { 200: { description: "La feuille.", content: { [CSS_TYPE]: Type.String() } } },
  examples: () => [{ summary: "La feuille" }],
};

const NO_QUERY = { querystring: parameters({}) };

/** `GET /openapi.json`, `/documentation` and what its pages need. */
export function documentationRoutes(app: App, { study: { dataset }, revalidate }: RouteContext): void {
  const places = examplePlaces(dataset);
  const excerpts = new Excerpts(async (address) => ask(app, address));
  let definition: string | null = null;
  let wholePage: string | null = null;

  app.get(
    "/openapi.json",
    { schema: NO_QUERY, config: { describe: describeDefinition }, preHandler: revalidate },
    (_, reply) => {
      definition ??= JSON.stringify(openApiDocument(app.routeBook.routes, places, INFO));
      return reply.type(JSON_TYPE).send(definition);
    },
  );

  app.get(
    "/documentation",
    { schema: NO_QUERY, config: { describe: describePage }, preHandler: revalidate },
    async (_, reply) => {
      if (wholePage !== null) return reply.type(HTML_TYPE).send(wholePage);
      const { routes } = app.routeBook;
      const wanted = routes.map((route) => shownAddress(route, places)).filter((address) => address !== null);
      const found = await excerpts.of(wanted);
      const page = documentationPage({ dataset, routes, places, excerpts: found });
      if (found.size === wanted.length) wholePage = page;
      // What is not whole is not to be kept by clients either.
      else void reply.removeHeader("etag").header("cache-control", "no-store");
      return reply.type(HTML_TYPE).send(page);
    },
  );

  app.get(
    "/documentation.css",
    { schema: NO_QUERY, config: { describe: describeStyle }, preHandler: revalidate },
    (_, reply) => reply.type(CSS_TYPE).send(DOCUMENTATION_STYLESHEET),
  );

  app.get(
    "/problemes/:probleme",
    {
      schema: { params: ProblemPath, ...NO_QUERY },
      config: { describe: describeProblem },
      preHandler: revalidate,
    },
    (request, reply) => {
      const kind = Object.values(PROBLEM_KINDS).find(({ slug }) => slug === request.params.probleme);
      if (kind === undefined) return reply.callNotFound();
      return reply.type(HTML_TYPE).send(problemPage(kind, app.routeBook.routes));
    },
  );
}

/** Reserved for examples (RFC 2606): clients know this server under names of their own. */
const EXAMPLE_HOST = "serveur.example";

/** Asks this app as a client would, without a socket. */
async function ask(app: App, address: string): Promise<Answered> {
  const { statusCode, headers, body } = await app.inject({ url: address, authority: EXAMPLE_HOST });
  return { status: statusCode, contentType: String(headers["content-type"]), text: body };
}
