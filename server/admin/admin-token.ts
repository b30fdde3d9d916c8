import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

import { InputError } from "../../data/input-error.ts";

/** Fewer characters could be guessed; `openssl rand -hex 32` makes 64. */
const SHORTEST = 32;
const LONGEST_BYTES = 4096;

/** A secret that those who run a server share with it. Only its hash is kept. */
export class AdminToken {
  readonly #hash: Buffer;

  /** @param token at least 32 characters */
  constructor(token: string) {
    this.#hash = hashOf(token);
  }

  /**
   * Reads the token of a file, without the line end after it. Throws `InputError` for a token that could be guessed, and what
   * the file system throws.
   */
  static read(file: string): AdminToken {
    if (statSync(file).size > LONGEST_BYTES) {
      throw new InputError(
        "server.admin.token",
        file,
        `is larger than ${LONGEST_BYTES} bytes, expected a token`,
      );
    }
    const token = readFileSync(file, "utf8").trim();
    if (!/^[\x21-\x7e]+$/u.test(token) || token.length < SHORTEST) {
      throw new InputError(
        "server.admin.token",
        file,
        `got ${token.length} characters, expected one word of ${SHORTEST} ASCII characters or more (openssl rand -hex 32)`,
      );
    }
    return new AdminToken(token);
  }

  /** Is it the header `Authorization: Bearer TOKEN`? Takes as long whatever is given. */
  isGiven(authorization: string | undefined): boolean {
    const given = /^bearer +(\S+)$/iu.exec(authorization ?? "")?.[1] ?? "";
    return timingSafeEqual(hashOf(given), this.#hash);
  }
}

/** Of equal length for all, so that the comparison tells nothing of it. */
function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
