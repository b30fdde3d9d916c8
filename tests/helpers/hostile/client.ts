import { Agent, type IncomingMessage, request, type RequestOptions } from "node:http";
import { connect, type Socket } from "node:net";

import { PROBLEM_TYPES } from "../../../server/problems.ts";

/** What came back; status 0 where the connection ended without an answer. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A request of any method, with its path as it stands. */
export interface Hostile {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const OSRM_CODES = new Set([
  "InvalidUrl",
  "InvalidService",
  "InvalidVersion",
  "InvalidOptions",
  "InvalidQuery",
  "InvalidValue",
  "NoSegment",
  "TooBig",
  "NoRoute",
  "NotImplemented",
]);

/** Longer than a server may take for anything here. */
const HANG_MILLISECONDS = 20_000;

export class HostileClient {
  readonly #host: string;
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** Never rejects: a connection that is cut is an answer too. */
  async ask({ path, method = "GET", headers = {}, body }: Hostile): Promise<Answer> {
    const { promise, settle } = answering();
    const options: RequestOptions = {
      host: this.#host,
      port: this.#port,
      method,
      path,
      headers: { ...headers },
      agent: this.#agent,
    };
    const asked = request(options, (response) => {
      void bodyOf(response).then((text) =>
        settle({
          status: response.statusCode ?? 0,
          type: String(response.headers["content-type"]),
          body: text,
        }),
      );
    });
    asked.on("error", () => settle(NO_ANSWER));
    asked.setTimeout(HANG_MILLISECONDS, () => settle({ ...NO_ANSWER, type: "hang" }));
    asked.end(body);
    return promise;
  }

  /** Sends bytes and reads until the server closes. */
  async send(text: string): Promise<string> {
    const { socket, all } = this.open();
    socket.write(text, "latin1");
    return all;
  }

  /** A bare connection, and all that comes on it. */
  open(): { socket: Socket; all: Promise<string> } {
    const socket = connect(this.#port, this.#host);
    let text = "";
    const all = new Promise<string>((resolve) => {
      socket.on("data", (bytes) => (text += bytes.toString("latin1")));
      socket.on("close", () => resolve(text));
      socket.setTimeout(2 * HANG_MILLISECONDS, () => {
        text += "hang";
        socket.destroy();
      });
    });
    socket.on("error", () => {});
    return { socket, all };
  }

  close(): void {
    this.#agent.destroy();
  }
}

const NO_ANSWER: Answer = { status: 0, type: "", body: "" };

function answering(): { promise: Promise<Answer>; settle: (answer: Answer) => void } {
  let settle = (_: Answer): void => {};
  const promise = new Promise<Answer>((resolve) => (settle = resolve));
  return { promise, settle };
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let text = "";
  return new Promise((resolve) => {
    response.setEncoding("latin1");
    response.on("data", (chunk: string) => (text += chunk));
    response.on("close", () => resolve(text));
  });
}

/** What is wrong with an answer; null where it is as it has to be. */
export function faultOf({ path, method }: Hostile, { status, type, body }: Answer): string | null {
  if (status >= 200 && status < 400) return null;
  if (status !== 503 && (status < 400 || status >= 500)) return `status ${status} ${type}`;
  if (method === "HEAD") return null;
  try {
    const said = JSON.parse(body) as { type?: string; status?: number; code?: string };
    if (path.startsWith("/osrm/") && said.code !== undefined) {
      return OSRM_CODES.has(said.code) ? null : `OSRM's code ${said.code}`;
    }
    if (!type.startsWith("application/problem+json")) return `type ${type}`;
    if (!PROBLEM_TYPES.has(said.type ?? "")) return `problem ${said.type}`;
    return said.status === status ? null : `status ${said.status} in a ${status}`;
  } catch {
    return `no JSON: ${body.slice(0, 80)}`;
  }
}
