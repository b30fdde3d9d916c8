import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

import { projectRoot } from "../../cli/project-root.ts";
import type { Contender, Running, Sample } from "../contender.ts";
import type { ProbeReply, ProbeRequest, ProbeSpec } from "./probe-protocol.ts";

/** Longer than that no round and no preparation may take. */
const PATIENCE_MILLISECONDS = 60 * 60_000;
/** How long a probe may take to end by itself. */
const FAREWELL_MILLISECONDS = 5000;

/** Where the compiled probe lies: processes run no TypeScript. */
function probePath(): string {
  return join(projectRoot(), "dist", "scripts", "bench", "probes", "probe.js");
}

/** A process of its own that does one task, round after round. */
export class ProbeProcess {
  readonly #child: ChildProcess;
  #complaints = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.on("data", (chunk: Buffer) => {
      this.#complaints = (this.#complaints + chunk.toString("utf8")).slice(-2000);
    });
  }

  /** Starts it and waits until all that its task needs is at hand. */
  static async start(spec: ProbeSpec, signal: AbortSignal): Promise<ProbeProcess> {
    signal.throwIfAborted();
    const child = fork(probePath(), [JSON.stringify(spec)], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      signal,
    });
    const probe = new ProbeProcess(child);
    await probe.#hear("ready", signal);
    return probe;
  }

  async check(signal: AbortSignal): Promise<void> {
    await this.#ask("check", "checked", signal);
  }

  async round(signal: AbortSignal): Promise<Omit<Sample, "peakBytes">> {
    const { milliseconds, answer } = await this.#ask("round", "sample", signal);
    return { milliseconds, answer };
  }

  /** Ends the process. @returns the largest memory that it had, bytes; null where it had ended before */
  async end(): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null || !this.#child.connected) {
      return null;
    }
    const ended = new Promise<void>((resolve) => {
      this.#child.once("exit", () => resolve());
    });
    const farewell = setTimeout(() => this.#child.kill("SIGKILL"), FAREWELL_MILLISECONDS);
    try {
      const { peakBytes } = await this.#ask("end", "ended", AbortSignal.timeout(FAREWELL_MILLISECONDS));
      return peakBytes;
    } catch {
      this.#child.kill("SIGKILL");
      return null;
    } finally {
      await ended;
      clearTimeout(farewell);
    }
  }

  async #ask<Kind extends ProbeReply["kind"]>(
    request: ProbeRequest,
    kind: Kind,
    signal: AbortSignal,
  ): Promise<Extract<ProbeReply, { kind: Kind }>> {
    const heard = this.#hear(kind, signal);
    this.#child.send(request);
    return heard;
  }

  /** Waits for the next reply, which must be of this kind; ends the process where none comes. */
  async #hear<Kind extends ProbeReply["kind"]>(
    kind: Kind,
    signal: AbortSignal,
  ): Promise<Extract<ProbeReply, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const child = this.#child;
      const settle = (finish: () => void): void => {
        clearTimeout(patience);
        child.off("message", onMessage);
        child.off("error", onError);
        child.off("exit", onExit);
        finish();
      };
      const onMessage = (reply: ProbeReply): void => {
        if (reply.kind === kind) {
          settle(() => resolve(reply as Extract<ProbeReply, { kind: Kind }>));
          return;
        }
        const reason = reply.kind === "failed" ? reply.reason : `got ${reply.kind}, expected ${kind}`;
        settle(() => reject(new Error(reason)));
      };
      const onError = (error: Error): void => settle(() => reject(signal.aborted ? signal.reason : error));
      const onExit = (code: number | null, killedBy: string | null): void => {
        const why = this.#complaints.trim().split("\n").at(-1) ?? "";
        settle(() => reject(new Error(`its process ended with ${killedBy ?? `code ${code}`}: ${why}`)));
      };
      const patience = setTimeout(() => {
        child.kill("SIGKILL");
        settle(() => reject(new Error(`no answer within ${PATIENCE_MILLISECONDS / 60_000} minutes`)));
      }, PATIENCE_MILLISECONDS);
      child.on("message", onMessage);
      child.on("error", onError);
      child.on("exit", onExit);
    });
  }
}

type About = Pick<Contender, "name" | "remark" | "isComparable">;

/**
 * A contender that keeps one process for all rounds: warm code, data in memory.
 *
 * @param isChecked whether the task knows a slow way to its answer; that is gone in another process, whose memory does
 * not count
 */
export function warmContender(
  about: About,
  specOf: () => Promise<ProbeSpec> | ProbeSpec,
  isChecked = false,
): Contender {
  return {
    ...about,
    open: async (signal) => {
      const spec = await specOf();
      const probe = await ProbeProcess.start(spec, signal);
      return {
        ...(isChecked ? { check: async () => checkOnce(spec, signal) } : {}),
        round: async () => ({ ...(await probe.round(signal)), peakBytes: null }),
        close: async () => {
          const peakBytes = await probe.end();
          // What does the work is another process, a server, which nobody here can look into.
          return spec.kind === "osrm" ? null : peakBytes;
        },
      };
    },
  };
}

async function checkOnce(spec: ProbeSpec, signal: AbortSignal): Promise<void> {
  const probe = await ProbeProcess.start(spec, signal);
  try {
    await probe.check(signal);
  } finally {
    await probe.end();
  }
}

/**
 * A contender with a new process for each round.
 *
 * @param warmUps rounds of each process before the one that counts
 */
export function freshContender(
  about: About,
  specOf: () => Promise<ProbeSpec> | ProbeSpec,
  warmUps = 0,
): Contender {
  return {
    ...about,
    open: async (signal): Promise<Running> => {
      const spec = await specOf();
      return {
        round: async () => {
          const probe = await ProbeProcess.start(spec, signal);
          try {
            for (let warmUp = 0; warmUp < warmUps; warmUp++) await probe.round(signal);
            const sample = await probe.round(signal);
            return { ...sample, peakBytes: await probe.end() };
          } finally {
            await probe.end();
          }
        },
        close: async () => Promise.resolve(null),
      };
    },
  };
}
