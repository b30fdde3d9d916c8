import { isIP } from "node:net";

import { UsageError } from "./command.ts";

/** Networks that have a name. */
const NAMED = new Set(["loopback", "linklocal", "uniquelocal"]);
const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/**
 * Addresses and networks of proxies, separated by commas. There is no word for all: it would let anyone say who asks.
 *
 * @param source where the text was given, for the error
 * @throws UsageError for what is none
 */
export function readProxies(source: string, text: string): readonly string[] {
  const proxies = text.split(",").map((part) => part.trim());
  const bad = proxies.find((proxy) => !NAMED.has(proxy) && !isNetwork(proxy));
  if (bad === undefined) return proxies;
  const names = [...NAMED].join(", ");
  throw new UsageError(
    `${source}: got "${bad}", expected an address, a network such as 10.0.0.0/8, or ${names}`,
  );
}

function isNetwork(text: string): boolean {
  const [address, prefix, ...rest] = text.split("/");
  const bits = BITS[isIP(address)];
  if (bits === undefined || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/u.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits);
}

/** Is it this machine alone that reaches a server there? */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}
