import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { onTestFinished } from "vitest";

/** What a store does to one answer instead of giving it. */
export type Fault = (request: IncomingMessage, response: ServerResponse, file: string) => void;

/** A static HTTP server over a folder, as any is, with faults to order. */
export interface FaultyStore {
  /** With a slash at its end. */
  readonly address: string;
  /** Paths that were asked for, with their `Range` where they had one. */
  readonly asked: string[];
  /** The faults of the next answers to paths that match, one answer each. */
  readonly fail: (path: RegExp, ...faults: Fault[]) => void;
  /** All of a sudden nobody answers; the port is kept for `comeBack`. */
  readonly goAway: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
}

/** Cuts the connection after some bytes of the body. */
export function cutAfter(bytes: number): Fault {
  return (request, response, file) => {
    const contents = readFileSync(file);
    const from = startOf(request);
    response.writeHead(from > 0 ? 206 : 200, headersOf(file, from, contents.length));
    response.write(contents.subarray(from, from + bytes), () => response.destroy());
  };
}

/** Answers with that status and a page. */
export function status(code: number): Fault {
  return (_request, response) => {
    response.writeHead(code, { "content-type": "text/html" });
    response.end("<title>Panne</title>");
  };
}

/** The right length, and other bytes. */
export const wrongBytes: Fault = (_request, response, file) => {
  const contents = readFileSync(file);
  contents[contents.length >> 1] ^= 0xff;
  response.writeHead(200, headersOf(file, 0, contents.length));
  response.end(contents);
};

/** All of the file whatever range was asked for, as servers do that know none. */
export const ignoreRange: Fault = (_request, response, file) => {
  const contents = readFileSync(file);
  response.writeHead(200, headersOf(file, 0, contents.length));
  response.end(contents);
};

/** A byte from time to time, so that it is never silent and never done. */
export const drip: Fault = (_request, response) => {
  response.writeHead(200);
  const drop = setInterval(() => response.write(" "), 100);
  response.on("close", () => clearInterval(drop));
};

/** Headers and some bytes, then nothing. */
export const stall: Fault = (_request, response, file) => {
  const contents = readFileSync(file);
  response.writeHead(200, headersOf(file, 0, contents.length));
  response.write(contents.subarray(0, 16));
};

/** More than the file. */
export const tooMuch: Fault = (_request, response, file) => {
  response.writeHead(200);
  response.end(Buffer.concat([readFileSync(file), Buffer.from("et plus")]));
};

/** Serves a folder until the test ends. */
export async function faultyStore(folder: string): Promise<FaultyStore> {
  const asked: string[] = [];
  const faults: { path: RegExp; fault: Fault }[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = decodeURIComponent(new URL(request.url ?? "", "http://x").pathname).slice(1);
    const { range } = request.headers;
    asked.push(range === undefined ? path : `${path} ${range}`);
    const at = faults.findIndex((one) => one.path.test(path));
    const file = join(folder, path);
    if (at >= 0) faults.splice(at, 1)[0].fault(request, response, file);
    else serveFile(request, response, file);
  };
  let server = await listen(createServer(answer), 0);
  const { port } = server.address() as AddressInfo;
  const goAway = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  onTestFinished(goAway);
  return {
    address: `http://127.0.0.1:${port}/`,
    asked,
    fail: (path, ...ordered) => void faults.push(...ordered.map((fault) => ({ path, fault }))),
    goAway,
    comeBack: async () => {
      server = await listen(createServer(answer), port);
    },
  };
}

async function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve(server)));
}

function serveFile(request: IncomingMessage, response: ServerResponse, file: string): void {
  if (!existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const { size, mtimeMs } = statSync(file);
  const etag = `"${size}-${mtimeMs}"`;
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  const from = startOf(request);
  if (from > 0 && from >= size) {
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return;
  }
  response.writeHead(from > 0 ? 206 : 200, { etag, ...headersOf(file, from, size) });
  createReadStream(file, { start: from }).pipe(response);
}

function headersOf(_file: string, from: number, size: number): Record<string, string | number> {
  const length = { "content-length": size - from };
  return from > 0 ? { ...length, "content-range": `bytes ${from}-${size - 1}/${size}` } : length;
}

function startOf({ headers }: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/u.exec(headers.range ?? "")?.[1] ?? 0);
}
