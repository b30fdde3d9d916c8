import type { Site } from "./site.ts";
import { FetchTrouble } from "./site-errors.ts";
import type { FetchSource } from "./sources.ts";

const MAX_BYTES = 1000;

/**
 * The MD5 that the site publishes beside a file, hexadecimal; null where it publishes none or does not answer. Where a
 * stable address led to a dated file, the checksum beside that one is read: the stable one may have moved on since.
 */
export async function publishedChecksum(
  site: Site,
  source: FetchSource,
  finalAddress: string,
): Promise<string | null> {
  if (source.checksum === null) return null;
  for (const address of new Set([finalAddress, source.address])) {
    const checksum = await read(site, `${address}${source.checksum}`);
    if (checksum !== null) return checksum;
  }
  return null;
}

async function read(site: Site, address: string): Promise<string | null> {
  try {
    const { body } = await site.ask({ address });
    let text = "";
    for await (const chunk of body as AsyncIterable<Buffer>) {
      text += chunk.toString("latin1");
      if (text.length > MAX_BYTES) break;
    }
    return /^([0-9a-f]{32})(?:\s|$)/iu.exec(text.trim())?.[1]?.toLowerCase() ?? null;
  } catch (error) {
    if (error instanceof FetchTrouble || isFromClient(error)) return null;
    throw error;
  }
}

/** A body that is cut. */
function isFromClient(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    String(error.code).startsWith("UND_ERR_") &&
    error.name !== "AbortError"
  );
}
