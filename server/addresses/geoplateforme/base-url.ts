import { InputError } from "../../../data/input-error.ts";

/** Holds the base address of the geocoder; without it addresses are sought among communes alone. */
export const GEOCODER_VARIABLE = "TRENTE_GEOCODEUR";

/**
 * The address of the service's searches.
 *
 * @param baseUrl `https://data.geopf.fr/geocodage`, with or without a slash at its end
 * @throws InputError where it is no such address
 */
export function searchUrl(baseUrl: string): URL {
  const trouble = troubleWith(baseUrl);
  if (trouble !== null) {
    const what = `${trouble}, expected an address such as https://data.geopf.fr/geocodage`;
    throw new InputError("geocoder.url.malformed", GEOCODER_VARIABLE, what);
  }
  return new URL(`${baseUrl.trim().replace(/\/+$/u, "")}/search`);
}

function troubleWith(text: string): string | null {
  if (!URL.canParse(text.trim())) return `got ${JSON.stringify(text)}`;
  const { protocol, username, password, search, hash } = new URL(text.trim());
  if (protocol !== "https:" && protocol !== "http:") return `got the protocol ${JSON.stringify(protocol)}`;
  // The password itself stays out of the line, which ends up in logs.
  if (username !== "" || password !== "") return "got a user and password";
  if (search !== "" || hash !== "") return `got a query or fragment, ${JSON.stringify(search + hash)}`;
  return null;
}
