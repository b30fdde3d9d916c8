import { createHash } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A stand-in for the sites of official data: what is at `https://host/path` is served at `/host/path` of this machine,
 * with ranges, entity tags and redirects as the real ones have, and with what goes wrong there when a test says so. It
 * is plain JavaScript, to run on its own too (`official-sites-main.mjs`).
 *
 * @typedef {{
 *   bytes: Buffer,
 *   etag?: string | null,
 *   lastModified?: string | null,
 *   type?: string,
 *   encoding?: string,
 * }} SiteFile
 *
 * What goes wrong with one answer. `cut`: the connection ends after so many bytes of it; `stall`: nothing comes any
 * more after them; `status`: an answer with that status; `page`: an HTML page with status 200; `whole`: ranges are not
 * known; `careless`: ranges are answered whatever `If-Range` says; `garbled`: bytes are wrong, their number is right;
 * `chunked`: no length is told, and the connection may end as with `cut`; `lie`: a length is told that is so much too long; `silent`: no answer at all; `piece`: of a range, only the first half.
 *
 * @typedef {{ kind: "cut" | "stall", after: number }
 *   | { kind: "status", status: number, headers?: Record<string, string> }
 *   | { kind: "page" | "whole" | "careless" | "garbled" | "silent" | "piece" }
 *   | { kind: "chunked", after?: number }
 *   | { kind: "lie", by: number }} Fault
 *
 * @typedef {{ address: string, status: number, headers: http.IncomingHttpHeaders, sent: number, at: number }} Served
 */

const PAGE =
  "<!DOCTYPE html><html><head><title>Maintenance en cours</title></head><body>Revenez.</body></html>";

export class OfficialSites {
  /** @type {Map<string, SiteFile>} */
  files = new Map();
  /** @type {Map<string, string>} */
  redirects = new Map();
  /** What goes wrong with the next answers at an address, in order. @type {Map<string, Fault[]>} */
  faults = new Map();
  /** What goes wrong with every answer at an address. @type {Map<string, Fault>} */
  alwaysFaults = new Map();
  /** What was asked, in order. @type {Served[]} */
  served = [];
  /** Bytes sent at once, and the pause after them: makes downloads last. @type {{ bytes: number, milliseconds: number } | null} */
  pace = null;
  /** Answers being sent, by host, and the most there were at once. */
  busy = /** @type {Map<string, number>} */ (new Map());
  mostBusy = /** @type {Map<string, number>} */ (new Map());

