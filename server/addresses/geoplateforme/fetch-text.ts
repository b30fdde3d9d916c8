const OK = 200;

/** An answer of which not more than so many bytes were read. */
export interface FetchedText {
  readonly status: number;
  /** null where the body is longer than allowed; that of another status than 200 is not read. */
  readonly text: string | null;
  readonly retryAfter: string | null;
}

/**
 * GETs a text and follows no redirection: what people type goes to the address that was set, and nowhere else.
 *
 * @throws whatever fetch throws, the signal's reason when aborted
 */
export async function fetchText(url: URL, mostBytes: number, signal: AbortSignal): Promise<FetchedText> {
  const headers = { accept: "application/json", "user-agent": "Trente" };
  const response = await fetch(url, { headers, signal, redirect: "error" });
  const { status } = response;
  const retryAfter = response.headers.get("retry-after");
  if (status !== OK) {
    await response.body?.cancel();
    return { status, text: "", retryAfter };
  }
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += piece.byteLength;
    // Leaving the loop closes the connection.
    if (bytes > mostBytes) return { status, text: null, retryAfter };
    pieces.push(piece);
  }
  return { status, text: Buffer.concat(pieces).toString("utf8"), retryAfter };
}

/** `ECONNREFUSED` and the like: fetch hides what happened in its causes. */
export function reasonOf(error: unknown): string {
  let reason = "failed";
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    reason = "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  }
  return reason;
}
