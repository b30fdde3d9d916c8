import { InputError } from "../../input-error.ts";
import { AbsentFile, FetchTrouble, SiteTrouble } from "../../fetch/site-errors.ts";
import { type Patience, withPatience } from "../../fetch/patience.ts";
import { Site, type SiteAnswer } from "../../fetch/site.ts";
import { type Current, parseCurrent } from "../current.ts";
import { CURRENT_FILE } from "../depot-layout.ts";

/** A text that names files is short; what is longer is no depot's. */
const MOST_TEXT_BYTES = 16 << 20;
/** A text that still comes after so many times the silence that one bears comes in drops, and may never end. */
const MOST_TEXT_STALLS = 2;

export interface StoreClientOptions {
  /** With a slash at its end. */
  readonly address: string;
  /** Who asks, as `trente/0.1.0`. */
  readonly agent: string;
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
}

/** A part of a file as it comes. */
export interface StoreBody {
  /** Where in the file it begins: what was asked for, or 0 from a server that knows no ranges. */
  readonly from: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A depot behind any static HTTP server: what of it is asked for, and nothing kept. */
export class StoreClient {
  readonly #options: StoreClientOptions;
  readonly #site: Site;
  readonly #patience: Patience;
  /** The last answer, to ask whether it still holds. */
  #known: { readonly etag: string; readonly current: Current } | null = null;

  constructor(options: StoreClientOptions) {
    const { agent, patience, signal } = options;
    this.#options = options;
    this.#patience = patience;
    this.#site = new Site({ agent, stallMilliseconds: patience.stallMilliseconds, signal });
  }

  async close(): Promise<void> {
    await this.#site.close();
  }

  /**
   * What is in service: a few bytes, or none where it has not changed since it was last asked. One try.
   *
   * @throws InputError `store.unavailable`, `store.absent`, or `depot.current.form` for something else at that address
   */
  async current(): Promise<Current> {
    const headers = this.#known === null ? {} : { "if-none-match": this.#known.etag };
    return this.#told(CURRENT_FILE, async () => {
      const answer = await this.#ask(CURRENT_FILE, headers);
      if (answer.status === 304 && this.#known !== null) {
        await answer.body.dump();
        return this.#known.current;
      }
      const etag = answer.header("etag");
      const current = parseCurrent(await this.#textOf(answer), this.addressOf(CURRENT_FILE));
      this.#known = etag === null ? null : { etag, current };
      return current;
    });
  }

  /** @throws InputError `store.unavailable`, `store.absent` */
  async text(path: string): Promise<string> {
    return this.#told(path, async () =>
      withPatience({
        patience: this.#patience,
        signal: this.#options.signal,
        bytes: () => 0,
        onRetry: () => {},
        attempt: async () => this.#textOf(await this.#ask(path, {})),
      }),
    );
  }

  /**
   * Downloads a file from a byte on, as many times as it takes.
   *
   * @param bytes how much of it is there by now
   * @param receive takes in a part; what it throws that is no `SiteTrouble` ends the download
   * @throws InputError `store.unavailable`, `store.absent`
   */
  async download(
    path: string,
    bytes: () => number,
    receive: (body: StoreBody) => Promise<void>,
  ): Promise<void> {
    await this.#told(path, async () =>
      withPatience({
        patience: this.#patience,
        signal: this.#options.signal,
        bytes,
        onRetry: () => {},
        attempt: async () => {
          const from = bytes();
          const answer = await this.#ask(path, from > 0 ? { range: `bytes=${from}-` } : {});
          try {
            await receive({ from: startOf(answer, from), chunks: answer.body });
          } finally {
            answer.body.destroy();
          }
        },
      }),
    );
  }

  addressOf(path: string): string {
    return new URL(path, this.#options.address).href;
  }

  async #ask(path: string, headers: Readonly<Record<string, string>>): Promise<SiteAnswer> {
    return this.#site.ask({ address: this.addressOf(path), headers });
  }

  async #textOf({ body }: SiteAnswer): Promise<string> {
    const end = performance.now() + MOST_TEXT_STALLS * this.#patience.stallMilliseconds;
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        if (performance.now() > end) throw new SiteTrouble("la réponse vient trop lentement");
        length += chunk.length;
        if (length > MOST_TEXT_BYTES) break;
        chunks.push(chunk);
      }
    } catch (error) {
      throw error instanceof SiteTrouble ? error : SiteTrouble.of(error);
    } finally {
      body.destroy();
    }
    return Buffer.concat(chunks).toString("utf8");
  }

  async #told<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      if (!(error instanceof FetchTrouble)) throw error;
      const code = error instanceof AbsentFile ? "store.absent" : "store.unavailable";
      throw new InputError(code, this.addressOf(path), error.message, { cause: error });
    }
  }
}

/** Where a body begins. A 416 has none: then there is nothing behind what was asked for. */
function startOf(answer: SiteAnswer, asked: number): number {
  if (answer.status === 416) return Number.NaN;
  if (answer.status !== 206) return 0;
  const [, start] = /^bytes (\d+)-/u.exec(answer.header("content-range") ?? "") ?? [];
  return start === undefined ? asked : Number(start);
}
