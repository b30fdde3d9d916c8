import type { preHandlerAsyncHookHandler, RouteOptions } from "fastify";

import type { Description, Example } from "./description.ts";

/** A schema of parameters, as routes give it. */
export interface ParametersSchema {
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly required?: readonly string[];
}

const DESCRIBED_METHODS = ["GET", "POST", "DELETE"] as const;
export type DescribedMethod = (typeof DESCRIBED_METHODS)[number];

/** A route that says what it is. */
export interface DescribedRoute {
  readonly method: DescribedMethod;
  /** As OpenAPI writes it: `/api/v1/structures/{id}`. */
  readonly path: string;
  readonly description: Description;
  /** In the path. */
  readonly params: ParametersSchema;
  readonly query: ParametersSchema;
  /** Is an unknown parameter refused? */
  readonly isChecked: boolean;
  /** Do its answers have an ETag, and can they be 304? */
  readonly isRevalidated: boolean;
}

/** Addresses that are described elsewhere, or are files, or are nobody's but those who run the server. */
const ELSEWHERE = /^\/((ogc|osrm|admin)(\/.*)?|\*?)$/;
const NO_PARAMETERS: ParametersSchema = { properties: {} };

declare module "fastify" {
  // An interface alone adds to that of the package.
  interface FastifyInstance {
    readonly routeBook: RouteBook;
  }
}

/** The routes of an app as they are registered. */
export class RouteBook {
  readonly #revalidate: preHandlerAsyncHookHandler;
  readonly #routes = new Map<string, DescribedRoute>();
  readonly #undescribed: string[] = [];

  /** @param revalidate the `preHandler` that gives answers their ETags */
  constructor(revalidate: preHandlerAsyncHookHandler) {
    this.#revalidate = revalidate;
  }

  get routes(): readonly DescribedRoute[] {
    return [...this.#routes.values()];
  }

  /** Method and path of routes that say nothing of themselves and are not described elsewhere. */
  get undescribed(): readonly string[] {
    return this.#undescribed;
  }

  /** An `onRoute` hook. */
  add({ method, url, schema, config, preHandler }: RouteOptions): void {
    const methods = [method].flat().filter((name) => name !== "HEAD" && name !== "OPTIONS");
    const isRefusal = config?.allow !== undefined;
    if (methods.length === 0 || isRefusal || ELSEWHERE.test(url)) return;
    const description = config?.describe;
    const only = DESCRIBED_METHODS.find((known) => known === methods.join());
    if (description === undefined || only === undefined) {
      this.#undescribed.push(`${methods.join()} ${url}`);
      return;
    }
    const path = url.replaceAll(/:(\w+)/g, "{$1}");
    this.#routes.set(`${only} ${path}`, {
      method: only,
      path,
      description,
      params: (schema?.params ?? NO_PARAMETERS) as ParametersSchema,
      query: (schema?.querystring ?? NO_PARAMETERS) as ParametersSchema,
      isChecked: schema?.params !== undefined || schema?.querystring !== undefined,
      isRevalidated:
        description.isRevalidated === true ||
        [preHandler].flat().some((handler) => handler === this.#revalidate),
    });
  }
}

/** Path and query of an example, from the root of the service. */
export function exampleAddress({ path }: DescribedRoute, { path: params = {}, query = {} }: Example): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeReadably(String(value))}`);
  return pairs.length === 0 ? filled : `${filled}?${pairs.join("&")}`;
}

/** RFC 3986 allows these in a query, and people read them. */
function encodeReadably(value: string): string {
  return encodeURIComponent(value).replaceAll("%3A", ":").replaceAll("%2C", ",");
}
