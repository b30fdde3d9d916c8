import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Starts a program and ends it by a signal when its own standard input closes, which the system does for us even where
 * this process is killed: a server that stays behind would keep its port and its folder.
 */
const TETHER = `exec 3<&0
signal=$1
shift
"$@" </dev/null 3<&- &
program=$!
(read -r _ <&3; kill -s "$signal" "$program") 2>/dev/null &
wait "$program"`;

export interface TetherOptions {
  /** What the program is ended by. */
  readonly endedBy: "QUIT" | "TERM";
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
}

/** A program that does not outlive this process. */
export interface Tethered {
  /** What it says on stderr comes here. */
  readonly child: ChildProcess;
  readonly hasEnded: () => boolean;
  /** Ends it and waits. */
  readonly end: () => Promise<void>;
}

export function spawnTethered(
  program: string,
  args: readonly string[],
  { endedBy, ...how }: TetherOptions,
): Tethered {
  const child = spawn("/bin/sh", ["-c", TETHER, "sh", endedBy, program, ...args], {
    ...how,
    stdio: ["pipe", "ignore", "pipe"],
  });
  const exited = once(child, "close").catch(() => {});
  // It may have ended by itself.
  child.stdin.on("error", () => {});
  return {
    child,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
