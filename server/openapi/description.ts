import type { TSchema } from "typebox";

import type { ProblemCode } from "../problems.ts";
import type { ExamplePlaces } from "./example-places.ts";
import type { TagName } from "./tags.ts";

/**
 * What a route says of itself beside the schema of its parameters, in French. The rest is read off the route: parameters and
 * their refusals, ETag and 304 where it has `revalidate` among its `preHandler`.
 */
export interface Description {
  /** A verb and a noun, unique: names the function that generators make of the operation. */
  readonly operationId: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** Sentences; CommonMark's back quotes around words of the interface. */
  readonly description: string;
  readonly tag: TagName;
  /** What a POST takes: schema by content type; null for what is no text. */
  readonly body?: Readonly<Record<string, TSchema | null>>;
  /** Set where a handler of the route's own calls `revalidate`, for some of its parameters. */
  readonly isRevalidated?: true;
  /** By status, 2xx and 3xx. */
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** What is refused besides parameters that are unknown, missing or not of their schema. */
  readonly problems?: readonly ProblemCode[];
  /** Of the dataset that is served; none where it has nothing to show. */
  readonly examples: (places: ExamplePlaces) => readonly Example[];
}

export interface AnswerDescription {
  readonly description: string;
  /** Schema by content type; null for what is no text. None where there is no body. */
  readonly content?: Readonly<Record<string, TSchema | null>>;
  /** What headers say, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is answered by 200. */
export interface Example {
  readonly summary: string;
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  /** Of the answer; the first of its content types if not given. */
  readonly type?: string;
  /** Of a POST: of the first of its content types, a text where that is no JSON. */
  readonly body?: unknown;
}

declare module "fastify" {
  // An interface alone adds to that of the package.
  interface FastifyContextConfig {
    /** For `/openapi.json` and `/documentation`. */
    readonly describe?: Description;
  }
}

/** A content type without its parameters, as OpenAPI names it. */
export function mediaType(contentType: string): string {
  return contentType.split(";", 1)[0];
}
