import { createHash } from "node:crypto";

import { InputError } from "../../input-error.ts";

/** Is this text the address of a depot over HTTP, and no path? */
export function isStoreAddress(text: string): boolean {
  return /^https?:\/\//iu.test(text);
}

/**
 * The address of a depot, with the slash at its end that names below it need.
 *
 * @throws InputError `store.address` for one that no depot can have
 */
export function storeAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.search !== "" || url.hash !== "" || url.username !== "" || url.password !== "") {
    throw new InputError(
      "store.address",
      url === null ? text : `${url.origin}${url.pathname}`,
      "expected the address of a depot such as https://host/depot/, without a user, a question mark or a #",
    );
  }
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}

/** A name for the folder of what was read there, the same for all who read it. */
export function storeName(address: string): string {
  const { host } = new URL(address);
  const hash = createHash("sha256").update(address).digest("hex").slice(0, 12);
  return `${host.replaceAll(/[^0-9A-Za-z.-]/gu, "-")}-${hash}`;
}
