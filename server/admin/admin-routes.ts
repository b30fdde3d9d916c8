import type { FastifyReply, FastifyRequest } from "fastify";
import type { Socket } from "node:net";

import type { EventName } from "../journal/lines.ts";
import { notReady, sendProblem } from "../problems.ts";
import type { App } from "../routes/context.ts";
import type { AdminActions, Reloaded } from "./admin-actions.ts";

/** What the dataset in service stays for is a conflict with what is on the disk, and no trouble of the server. */
const FAILED_STATUS = 409;

/**
 * `GET /admin/etat`, `POST /admin/recharger`, and `POST /admin/retour` where there is something to go back to. Who may ask is
 * decided before.
 */
export function adminRoutes(app: App, actions: AdminActions): void {
  app.get("/admin/etat", async (_, reply) =>
    reply.header("cache-control", "no-store").send(await actions.state()),
  );
  app.post("/admin/recharger", async (request, reply) =>
    sendReloaded(request, reply, "admin: reload", async () => actions.reload()),
  );
  if (actions.rollback === undefined) return;
  app.post("/admin/retour", async (request, reply) =>
    sendReloaded(request, reply, "admin: rollback", async () => actions.rollback?.() ?? null),
  );
}

async function sendReloaded(
  request: FastifyRequest,
  reply: FastifyReply,
  what: string,
  act: () => Promise<Reloaded | null>,
): Promise<FastifyReply> {
  request.log.info({ event: "admin_asked" satisfies EventName, id: request.id }, what);
  // A country takes longer to be read than a connection may be silent. Requests that came by no connection have none.
  (request.raw.socket as Partial<Socket>).setTimeout?.(0);
  const reloaded = await act();
  if (reloaded === null) {
    return sendProblem(reply, notReady("Le serveur démarre : aucun jeu de données n’est encore en service."));
  }
  return reply
    .code(reloaded.outcome === "failed" ? FAILED_STATUS : 200)
    .header("cache-control", "no-store")
    .send(reloaded);
}
