import type { FastifyReply, FastifyRequest } from "fastify";

import { layOut } from "./html/page.ts";
import type { Page } from "./html/page.ts";
import { Addresses, selfLinks } from "./links.ts";
import type { DocumentAddress, Link } from "./links.ts";
import { HTML_MEDIA } from "./media-types.ts";
import { chooseFormat } from "./negotiation.ts";
import type { Format } from "./negotiation.ts";
import { originOf } from "../origin.ts";

/** One request for a document: its encoding, its address, the links to itself. */
export interface Asked {
  readonly addresses: Addresses;
  readonly document: DocumentAddress;
  /** `self` and `alternate`. */
  readonly own: readonly Link[];
}

/** What a document is in both encodings; only the one asked for is made. */
export interface Encodings {
  readonly json: unknown;
  readonly page: () => Page;
}

/** Where all documents are, and what the whole of them is called. */
export interface Place {
  /** Path under which a proxy shows the server, such as `/trente`; empty where it shows it at its root. */
  readonly prefix: string;
  /** Path of the landing page below that. */
  readonly root: string;
  readonly serviceTitle: string;
}

/** Reads which document a request means, in which encoding. */
export function readAsked(request: FastifyRequest, { prefix, root }: Place, jsonType: string): Asked {
  const [path] = request.url.split("?", 1);
  const parameters = Object.fromEntries(new URLSearchParams(request.url.slice(path.length)));
  const { f } = request.query as { f?: Format };
  const format = chooseFormat(f, request.headers.accept);
  const addresses = new Addresses(`${originOf(request)}${prefix}${root}`, format);
  const document = {
    path: path.slice(root.length).replace(/\/$/, ""),
    parameters,
    format,
    jsonType,
  };
  return { addresses, document, own: selfLinks(addresses, document) };
}

/** Sends a document in the encoding that was asked for. */
export function sendDocument(
  reply: FastifyReply,
  { addresses, document }: Asked,
  { serviceTitle }: Place,
  { json, page }: Encodings,
): FastifyReply {
  if (document.format === "html") {
    return reply.type(`${HTML_MEDIA}; charset=utf-8`).send(layOut(page(), serviceTitle, addresses));
  }
  return reply.type(jsonMediaType(document.jsonType)).send(Buffer.from(JSON.stringify(json)));
}

/** JSON is always UTF-8 (RFC 8259); a parameter of our own would come after the one of OpenAPI's type. */
function jsonMediaType(type: string): string {
  return type.includes(";") ? type : `${type}; charset=utf-8`;
}
