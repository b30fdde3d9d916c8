import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { AbsentError } from "../contender.ts";
import type { Scope } from "../scope.ts";
import { spawnTethered } from "../tethered.ts";

/** Where Debian and its like keep the server's own programs, by major version. */
const DEBIAN_FOLDER = "/usr/lib/postgresql";
/** PostgreSQL refuses to run as root: users that may be taken instead. */
const STAND_INS = ["postgres", "nobody"];
const START_MILLISECONDS = 20_000;
const ROOT = 0;

/** A PostgreSQL of the bench's own: in a folder that goes with it, on a socket there, on no port. */
export interface PostgresCluster {
  /** Folder of the socket, where other files for it may lie. */
  readonly folder: string;
  readonly psql: string;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface ClusterOptions {
  /** Where programs are looked for: the path and Debian's folders unless a test says others. */
  readonly programFolders?: readonly string[];
}

/**
 * Makes and starts a cluster that no other knows of, and ends it with the scope.
 *
 * @throws AbsentError where PostgreSQL is not installed, or no user may run it
 */
export async function startCluster(
  scope: Scope,
  signal: AbortSignal,
  { programFolders = knownFolders() }: ClusterOptions = {},
): Promise<PostgresCluster> {
  const [initdb, postgres, psql] = ["initdb", "postgres", "psql"].map((name) =>
    findProgram(name, programFolders),
  );
  const account = accountToRunAs();
  // Short: the path of a socket may have no more than some hundred letters.
  const folder = mkdtempSync(join(tmpdir(), "trente-pg-"));
  scope.defer(() => rmSync(folder, { recursive: true, force: true }));
  if (account !== null) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, "data");
  const how = { cwd: folder, ...account };
  const made = spawnSync(
    initdb,
    ["-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { ...how, encoding: "utf8" },
  );
  if (made.status !== 0) throw new AbsentError(`initdb: ${lastLine(made.stderr || made.stdout)}`);
  // Just-in-time compiling of queries costs more than these take.
  const settings = ["listen_addresses=", "fsync=off", "shared_buffers=512MB", "work_mem=256MB", "jit=off"];
  const args = ["-D", data, "-k", folder, ...settings.flatMap((setting) => ["-c", setting])];
  // Immediate shutdown: nothing of it is kept.
  const server = spawnTethered(postgres, args, { ...how, endedBy: "QUIT" });
  server.child.stderr?.resume();
  scope.defer(async () => server.end());
  const cluster = { folder, psql };
  await waitForStart(cluster, server.hasEnded, signal);
  return cluster;
}

/** Asks until it answers: the socket is there before the server is. */
async function waitForStart(
  cluster: PostgresCluster,
  hasEnded: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  while (spawnSync(cluster.psql, [...connectionTo(cluster), "-c", "SELECT 1"]).status !== 0) {
    if (hasEnded() || performance.now() - startedAt > START_MILLISECONDS) {
      throw new AbsentError("PostgreSQL did not start");
    }
    await sleep(50, undefined, { signal });
  }
}

/** Arguments of psql, which reads no settings of the user's. */
export function connectionTo({ folder }: PostgresCluster): string[] {
  return ["-h", folder, "-U", "bench", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1"];
}

/** Those where Debian keeps the server, the newest version first, then the path. */
function knownFolders(): string[] {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).sort(byNumber) : [];
  return [
    ...versions.map((version) => join(DEBIAN_FOLDER, version, "bin")),
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
}

function findProgram(name: string, folders: readonly string[]): string {
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found === undefined) throw new AbsentError(`PostgreSQL is not installed (no ${name})`);
  return found;
}

function byNumber(a: string, b: string): number {
  return Number(b) - Number(a);
}

/** null to run it as whoever runs the bench. */
function accountToRunAs(): Account | null {
  if (process.getuid?.() !== ROOT) return null;
  const users = readFileSync("/etc/passwd", "utf8");
  for (const name of STAND_INS) {
    const [, uid, gid] = new RegExp(`^${name}:[^:]*:(\\d+):(\\d+):`, "mu").exec(users) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new AbsentError(`PostgreSQL does not run as root, and there is no user ${STAND_INS.join(" or ")}`);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
