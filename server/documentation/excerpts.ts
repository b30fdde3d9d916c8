import { setTimeout as wait } from "node:timers/promises";

import { mediaType } from "../openapi/description.ts";
import { printExcerpt } from "./print-excerpt.ts";

/** What a service answers to an address. */
export interface Answered {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Longer than a figure takes that has not been asked for yet, shorter than a reader waits. */
const PATIENCE_MILLISECONDS = 3000;
const CSV_LINES = 3;
const JSON_MEDIA = /^application\/(\w+\+)?json$/;
const CSV_MEDIA = "text/csv";

/** Can an answer of this type be shown in part? */
export function hasExcerpt(contentType: string): boolean {
  const media = mediaType(contentType);
  return JSON_MEDIA.test(media) || media === CSV_MEDIA;
}

/** The beginnings of the service's own answers, each asked for once. */
export class Excerpts {
  readonly #ask: (address: string) => Promise<Answered>;
  readonly #patience: number;
  readonly #known = new Map<string, string>();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(ask: (address: string) => Promise<Answered>, patienceMilliseconds = PATIENCE_MILLISECONDS) {
    this.#ask = ask;
    this.#patience = patienceMilliseconds;
  }

  /** Those of several addresses; without what fails or takes too long, which is asked for again another time. */
  async of(addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const missing = addresses.filter((address) => !this.#known.has(address));
    if (missing.length > 0) {
      const all = Promise.allSettled(missing.map(async (address) => this.#learnOnce(address)));
      await Promise.race([all, wait(this.#patience, undefined, { ref: false })]);
    }
    return new Map(addresses.flatMap((address) => this.#entry(address)));
  }

  #entry(address: string): [string, string][] {
    const known = this.#known.get(address);
    return known === undefined ? [] : [[address, known]];
  }

  async #learnOnce(address: string): Promise<void> {
    const learning = this.#underWay.get(address) ?? this.#learn(address);
    this.#underWay.set(address, learning);
    return learning;
  }

  async #learn(address: string): Promise<void> {
    try {
      const { status, contentType, text } = await this.#ask(address);
      if (status === 200) this.#known.set(address, excerptOf(contentType, text));
    } finally {
      this.#underWay.delete(address);
    }
  }
}

function excerptOf(contentType: string, text: string): string {
  if (JSON_MEDIA.test(mediaType(contentType))) return printExcerpt(JSON.parse(text));
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const isCut = lines.length > CSV_LINES;
  return [...lines.slice(0, CSV_LINES), ...(isCut ? ["…"] : [])].join("\n");
}
