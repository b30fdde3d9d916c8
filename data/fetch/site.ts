import { type Dispatcher, EnvHttpProxyAgent, request } from "undici";

import { readRetryAfter } from "../../isochrones/engines/retry-after.ts";
import { InputError } from "../input-error.ts";
import { AbsentFile, RefusedFile, SiteTrouble, WrongAnswer } from "./site-errors.ts";

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const REFUSALS: ReadonlySet<number> = new Set([401, 403, 407, 451]);
const ABSENCES: ReadonlySet<number> = new Set([404, 410]);
const TRANSIENT: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** How one speaks to sites. */
export interface SiteOptions {
  /** Who asks, as `trente/0.1.0`. */
  readonly agent: string;
  /** `https://miroir.exemple/pub`: what is asked of `https://host/path` is asked of `https://miroir.exemple/pub/host/path`. */
  readonly mirror?: string | null | undefined;
  /** Silence after which a connection is given up. */
  readonly stallMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

export interface SiteRequest {
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Names a browser beside us, for sites that refuse what does not. */
  readonly browserAgent?: boolean;
}

export interface SiteAnswer {
  readonly status: number;
  readonly body: Dispatcher.ResponseData["body"];
  /** Where redirects ended, without the mirror. */
  readonly finalAddress: string;
  /** A header's first value. */
  header(name: string): string | null;
}

/**
 * Asks sites over HTTP, by the proxies of the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`), and follows at
 * most five redirects.
 */
export class Site {
  readonly #options: SiteOptions;
  readonly #dispatcher: Dispatcher;
  readonly #mirror: string | null;

  /** @throws InputError `fetch.proxy` where the environment names a proxy that cannot be one */
  constructor(options: SiteOptions) {
    this.#options = options;
    this.#mirror = options.mirror?.replace(/\/+$/u, "") ?? null;
    this.#dispatcher = dispatcherOf(options.stallMilliseconds);
  }

  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  /**
   * The answer to a GET, its body unread, where it is 200, 206, 304 or 416.
   *
   * @throws RefusedFile, AbsentFile, WrongAnswer where asking again is no use, SiteTrouble where it may be
   */
  async ask({ address, headers = {}, browserAgent = false }: SiteRequest): Promise<SiteAnswer> {
    let asked = this.#mirrored(address);
    const visited = new Set<string>();
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      if (visited.has(asked)) throw new WrongAnswer(`le site renvoie en boucle à ${this.#official(asked)}`);
      visited.add(asked);
      const answer = await this.#askOnce(asked, { ...headers, "user-agent": this.#agent(browserAgent) });
      const location = first(answer.headers["location"]);
      if (!REDIRECTS.has(answer.statusCode) || location === null) return this.#accepted(answer, asked);
      await answer.body.dump();
      asked = this.#followed(location, asked);
    }
    throw new WrongAnswer(`le site renvoie plus de ${MAX_REDIRECTS} fois d’une adresse à une autre`);
  }

  async #askOnce(address: string, headers: Record<string, string>): Promise<Dispatcher.ResponseData> {
    const { signal } = this.#options;
    try {
      return await request(address, {
        dispatcher: this.#dispatcher,
        headers: { accept: "*/*", "accept-encoding": "identity", ...headers },
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw SiteTrouble.of(error);
    }
  }

  async #accepted(answer: Dispatcher.ResponseData, asked: string): Promise<SiteAnswer> {
    const { statusCode: status, headers, body } = answer;
    // A body that is given up says so as an error, which would end the process; who reads it hears of trouble in reading.
    body.on("error", () => {});
    if (status === 200 || status === 206 || status === 304 || status === 416) {
      const finalAddress = this.#official(asked);
      return { status, body, finalAddress, header: (name) => first(headers[name]) };
    }
    await body.dump().catch(() => {});
    if (REFUSALS.has(status)) throw new RefusedFile(`le site refuse les programmes (HTTP ${status})`);
    if (ABSENCES.has(status)) throw new AbsentFile(`le site ne connaît pas cette adresse (HTTP ${status})`);
    if (!TRANSIENT.has(status)) throw new WrongAnswer(`le site répond HTTP ${status}`);
    const pause = readRetryAfter(first(headers["retry-after"]), Date.now());
    throw new SiteTrouble(`le site répond HTTP ${status}`, { pauseMilliseconds: pause });
  }

  #agent(isBrowser: boolean): string {
    const { agent } = this.#options;
    return isBrowser ? `Mozilla/5.0 (compatible; ${agent})` : agent;
  }

  /** Where a redirect leads, by the mirror where there is one. */
  #followed(location: string, from: string): string {
    if (!URL.canParse(location, from)) throw new WrongAnswer("le site renvoie à une adresse illisible");
    const next = new URL(location, from);
    if (next.protocol !== "https:" && next.protocol !== "http:") {
      throw new WrongAnswer(`le site renvoie à ${next.protocol}, attendu https:`);
    }
    if (this.#mirror !== null) {
      const isMirrors = next.origin === new URL(this.#mirror).origin;
      return isMirrors ? next.href : this.#mirrored(next.href);
    }
    if (next.protocol === "http:" && from.startsWith("https:")) {
      throw new WrongAnswer(`le site renvoie à une adresse sans chiffrement, ${next.href}`);
    }
    return next.href;
  }

  #mirrored(address: string): string {
    if (this.#mirror === null) return address;
    const { host, pathname, search } = new URL(address);
    return `${this.#mirror}/${host}${pathname}${search}`;
  }

  #official(asked: string): string {
    const isMirrors = this.#mirror !== null && asked.startsWith(`${this.#mirror}/`);
    return isMirrors ? `https://${asked.slice((this.#mirror?.length ?? 0) + 1)}` : asked;
  }
}

function dispatcherOf(stallMilliseconds: number): Dispatcher {
  try {
    return new EnvHttpProxyAgent({
      headersTimeout: stallMilliseconds,
      bodyTimeout: stallMilliseconds,
      connect: { timeout: stallMilliseconds },
    });
  } catch (cause) {
    // What was got is not told: it may hold a password.
    const why = cause instanceof Error ? cause.message : "not readable";
    const what = `not the address of a proxy (${why}), expected such as http://mandataire.exemple:3128`;
    throw new InputError("fetch.proxy", "HTTPS_PROXY or HTTP_PROXY", what, { cause });
  }
}

function first(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value.at(0) : value) ?? null;
}
