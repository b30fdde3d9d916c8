import fs from "node:fs";
import path from "node:path";

import { runChild } from "./child.mjs";
import { ROOT, secondsSince } from "./project.mjs";

const APT = "/usr/bin/apt-get";
const INSTALLED = "/usr/lib/postgresql";
/** PostgreSQL is never run by root: where root runs the tests, another user must be able to read it. */
const UNPACKED = path.join(
  process.getuid?.() === 0 ? "/var/tmp" : path.join(ROOT, "node_modules", ".cache"),
  "trente-postgres",
);
/** What every system has, and what only a compiler of queries needs. */
const LEFT_OUT = /^(libc6|libgcc-s1|libstdc\+\+6|libllvm.*)$/u;
/** Libraries of libraries, so many times. */
const ROUNDS = 4;

/**
 * Finds a PostgreSQL for the tests of several servers, or unpacks Debian's beside the project's packages: nothing is installed,
 * and nothing runs but what a test starts. Where that fails it says so, and those tests are left out.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string | null>} the folder of its programs; null where tests find it themselves, or not at all
 */
export async function ensurePostgres(say) {
  if (process.env["TRENTE_PG_BIN"] || fs.existsSync(INSTALLED) || isInPath()) return null;
  const known = programsIn(UNPACKED);
  // Whoever may write to the folder above could have put something else there.
  if (known !== null && fs.statSync(UNPACKED).uid === process.getuid?.()) return known;
  if (!fs.existsSync(APT)) {
    say("No PostgreSQL found: the tests of several servers on one database are left out.");
    return null;
  }
  const startedAt = Date.now();
  const trouble = await unpack();
  const unpacked = trouble === null ? programsIn(UNPACKED) : null;
  if (unpacked !== null) {
    say(`PostgreSQL unpacked for the tests in ${secondsSince(startedAt)}.`);
    return unpacked;
  }
  fs.rmSync(UNPACKED, { recursive: true, force: true });
  say(`${trouble ?? "no programs were in it"}\nNo PostgreSQL: the tests of several servers are left out.`);
  return null;
}

function isInPath() {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.some((folder) => folder !== "" && fs.existsSync(path.join(folder, "initdb")));
}

/** @param {string} root */
function programsIn(root) {
  const versions = path.join(root, INSTALLED);
  if (!fs.existsSync(versions)) return null;
  const folders = fs.readdirSync(versions).map((version) => path.join(versions, version, "bin"));
  return folders.find((folder) => fs.existsSync(path.join(folder, "initdb"))) ?? null;
}

/** @returns {Promise<string | null>} what went wrong */
async function unpack() {
  const [server] = await dependenciesOf(["postgresql"]);
  if (server === undefined) return "apt-cache knows no postgresql";
  const packages = new Set([server, server.replace("postgresql", "postgresql-client")]);
  let next = [...packages];
  for (let round = 0; round < ROUNDS && next.length > 0; round++) {
    const libraries = (await dependenciesOf(next)).filter(
      (name) => name.startsWith("lib") && !LEFT_OUT.test(name) && !packages.has(name),
    );
    for (const name of libraries) packages.add(name);
    next = libraries;
  }
  fs.rmSync(UNPACKED, { recursive: true, force: true });
  fs.mkdirSync(UNPACKED, { recursive: true, mode: 0o755 });
  const script =
    'cd "$0" && apt-get download "$@" && for file in *.deb; do dpkg -x "$file" . || exit 1; done; rm *.deb';
  const { code, output } = await runChild("sh", ["-c", script, UNPACKED, ...packages]);
  return code === 0 ? null : `${output}\napt-get download failed (code ${code})`;
}

/**
 * The first of each choice, without virtual packages.
 *
 * @param {readonly string[]} packages
 */
async function dependenciesOf(packages) {
  const { code, output } = await runChild("apt-cache", ["depends", "--important", ...packages]);
  if (code !== 0) return [];
  const names = output.split("\n").map((line) => /^\s*(?:Pre)?Depends: ([\w.+-]+)$/u.exec(line)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}
