import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

import { Client } from "pg";

const run = promisify(execFile);
const INSTALLED = "/usr/lib/postgresql";
const USER = "trente";
const PASSWORD = "mot-de-passe-secret";

/** Why tests that need PostgreSQL are left out; null where they are not. */
export const NO_POSTGRES =
  findPostgres() === null
    ? "no PostgreSQL was found in TRENTE_PG_BIN, /usr/lib/postgresql/*/bin or PATH: its tests are left out"
    : null;

/** A PostgreSQL of its own, in a folder that goes away with it. */
export interface TestPostgres {
  /** With its password. */
  readonly url: string;
  readonly password: string;
  start(): Promise<void>;
  /** `immediate` ends it as a crash does. */
  stop(mode: "fast" | "immediate"): Promise<void>;
  query(text: string): Promise<Record<string, unknown>[]>;
  /** Stops it and removes its files. */
  close(): Promise<void>;
}

/** The folder of its programs; null where there is none. */
function findPostgres(): string | null {
  const chosen = process.env["TRENTE_PG_BIN"];
  const installed = existsSync(INSTALLED)
    ? readdirSync(INSTALLED)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => join(INSTALLED, version, "bin"))
    : [];
  const folders = [
    ...(chosen === undefined ? [] : [chosen]),
    ...installed,
    ...(process.env["PATH"] ?? "").split(delimiter),
  ];
  const isWhole = (folder: string): boolean =>
    ["initdb", "postgres"].every((name) => existsSync(join(folder, name)));
  return folders.find((folder) => folder !== "" && isWhole(folder)) ?? null;
}

/** One that was unpacked and not installed has its libraries beside it. */
function withLibraries(bin: string): NodeJS.ProcessEnv {
  const folder = join(bin, "../../..");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith("-linux-gnu")) : [];
  return { ...process.env, LD_LIBRARY_PATH: names.map((name) => join(folder, name)).join(delimiter) };
}

/** PostgreSQL refuses to be run by root: then by the user that its package makes, or by nobody. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = await Promise.all(["-u", "-g"].map(async (flag) => run("id", [flag, name])));
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // The next may be there.
    }
  }
  throw new Error("no user was found to run PostgreSQL as, expected postgres or nobody");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Makes and starts one; throws where `NO_POSTGRES` says that there is none. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = findPostgres();
  if (bin === null) throw new Error(NO_POSTGRES ?? "");
  const [owner, port] = await Promise.all([unprivileged(), freePort()]);
  const folder = mkdtempSync(join(tmpdir(), "trente-postgres-"));
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  mkdirSync(data);
  writeFileSync(passwordFile, PASSWORD);
  chmodSync(data, 0o700);
  for (const path of [folder, data, passwordFile]) {
    if (owner.uid !== undefined && owner.gid !== undefined) chownSync(path, owner.uid, owner.gid);
  }
  const user = { ...owner, env: withLibraries(bin) };
  const init = ["-D", data, "-U", USER, "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8"];
  await run(join(bin, "initdb"), [...init, "--locale=C", "--no-sync"], { ...user, cwd: folder });
  const url = `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`;
  let child: ChildProcess | null = null;
  const query = async (text: string): Promise<Record<string, unknown>[]> => {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  };
  const start = async (): Promise<void> => {
    const settings = ["-p", String(port), "-h", "127.0.0.1", "-k", folder, "-c", "max_connections=60"];
    child = spawn(join(bin, "postgres"), ["-D", data, ...settings], {
      ...user,
      cwd: folder,
      stdio: "ignore",
    });
    for (let tries = 0; ; tries++) {
      try {
        await query("select 1");
        return;
      } catch (error) {
        if (tries > 200) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const stop = async (mode: "fast" | "immediate"): Promise<void> => {
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill(mode === "fast" ? "SIGINT" : "SIGQUIT");
    await ended;
    child = null;
  };
  const onExit = (): void => void child?.kill("SIGQUIT");
  process.once("exit", onExit);
  await start();
  return {
    url,
    password: PASSWORD,
    start,
    stop,
    query,
    close: async () => {
      await stop("immediate");
      process.off("exit", onExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
