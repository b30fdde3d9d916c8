import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";

import { BusyError } from "../questions/busy-error.ts";
import { type CellChoice, NO_MORE, PLACE_BYTES } from "../questions/cell-rows.ts";
import type { Asker } from "../questions/questions.ts";
import type { DataOrigin } from "../schemas/answers.ts";
import { type CellFile, cellFile } from "./cell-file.ts";

export interface CellStreamOptions {
  /** Files under way at once; more are told to come again. */
  readonly mostFiles?: number;
  /** A client that takes nothing for so long is left. */
  readonly stallMilliseconds?: number;
}

const MOST_FILES = 20;
const STALL_MILLISECONDS = 120_000;
/** Seconds after which one of the files under way may be done. */
const RETRY_SECONDS = 30;
/** A part under way that finds the threads busy is asked for again, so often. */
const MOST_ATTEMPTS = 10;
/** Less than a part: the next one is asked for when the last has been taken. */
const BUFFERED_BYTES = 1 << 14;

/**
 * Sends the cells of a territory as files of any length. A thread writes a part at a time, and the next one once the
 * client has taken the last: memory is that of a few parts, and a client that goes away or sleeps ends the work.
 */
export class CellStreams {
  readonly #asker: Asker;
  readonly #origin: DataOrigin;
  readonly #mostFiles: number;
  readonly #stallMilliseconds: number;
  #openCount = 0;
  /** Settles when the part that was asked for last is there, or has failed. */
  #lastPart: Promise<unknown> = Promise.resolve();

  constructor(asker: Asker, origin: DataOrigin, options: CellStreamOptions = {}) {
    const { mostFiles = MOST_FILES, stallMilliseconds = STALL_MILLISECONDS } = options;
    this.#asker = asker;
    this.#origin = origin;
    this.#mostFiles = mostFiles;
    this.#stallMilliseconds = stallMilliseconds;
  }

  /** Files under way. */
  get openCount(): number {
    return this.#openCount;
  }

  /**
   * A file, once its first part is there. Rejects with what the asker rejects with, and with `BusyError` where too many
   * files are under way.
   */
  async open(choice: CellChoice): Promise<Readable> {
    if (this.#openCount >= this.#mostFiles) throw new BusyError("queue", RETRY_SECONDS);
    this.#openCount++;
    try {
      const first = await this.#ask(choice, 0);
      const file = cellFile(choice.format, this.#origin);
      const own = (): Readable => stream;
      const pieces = this.#inTime(this.#pieces(choice, first, file, own), own);
      const stream = Readable.from(pieces, { objectMode: false, highWaterMark: BUFFERED_BYTES });
      stream.once("close", () => this.#openCount--);
      return stream;
    } catch (error) {
      this.#openCount--;
      throw error;
    }
  }

  /** @param stream that the pieces go to; it is there when the first is asked for */
  async *#pieces(
    choice: CellChoice,
    first: Part,
    file: CellFile,
    stream: () => Readable,
  ): AsyncGenerator<Uint8Array> {
    for (let part = first; ; part = await this.#askUntilAnswered(choice, part.next, stream())) {
      yield file.add(part.bytes);
      if (part.next === NO_MORE) break;
    }
    yield file.end();
  }

  /** The same pieces, of which each is taken in time, or the stream ends. */
  async *#inTime(pieces: AsyncIterable<Uint8Array>, stream: () => Readable): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      // A stream that gets nothing asks for nothing more.
      if (piece.length === 0) continue;
      const stalled = setTimeout(() => stream().destroy(), this.#stallMilliseconds);
      try {
        yield piece;
      } finally {
        clearTimeout(stalled);
      }
    }
  }

  async #askUntilAnswered(choice: CellChoice, from: number, stream: Readable): Promise<Part> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#ask(choice, from);
      } catch (error) {
        if (!(error instanceof BusyError) || attempt === MOST_ATTEMPTS || stream.destroyed) throw error;
        await delay(error.retrySeconds * 1000, undefined, { ref: false });
      }
    }
  }

  /** One part at a time for all files: those who ask for a figure wait for one at most. */
  async #ask(choice: CellChoice, from: number): Promise<Part> {
    const before = this.#lastPart;
    const asking = before.then(async () => this.#asker.ask("cellRows", { ...choice, from }));
    this.#lastPart = asking.catch(() => {});
    const answer = await asking;
    const next = new DataView(answer.buffer, answer.byteOffset, PLACE_BYTES).getUint32(0, true);
    return { next, bytes: answer.subarray(PLACE_BYTES) };
  }
}

interface Part {
  readonly next: number;
  readonly bytes: Uint8Array;
}
