import type { Current, Retired } from "./current.ts";
import type { Version } from "./depot.ts";

/** Which version follows which, and which may go. Pure functions: the disk is the writer's. */

/** A version that has just left service is not removed: some process may have resolved it and still be opening its files. */
export const GRACE_MILLISECONDS = 10 * 60_000;
/** More are remembered than anybody keeps versions. */
const REMEMBERED = 100;

/** With that version in service; the same object where it is already. */
export function afterServing(before: Current | null, id: string, now: Date): Current {
  if (before === null) return { id, since: now.toISOString(), previous: [], withdrawn: [] };
  if (before.id === id) return before;
  return {
    id,
    since: now.toISOString(),
    previous: remembered(retire(before, now), [...without(before.previous, id)]),
    withdrawn: without(before.withdrawn, id),
  };
}

/**
 * With an earlier version in service again: the one that was is withdrawn, and so are those in between. Going back to a
 * version that was withdrawn takes that back: it follows the one in service.
 */
export function afterGoingBack(before: Current, id: string, now: Date): Current {
  if (before.withdrawn.some((one) => one.id === id)) return afterServing(before, id, now);
  const at = before.previous.findIndex((retired) => retired.id === id);
  const passed = before.previous.slice(0, Math.max(0, at));
  const withdrawn = [...passed, ...before.withdrawn].filter((one) => one.id !== id && one.id !== before.id);
  return {
    id,
    since: now.toISOString(),
    previous: before.previous.slice(at + 1),
    withdrawn: remembered(retire(before, now), withdrawn),
  };
}

/**
 * The version to go back to: the latest before the one in service that is still there, or the one asked for.
 *
 * @returns the version with what is in service now, or why there is none
 */
export function versionToGoBackTo(
  current: Current | null,
  id: string | null,
  present: ReadonlySet<string>,
): { readonly id: string; readonly current: Current } | { readonly trouble: string } {
  if (current === null) return { trouble: "nothing is in service yet, so there is nothing to go back to" };
  if (id === current.id) return { trouble: `version ${id} is in service already` };
  const target = id ?? current.previous.find((retired) => present.has(retired.id))?.id;
  if (target !== undefined && present.has(target)) return { id: target, current };
  const others = [...present].filter((one) => one !== current.id).sort();
  const known = others.length === 0 ? "it holds no other version" : `it holds ${others.join(", ")}`;
  return { trouble: `${id === null ? "no version was in service before" : `got version ${id}`}, ${known}` };
}

/**
 * Ids of the versions that stay: the one in service, then those that were before it, then the latest others, until there
 * are enough; and beyond those whatever left service, or came in, less than a grace ago.
 */
export function versionsToKeep(
  current: Current | null,
  versions: readonly Version[],
  keep: number,
  now: Date,
): ReadonlySet<string> {
  const present = new Map(versions.map((version) => [version.id, version]));
  const ranked = [
    ...(current === null ? [] : [current.id, ...current.previous.map(({ id }) => id)]),
    ...versions.map(({ id }) => id),
  ].filter((id) => present.has(id));
  const kept = new Set([...new Set(ranked)].slice(0, Math.max(1, keep)));
  const since = now.getTime() - GRACE_MILLISECONDS;
  for (const { id, until } of [...(current?.previous ?? []), ...(current?.withdrawn ?? [])]) {
    if (Date.parse(until) > since) kept.add(id);
  }
  for (const { id, addedAt } of versions) if (addedAt > since) kept.add(id);
  return kept;
}

function retire({ id }: Current, now: Date): Retired {
  return { id, until: now.toISOString() };
}

function remembered(first: Retired, rest: readonly Retired[]): Retired[] {
  return [first, ...rest].slice(0, REMEMBERED);
}

function without(list: readonly Retired[], id: string): Retired[] {
  return list.filter((one) => one.id !== id);
}
