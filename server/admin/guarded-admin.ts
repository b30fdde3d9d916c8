import { refusal, sendProblem } from "../problems.ts";
import type { App } from "../routes/context.ts";
import type { AdminActions } from "./admin-actions.ts";
import { adminRoutes } from "./admin-routes.ts";
import type { AdminToken } from "./admin-token.ts";

/** Requests a minute of one client, right or wrong. */
const PER_MINUTE = 30;
const MINUTE_MILLISECONDS = 60_000;

export interface GuardedAdmin {
  readonly actions: AdminActions;
  readonly token: AdminToken;
}

/** The addresses of `adminRoutes` on the port that all clients talk to, for those who give the token. */
export async function guardedAdmin(app: App, { actions, token }: GuardedAdmin): Promise<void> {
  await app.register(async (guarded) => {
    guarded.addHook("onRequest", guarded.rateLimit({ max: PER_MINUTE, timeWindow: MINUTE_MILLISECONDS }));
    guarded.addHook("onRequest", async (request, reply) => {
      if (token.isGiven(request.headers.authorization)) return undefined;
      request.log.warn({ event: "admin_refused", id: request.id }, "admin: wrong or missing token");
      // What a request without the token has sent is not read.
      reply.header("connection", "close").header("www-authenticate", 'Bearer realm="trente"');
      return sendProblem(
        reply,
        refusal("admin.token", "Le jeton d’administration manque ou n’est pas le bon."),
      );
    });
    adminRoutes(guarded, actions);
  });
}
