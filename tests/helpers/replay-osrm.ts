import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { listen } from "./fake-osrm.ts";

/** One recorded answer, as http/index.json lists them. */
export interface Recorded {
  readonly name: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** OSRM's code in the body. */
  readonly code: string;
  readonly message?: string;
}

/** Coordinates and options of a recorded address: what decides which answer it is. */
export function askedIn(address: string): { path: string; options: Map<string, string> } {
  const url = new URL(address, "http://recorded");
  // Our client never asks for hints; the answers were recorded with them.
  const options = new Map([...url.searchParams].filter(([name]) => name !== "generate_hints"));
  return { path: url.pathname, options };
}

/**
 * Answers with one recorded body, byte for byte with its status and headers, whatever is asked; and tells what was.
 *
 * @param index path of http/index.json
 */
export async function replay(
  index: string,
  { name, status, headers }: Recorded,
): Promise<{ url: string; asked: string[]; close: () => Promise<void> }> {
  const body = readFileSync(join(dirname(index), `${name}.json`));
  const asked: string[] = [];
  const { url, close } = await listen((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(status, headers);
    response.end(body);
  });
  return { url, asked, close };
}
