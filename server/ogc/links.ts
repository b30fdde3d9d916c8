import { FORMAT_NAMES, HTML_MEDIA } from "./media-types.ts";
import { FORMATS } from "./negotiation.ts";
import type { Format } from "./negotiation.ts";

/** A link as OGC API documents hold it (RFC 8288). Written with all members, as several requirements want `rel` and `type`. */
export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type: string;
  readonly title: string;
}

/** Absolute addresses of the resources, for one request. */
export class Addresses {
  /** Absolute, of the landing page, without a slash at its end. */
  readonly base: string;
  readonly #holder: Format;

  /** @param holder encoding of the document that will hold the links */
  constructor(base: string, holder: Format) {
    this.base = base;
    this.#holder = holder;
  }

  /** @param path of a resource below the landing page, with its slash; empty for that page */
  of(path: string, parameters: Readonly<Record<string, string>> = {}): string {
    const query = new URLSearchParams(parameters).toString();
    return query === "" ? `${this.base}${path}` : `${this.base}${path}?${query}`;
  }

  /**
   * A document in an encoding. Links from JSON to JSON name none: it is what a program gets, and GDAL 3.6 writes what it
   * looks for behind the address. A page has to, for browsers ask for pages.
   */
  in(format: Format, path: string): string {
    return format === "json" && this.#holder === "json" ? this.of(path) : this.of(path, { f: format });
  }
}

export const LANDING_PATH = "";
export const API_PATH = "/api";
export const CONFORMANCE_PATH = "/conformance";
export const COLLECTIONS_PATH = "/collections";
export const STYLE_PATH = "/style.css";

export function collectionPath(id: string): string {
  return `${COLLECTIONS_PATH}/${id}`;
}

export function itemsPath(id: string): string {
  return `${collectionPath(id)}/items`;
}

export function schemaPath(id: string): string {
  return `${collectionPath(id)}/schema`;
}

export function itemPath(id: string, featureId: string): string {
  return `${itemsPath(id)}/${encodeURIComponent(featureId)}`;
}

/** One document, as a request has asked for it: where it is, what its parameters were, in which encoding. */
export interface DocumentAddress {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly format: Format;
  /** Media type of its JSON. */
  readonly jsonType: string;
}

/** Links from a document to itself and to its other encodings, with the same parameters. */
export function selfLinks(addresses: Addresses, document: DocumentAddress): Link[] {
  const { path, parameters, format, jsonType } = document;
  const others = FORMATS.filter((other) => other !== format);
  return [format, ...others].map((linked) => ({
    href: addresses.of(path, { ...parameters, f: linked }),
    rel: linked === format ? "self" : "alternate",
    type: linked === "html" ? HTML_MEDIA : jsonType,
    title: linked === format ? "Ce document" : `Ce document en ${FORMAT_NAMES[linked]}`,
  }));
}

/** A link for each encoding of another document. */
export function linksInAll(
  addresses: Addresses,
  target: { readonly rel: string; readonly path: string; readonly title: string; readonly jsonType: string },
): Link[] {
  const { rel, path, title, jsonType } = target;
  return FORMATS.map((format) => ({
    href: addresses.in(format, path),
    rel,
    type: format === "html" ? HTML_MEDIA : jsonType,
    title: `${title} (${FORMAT_NAMES[format]})`,
  }));
}
