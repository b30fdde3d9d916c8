import fastifyStatic from "@fastify/static";
import type { FastifyReply, FastifyRequest, RouteShorthandOptions } from "fastify";
import { join } from "node:path";

import { RequestError } from "../../isochrones/errors.ts";
import type { Study } from "../../isochrones/study.ts";
import { FRAME_HEADERS } from "../security.ts";
import type { App } from "./context.ts";

const YEAR_SECONDS = 31_536_000;
const PAGE = "index.html";

/** First part of the path of a territory's page, and of its reference. */
const TERRITORY_PAGES = { region: "reg", departement: "dep", epci: "epci", commune: "com" } as const;

/** Pages beside the map. */
const DOCUMENTS = ["/methode", "/accessibilite", "/fiche", "/annexe", "/scenarios"];

/**
 * The built web app: `index.html` is asked again each time, files named by their contents are kept. Its views have addresses
 * of their own, all answered by the same page, which reads its address; that of an unknown territory with a 404. Those under
 * `/cadre` may stand in a frame on any site.
 */
export async function webRoutes(app: App, webRoot: string, study: Study): Promise<void> {
  const hashedFiles = join(webRoot, "assets");
  await app.register(fastifyStatic, {
    root: webRoot,
    cacheControl: false,
    // Written by the build; compressing a megabyte well takes seconds.
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(hashedFiles);
      reply.setHeader(
        "cache-control",
        isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "public, no-cache",
      );
    },
  });
  const sendPage = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => reply.sendFile(PAGE);
  const serve = (path: string, handler: typeof sendPage, options: RouteShorthandOptions = {}): void => {
    // Addresses get a slash when they are typed or copied.
    for (const spelling of [path, `${path}/`]) app.get(spelling, options, handler);
  };
  for (const path of DOCUMENTS) serve(path, sendPage);
  serve("/cadre", sendPage, { helmet: FRAME_HEADERS });
  for (const [page, prefix] of Object.entries(TERRITORY_PAGES)) {
    const sendTerritory = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const { slug } = request.params as { slug: string };
      const code = /^[0-9a-z]+/i.exec(slug)?.[0].toUpperCase() ?? "";
      if (!isKnown(study, `${prefix}:${code}`)) void reply.code(404);
      return reply.sendFile(PAGE);
    };
    serve(`/${page}/:slug`, sendTerritory);
    for (const part of ["fiche", "annexe", "scenarios"]) serve(`/${page}/:slug/${part}`, sendTerritory);
    serve(`/cadre/${page}/:slug`, sendTerritory, { helmet: FRAME_HEADERS });
  }
}

function isKnown(study: Study, ref: string): boolean {
  try {
    study.territory(ref);
    return true;
  } catch (error) {
    if (error instanceof RequestError) return false;
    throw error;
  }
}
