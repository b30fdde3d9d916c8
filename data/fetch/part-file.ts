import { existsSync, readFileSync, rmSync, statSync } from "node:fs";

import { writeJsonDurably } from "../durable.ts";

/** What is known of the file that a part belongs to. */
export interface PartOrigin {
  readonly address: string;
  readonly finalAddress: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Bytes of the whole file; null where the site does not tell. */
  readonly total: number | null;
  /** Set once the part is whole and verified, just before it takes its place. */
  readonly verified?: { readonly sha256: string; readonly bytes: number; readonly vintage: string };
}

/**
 * A file that is being downloaded: `NAME.part`, beside it `NAME.part.json` that says of which version its bytes are.
 * Whatever moment a process is killed at, the bytes there are the beginning of that version, or there are none.
 */
export class PartFile {
  readonly path: string;
  readonly #originPath: string;

  constructor(place: string) {
    this.path = `${place}.part`;
    this.#originPath = `${place}.part.json`;
  }

  get bytes(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  get isThere(): boolean {
    return existsSync(this.path);
  }

  /** null where nothing sound is known. */
  get origin(): PartOrigin | null {
    try {
      const origin = JSON.parse(readFileSync(this.#originPath, "utf8")) as Partial<PartOrigin>;
      return typeof origin.address === "string" && typeof origin.finalAddress === "string"
        ? {
            etag: null,
            lastModified: null,
            total: null,
            ...origin,
            address: origin.address,
            finalAddress: origin.finalAddress,
          }
        : null;
    } catch {
      return null;
    }
  }

  /** Says of which version the next bytes are. Only for an empty part, or of the same version. */
  remember(origin: PartOrigin): void {
    writeJsonDurably(this.#originPath, origin);
  }

  forgetOrigin(): void {
    rmSync(this.#originPath, { force: true });
  }

  /** The bytes go first: an origin without bytes does no harm, bytes of another origin would. */
  remove(): void {
    rmSync(this.path, { force: true });
    this.forgetOrigin();
  }
}

/**
 * What proves that the rest of a file is of the same version (RFC 9110, 13.1.5): a strong entity tag, else the date.
 * null where the site gives neither, so that a part cannot be gone on with.
 */
export function validatorOf({
  etag,
  lastModified,
}: Pick<PartOrigin, "etag" | "lastModified">): string | null {
  if (etag !== null && !etag.startsWith("W/")) return etag;
  return lastModified;
}
