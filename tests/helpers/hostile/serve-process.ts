import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

const TRENTE = resolve(import.meta.dirname, "../../../bin/trente.mjs");
/** Collects garbage when told to, so that what is left can be compared. */
const COLLECTOR = `data:text/javascript,import { isMainThread } from "node:worker_threads";
if (isMainThread) process.on("SIGUSR2", () => globalThis.gc());`;

/** What the server says of itself at `/metrics`. */
export interface Vitals {
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** The longest that its event loop was held since the last reading. */
  readonly heldMilliseconds: number;
}

/** `trente serve` in a process of its own. */
export interface ServedProcess {
  readonly url: string;
  readonly vitals: () => Promise<Vitals>;
  /** The same, of what is left after garbage has been collected. */
  readonly vitalsAfterGc: () => Promise<Vitals>;
  /** Asks it to stop. @returns its exit code and all that it wrote to stderr after its address */
  readonly stop: () => Promise<{ code: number | null; err: string }>;
  /** Ends it as a machine that loses its power would, but for the disk. */
  readonly kill: () => Promise<void>;
  /** What it has written to stderr so far. */
  readonly said: () => string;
}

/**
 * @param more options of `serve`
 * @param environment of it, beside that of the tests
 */
export async function serveInProcess(
  dataset: string,
  more: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<ServedProcess> {
  const own = ["--expose-gc", "--import", COLLECTOR, TRENTE, "serve", "--dataset", dataset, "--port", "0"];
  const args = [...own, ...more];
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let err = "";
  const url = await new Promise<string>((found, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
      const address = /http:\/\/[\d.:]+/u.exec(err)?.[0];
      if (address === undefined) return;
      found(address);
    });
    child.once("exit", () => reject(new Error(`the server ended: ${err}`)));
  });
  const said = err.length;
  const vitals = async (): Promise<Vitals> => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const value = (series: string): number =>
      Number(
        text
          .split("\n")
          .find((line) => line.startsWith(series))
          ?.split(" ")
          .at(-1) ?? 0,
      );
    return {
      heapBytes: value('trente_memory_bytes{kind="heapUsed"}'),
      rssBytes: value('trente_memory_bytes{kind="rss"}'),
      heldMilliseconds: value('trente_event_loop_delay_seconds{quantile="1"}') * 1000,
    };
  };
  return {
    url,
    vitals,
    vitalsAfterGc: async () => {
      for (let i = 0; i < 2; i++) {
        child.kill("SIGUSR2");
        await new Promise((wait) => setTimeout(wait, 200));
      }
      return vitals();
    },
    said: () => err,
    kill: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
    stop: async () => {
      if (child.signalCode !== null) return { code: null, err: err.slice(said) };
      const ended = once(child, "exit");
      if (child.exitCode === null) child.kill("SIGTERM");
      const [code] = child.exitCode === null ? ((await ended) as [number | null]) : [child.exitCode];
      return { code, err: err.slice(said) };
    },
  };
}
