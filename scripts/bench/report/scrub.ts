import { homedir, hostname, tmpdir } from "node:os";

import type { Outcome } from "../measure-case.ts";

/** Shorter words than that may be part of any other. */
const LEAST_LETTERS = 3;

/**
 * Takes out of a text what belongs to one machine: folders, the host's name, addresses.
 *
 * @param words what else is private, with what stands for it; the longest are taken first
 */
export function scrub(text: string, words: ReadonlyMap<string, string>): string {
  const all = [...words, [tmpdir(), "TMP"], [homedir(), "~"], [hostname(), "HOST"]] as const;
  return all
    .filter(([word]) => word.length >= LEAST_LETTERS)
    .sort(([a], [b]) => b.length - a.length)
    .reduce((clean, [word, instead]) => clean.replaceAll(word, instead), text);
}

/** The same for the reason why a contender has no time, the only text that others have written. */
export function scrubOutcome(outcome: Outcome, words: ReadonlyMap<string, string>): Outcome {
  return outcome.kind === "measured" ? outcome : { ...outcome, reason: scrub(outcome.reason, words) };
}
