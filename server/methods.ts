import type { FastifyReply, FastifyRequest } from "fastify";

import { refusal, sendProblem } from "./problems.ts";
import type { App } from "./routes/context.ts";

declare module "fastify" {
  // An interface alone adds to that of the package.
  interface FastifyContextConfig {
    /** Set where a route is there to refuse its methods: what its address allows. */
    readonly allow?: string;
    /** Set where a route refuses its methods in its own way. */
    readonly refuses?: boolean;
  }
}

/** What every address that reads allows; also said of the server as a whole (`OPTIONS *`). */
export const READ_METHODS = "GET, HEAD, OPTIONS";

/** A request by one of these has no body here. */
const WITHOUT_BODY: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** The route of the plugin for other sites, which takes OPTIONS of any address, be there one or not. */
const ANY_ADDRESS = "*";
/** The route of files. */
const FILES = "/*";

/**
 * Answers by the method alone, before anything of a body is read: OPTIONS of each address that there is, 405 with `Allow`
 * for what an address does not take, 400 for a body where none is looked at.
 */
export class Methods {
  readonly #app: App;
  /** Methods of each address that has routes of its own. */
  readonly #taken = new Map<string, Set<string>>();
  /** Methods that routes refuse by themselves. */
  readonly #refused = new Map<string, Set<string>>();
  readonly #done = new Set<string>();

  constructor(app: App) {
    this.#app = app;
    app.addHook("onRoute", ({ url, method, config }) => {
      if (config?.allow !== undefined || url === ANY_ADDRESS) return;
      addTo(config?.refuses === true ? this.#refused : this.#taken, url, [method].flat());
    });
    app.addHook("onRequest", async (request, reply) => this.#judge(request, reply));
  }

  /** To be called when all routes of a part of the app are there, on that part: its hooks see what is refused too. */
  refuseOthers(part: App): void {
    for (const [url, taken] of this.#taken) {
      // Files have the OPTIONS of any address; what there is of them only they know.
      if (this.#done.has(url) || url === FILES) continue;
      this.#done.add(url);
      taken.add("OPTIONS");
      const allow = [...taken].sort().join(", ");
      const refused = this.#refused.get(url);
      const others = this.#app.supportedMethods.filter(
        (method) => !taken.has(method) && refused?.has(method) !== true,
      );
      part.route({
        method: ["OPTIONS", ...others],
        url,
        config: { allow },
        handler: (_, reply) => reply.code(204).send(),
      });
    }
  }

  /** Is it a method that Fastify has routes for? */
  isKnown(method: string): boolean {
    return this.#app.supportedMethods.includes(method);
  }

  async #judge(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const { method, url, routeOptions } = request;
    const { allow } = routeOptions.config;
    if (WITHOUT_BODY.has(method) && hasBody(request)) {
      return refuseUnread(reply, "body.refused", `Une demande ${method} n’a pas de corps.`);
    }
    if (method === "OPTIONS") {
      const isUnknown = routeOptions.url === ANY_ADDRESS && url !== ANY_ADDRESS;
      if (isUnknown && !this.#taken.has(FILES)) {
        reply.callNotFound();
        return reply;
      }
      reply.header("allow", allow ?? READ_METHODS);
      return undefined;
    }
    return allow === undefined ? undefined : refuseMethod(request, reply, allow);
  }
}

/** 405, before the body is read. */
export function refuseMethod(request: FastifyRequest, reply: FastifyReply, allow: string): FastifyReply {
  reply.header("allow", allow);
  return refuseUnread(
    reply,
    "method.refused",
    `${request.method} n’est pas possible ici. Méthodes acceptées : ${allow}.`,
  );
}

/** What the client goes on sending is not read: the connection ends with the answer. */
function refuseUnread(reply: FastifyReply, code: string, detail: string): FastifyReply {
  if (hasBody(reply.request)) reply.header("connection", "close");
  return sendProblem(reply, refusal(code, detail));
}

function addTo(methods: Map<string, Set<string>>, url: string, more: readonly string[]): void {
  const known = methods.get(url) ?? new Set();
  methods.set(url, known);
  for (const method of more) known.add(method);
}

function hasBody({ headers }: FastifyRequest): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}
