import type { FastifyInstance } from "fastify";

import { RequestError } from "../../isochrones/errors.ts";

/** A thousand edits with hours and long names. */
const MOST_BODY_BYTES = 1024 * 1024;
/** Read to its end even where it is too long, for a client that is cut off hears no answer. */
export const MOST_READ_BYTES = 4 * 1024 * 1024;

/** Lets routes of a part of an app, whose `bodyLimit` is `MOST_READ_BYTES`, have JSON as text, for `readObject`. */
export function takeJsonTexts(part: FastifyInstance): void {
  part.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: MOST_READ_BYTES },
    (_, body, done) => done(null, body),
  );
}

/** What a body with a scenario is, its fields not looked at. Throws `RequestError` for what is no object, or too long. */
export function readObject(body: unknown): Readonly<Record<string, unknown>> {
  const value = parsed(typeof body === "string" ? body : "");
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new RequestError(
    "scenario.invalid",
    "modifications",
    "Attendu un objet JSON avec « modifications », une liste, ou « scenario », un texte.",
  );
}

function parsed(text: string): unknown {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BODY_BYTES) {
    throw new RequestError(
      "scenario.too_many",
      "modifications",
      `Le corps fait ${bytes} octets, attendu ${MOST_BODY_BYTES} au plus.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new RequestError("scenario.invalid", "modifications", "Le corps n’est pas du JSON lisible.");
  }
}