  #server = http.createServer((request, response) => {
    void this.#answer(request, response).catch(() => response.destroy());
  });

  /** The address to give as a mirror. */
  url = "";

  /** @param {number} port 0 for any that is free */
  static async start(port = 0) {
    const sites = new OfficialSites();
    sites.#server.listen(port, "127.0.0.1");
    await once(sites.#server, "listening");
    const address = sites.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    sites.url = `http://127.0.0.1:${address.port}`;
    return sites;
  }

  async close() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /**
   * Puts a file at an official address; beside an extract of roads, its MD5.
   *
   * @param {string} address
   * @param {Buffer} bytes
   * @param {Partial<SiteFile>} more
   */
  put(address, bytes, more = {}) {
    const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}"`;
    this.files.set(address, { bytes, etag, lastModified: "Mon, 24 Nov 2025 21:00:00 GMT", ...more });
    if (!address.endsWith(".osm.pbf")) return;
    const md5 = createHash("md5").update(bytes).digest("hex");
    const name = address.slice(address.lastIndexOf("/") + 1);
    this.files.set(`${address}.md5`, { bytes: Buffer.from(`${md5}  ${name}\n`), etag: null });
  }

  /**
   * @param {string} address
   * @param {Fault[]} faults
   */
  next(address, ...faults) {
    this.faults.set(address, [...(this.faults.get(address) ?? []), ...faults]);
  }

  /** @param {string} address */
  asked(address) {
    return this.served.filter((one) => one.address === address);
  }

  /**
   * @param {http.IncomingMessage} request
   * @param {http.ServerResponse} response
   */
  async #answer(request, response) {
    // To a proxy, whole addresses are asked; to a mirror, their host is the first folder.
    const asked = request.url ?? "/";
    const address = asked.startsWith("http:") ? asked.replace("http:", "https:") : `https:/${asked}`;
    const host = new URL(address).host;
    const entry = { address, status: 0, headers: request.headers, sent: 0, at: performance.now() };
    this.served.push(entry);
    const busy = (this.busy.get(host) ?? 0) + 1;
    this.busy.set(host, busy);
    this.mostBusy.set(host, Math.max(busy, this.mostBusy.get(host) ?? 0));
    response.once("close", () => this.busy.set(host, (this.busy.get(host) ?? 1) - 1));
    const fault = this.faults.get(address)?.shift() ?? this.alwaysFaults.get(address) ?? null;
    if (fault?.kind === "silent") return;
    const head = this.#head(address, request.headers, fault);
    entry.status = head.status;
    response.writeHead(head.status, head.headers);
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    await this.#send(response, head.body, fault, entry);
  }

  /**
   * @param {string} address
   * @param {http.IncomingHttpHeaders} asked
   * @param {Fault | null} fault
   * @returns {{ status: number, headers: Record<string, string>, body: Buffer }}
   */
  #head(address, asked, fault) {
    if (fault?.kind === "status") {
      return { status: fault.status, headers: fault.headers ?? {}, body: Buffer.from("busy\n") };
    }
    if (fault?.kind === "page") {
      return { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from(PAGE) };
    }
    const to = this.redirects.get(address);
    if (to !== undefined) return { status: 302, headers: { location: to }, body: Buffer.alloc(0) };
    const file = this.files.get(address);
    if (file === undefined) return { status: 404, headers: {}, body: Buffer.from("not found\n") };
    return fileAnswer(file, asked, fault);
  }

  /**
   * @param {http.ServerResponse} response
   * @param {Buffer} body
   * @param {Fault | null} fault
   * @param {Served} entry
   */
  async #send(response, body, fault, entry) {
    const after = fault !== null && "after" in fault ? (fault.after ?? null) : null;
    const end = Math.min(after ?? body.length, body.length);
    const step = this.pace?.bytes ?? Math.max(1, end);
    for (let at = 0; at < end && !response.destroyed; at += step) {
      const chunk = body.subarray(at, Math.min(end, at + step));
      await new Promise((resolve) => response.write(chunk, resolve));
      entry.sent += chunk.length;
      if (this.pace !== null) await sleep(this.pace.milliseconds);
    }
    if (fault?.kind === "stall") return;
    if (after !== null || fault?.kind === "lie") {
      // What was written is on its way before the connection ends.
      await sleep(5);
      response.destroy();
    } else response.end();
  }
}

/**
 * @param {SiteFile} file
 * @param {http.IncomingHttpHeaders} asked
 * @param {Fault | null} fault
 */
function fileAnswer({ bytes, etag = null, lastModified = null, type, encoding }, asked, fault) {
  /** @type {Record<string, string>} */
  const headers = { "content-type": type ?? "application/octet-stream", "accept-ranges": "bytes" };
  if (etag !== null) headers["etag"] = etag;
  if (lastModified !== null) headers["last-modified"] = lastModified;
  if (encoding !== undefined) headers["content-encoding"] = encoding;
  const isKnown =
    asked["if-none-match"] === undefined
      ? lastModified !== null && asked["if-modified-since"] === lastModified
      : asked["if-none-match"] === etag;
  if (isKnown) return { status: 304, headers, body: Buffer.alloc(0) };
  const from = Number(/^bytes=(\d+)-$/u.exec(asked.range ?? "")?.[1] ?? Number.NaN);
  const condition = asked["if-range"];
  const isSame = condition === undefined || condition === etag || condition === lastModified;
  const isRange = !Number.isNaN(from) && fault?.kind !== "whole" && (isSame || fault?.kind === "careless");
  if (isRange && from >= bytes.length) {
    return {
      status: 416,
      headers: { ...headers, "content-range": `bytes */${bytes.length}` },
      body: Buffer.alloc(0),
    };
  }
  const until = fault?.kind === "piece" ? from + Math.ceil((bytes.length - from) / 2) : bytes.length;
  const sent = isRange ? bytes.subarray(from, until) : bytes;
  const body =
    fault?.kind === "garbled"
      ? Buffer.from(sent.map((byte, at) => (at % 100 === 99 ? byte ^ 1 : byte)))
      : sent;
  if (isRange) headers["content-range"] = `bytes ${from}-${until - 1}/${bytes.length}`;
  if (fault?.kind !== "chunked")
    headers["content-length"] = String(body.length + (fault?.kind === "lie" ? fault.by : 0));
  return { status: isRange ? 206 : 200, headers, body };
}
