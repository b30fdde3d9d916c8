import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { InputError } from "../../../data/input-error.ts";
import { runOnce } from "../child-command.ts";
import { commandLineOf } from "../command-line.ts";
import type { Scope } from "../scope.ts";

/**
 * Finds another state of the project: a folder with a checkout, or a commit of this one, which is then checked out
 * beside it until the scope ends.
 *
 * @param root of this checkout
 * @returns its root
 * @throws InputError for what is neither
 */
export function openCheckout(name: string, root: string, scope: Scope): string {
  if (existsSync(commandLineOf(name))) return resolve(name);
  const commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
  if (commit === null) {
    throw new InputError(
      "bench.compare.other",
      name,
      "got neither a folder with bin/trente.mjs nor a commit of this checkout, expected one of them",
    );
  }
  const parent = mkdtempSync(join(tmpdir(), "trente-checkout-"));
  scope.defer(() => rmSync(parent, { recursive: true, force: true }));
  const folder = join(parent, "checkout");
  if (git(root, "worktree", "add", "--detach", folder, commit) === null) {
    throw new InputError("bench.compare.worktree", name, `git could not check out ${commit}`);
  }
  scope.defer(() => {
    git(root, "worktree", "remove", "--force", folder);
  });
  lendPackages(root, folder);
  return folder;
}

/** Compiles a checkout, and installs its packages where it has none. */
export async function makeReady(root: string, signal: AbortSignal): Promise<void> {
  await runOnce({ program: process.execPath, args: [commandLineOf(root), "--version"] }, root, signal);
}

/** The same packages need not be installed twice. */
function lendPackages(root: string, folder: string): void {
  const packages = join(root, "node_modules");
  const [ours, theirs] = [root, folder].map((one) => join(one, "package-lock.json"));
  if (!existsSync(packages) || !existsSync(theirs)) return;
  if (readFileSync(ours).equals(readFileSync(theirs))) symlinkSync(packages, join(folder, "node_modules"));
}

function git(root: string, ...args: string[]): string | null {
  const { status, stdout } = spawnSync("git", ["-C", root, ...args], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}
