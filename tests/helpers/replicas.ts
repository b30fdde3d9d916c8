import { serveInProcess, type ServedProcess } from "./hostile/serve-process.ts";

/** Several `trente serve` on one database. */
export class Replicas {
  readonly #dataset: string;
  readonly #stateUrl: string;
  readonly #servers: (ServedProcess | null)[];
  readonly #said: string[] = [];

  private constructor(dataset: string, stateUrl: string, count: number) {
    this.#dataset = dataset;
    this.#stateUrl = stateUrl;
    this.#servers = Array.from({ length: count }, () => null);
  }

  static async start(dataset: string, stateUrl: string, count: number): Promise<Replicas> {
    const replicas = new Replicas(dataset, stateUrl, count);
    await Promise.all(Array.from({ length: count }, async (_, at) => replicas.begin(at)));
    return replicas;
  }

  get count(): number {
    return this.#servers.length;
  }

  /** Of one that runs now, taken in turn; null where it does not. */
  url(turn: number): string | null {
    return this.#servers[turn % this.count]?.url ?? null;
  }

  /** All that they have written to stderr. */
  said(): string {
    return [...this.#said, ...this.#servers.map((server) => server?.said() ?? "")].join("\n");
  }

  async begin(at: number): Promise<void> {
    const environment = { TRENTE_ETAT: this.#stateUrl };
    this.#servers[at] = await serveInProcess(this.#dataset, ["--limite-par-minute", "0"], environment);
  }

  /** As a machine that loses its power, but for the disk. */
  async kill(at: number): Promise<void> {
    const server = this.#servers[at];
    this.#servers[at] = null;
    if (server === null) return;
    await server.kill();
    this.#said.push(server.said());
  }

  /** In order. @returns the exit code */
  async stop(at: number): Promise<number | null> {
    const server = this.#servers[at];
    this.#servers[at] = null;
    if (server === null) return null;
    const { code } = await server.stop();
    this.#said.push(server.said());
    return code;
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map(async (_, at) => this.kill(at)));
  }
}

/** A client that asks one replica after the other until one of them answers for good. */
export class PatientClient {
  readonly #replicas: Replicas;
  readonly #patienceMilliseconds: number;
  #turn = 0;
  /** Requests that got no answer, for their replica was not there or died. */
  cut = 0;
  /** Requests that were told to come again. */
  told = 0;

  constructor(replicas: Replicas, patienceMilliseconds: number) {
    this.#replicas = replicas;
    this.#patienceMilliseconds = patienceMilliseconds;
  }

  async ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: unknown }> {
    const until = Date.now() + this.#patienceMilliseconds;
    while (Date.now() < until) {
      const url = this.#replicas.url(this.#turn++);
      if (url !== null) {
        const answer = await answerOf(`${url}${path}`, init);
        if (answer === null) this.cut++;
        else if (answer.status !== 503) return answer;
        else {
          this.told++;
          if (answer.retryAfter === null) throw new Error(`a 503 that says not when to come again: ${path}`);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${path}: nobody answered for ${this.#patienceMilliseconds} ms`);
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/** null where the connection broke before the answer was whole. */
async function answerOf(url: string, init: RequestInit): Promise<Answer | null> {
  try {
    const response = await fetch(url, init);
    const body: unknown = response.status === 204 ? null : await response.json();
    return { status: response.status, body, retryAfter: response.headers.get("retry-after") };
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}
