import type { FastifyRequest } from "fastify";

import { RequestError } from "../isochrones/errors.ts";

/** A name, an IPv4 or a bracketed IPv6 address, with or without a port: no user, path or markup (RFC 9110, 7.2). */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Scheme and host under which a client reached the server, for absolute addresses in answers. Throws `RequestError` for a
 * `Host` that is none: it would be repeated to whoever reads the answer.
 */
export function originOf({ protocol, host }: Pick<FastifyRequest, "protocol" | "host">): string {
  if (HOST.test(host)) return `${protocol}://${host}`;
  throw new RequestError("host.invalid", "Host", "L’en-tête « Host » n’est pas un nom de machine.");
}
