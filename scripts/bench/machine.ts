import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";

/** What a figure was measured on. Names no host. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** `Debian GNU/Linux 12 (bookworm)`, or the kernel's name and version where the system has no other. */
  readonly system: string;
  readonly node: string;
}

export function describeMachine(): Machine {
  return {
    processor: cpus().at(0)?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: systemName(),
    node: process.versions.node,
  };
}

/** How busy the machine was in the last minute, in cores; 0 where the system does not tell. */
export function loadOfMachine(): number {
  return loadavg()[0];
}

/** What changes no time: documents, into which a run itself writes, and logs. */
const NO_CODE = [":(exclude)*.md", ":(exclude)benchmarks"];

/** The commit of a checkout, with `+` where its code differs from it; null outside git. */
export function commitOf(root: string): string | null {
  const commit = git(root, "rev-parse", "--short=12", "HEAD");
  if (commit === null) return null;
  return git(root, "status", "--porcelain", "--untracked-files=no", "--", ".", ...NO_CODE) === ""
    ? commit
    : `${commit}+`;
}

function git(root: string, ...args: string[]): string | null {
  const { status, stdout } = spawnSync("git", ["-C", root, ...args], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

function systemName(): string {
  try {
    const name = /^PRETTY_NAME="?([^"\n]+)"?$/mu.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
    if (name !== undefined) return name;
  } catch {
    // Linux alone has that file.
  }
  return `${type()} ${release()}`;
}
