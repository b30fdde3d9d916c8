import { parameters } from "../schemas/parameters.ts";
import { JSON_TYPE } from "./context.ts";
import type { App, RouteContext } from "./context.ts";

/** `GET /api/v1/jeu`: what the figures rest on. */
export function datasetRoutes(app: App, { asker, revalidate, sendKept }: RouteContext): void {
  app.get(
    "/api/v1/jeu",
    { schema: { querystring: parameters({}) }, preHandler: revalidate },
    async (request, reply) =>
      sendKept(request, reply, JSON_TYPE, async () => asker.ask("dataset", undefined)),
  );
}
