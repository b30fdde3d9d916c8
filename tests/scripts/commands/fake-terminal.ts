import { runTrente } from "../../../scripts/cli/run-trente.ts";

export interface Ran {
  readonly code: number;
  /** What went to stdout. */
  readonly bytes: Buffer;
  readonly out: string;
  /** What went to stderr. */
  readonly err: string;
  /** Lines of stderr that are no progress: errors. */
  readonly complaints: readonly string[];
}

export interface World {
  readonly isInteractive?: boolean;
  /** Presses Ctrl-C as soon as stderr shows this. */
  readonly interruptAt?: string;
}

/** Runs a command line in this process, with a terminal that only remembers. */
export async function trente(args: readonly string[], world: World = {}): Promise<Ran> {
  const written: Buffer[] = [];
  const interruption = new AbortController();
  let err = "";
  const code = await runTrente(args, {
    out: async (text) => {
      written.push(Buffer.from(text));
    },
    err: (text) => {
      err += text;
      if (world.interruptAt !== undefined && err.includes(world.interruptAt)) interruption.abort();
    },
    isInteractive: world.isInteractive ?? false,
    signal: interruption.signal,
  });
  const bytes = Buffer.concat(written);
  const complaints = err.split("\n").filter((line) => line.startsWith("trente"));
  return { code, bytes, out: bytes.toString("utf8"), err, complaints };
}

/** The same, of a command that must succeed. */
export async function trenteOk(args: readonly string[]): Promise<Ran> {
  const ran = await trente(args);
  if (ran.code !== 0) throw new Error(`trente ${args.join(" ")} ended with ${ran.code}: ${ran.err}`);
  return ran;
}
