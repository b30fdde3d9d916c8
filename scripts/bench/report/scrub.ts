import { homedir, hostname, tmpdir } from "node:os";

import type { Outcome } from "../measure-case.ts";

/**
 * Takes out of a text what belongs to one machine: folders, the host's name, addresses.
 *
 * @param words what else is private, with what stands for it; the longest are taken first
 */
export function scrub(text: string, words: ReadonlyMap<string, string>): string {
  const clean = [...words, [tmpdir(), "TMP"] as const, [homedir(), "~"] as const]
    // Not the root of all folders.
    .filter(([word]) => word.length > 1)
    .sort(([a], [b]) => b.length - a.length)
    .reduce((cleaner, [word, instead]) => cleaner.replaceAll(word, instead), text);
  // A name may be as short as part of any word.
  const host = hostname().replaceAll(/[^\w-]/gu, "\\$&");
  return host === "" ? clean : clean.replaceAll(new RegExp(`(?<![\\w-])${host}(?![\\w-])`, "gu"), "HOST");
}

/** The same for the reason why a contender has no time, the only text that others have written. */
export function scrubOutcome(outcome: Outcome, words: ReadonlyMap<string, string>): Outcome {
  return outcome.kind === "measured" ? outcome : { ...outcome, reason: scrub(outcome.reason, words) };
}
