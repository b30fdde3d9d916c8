import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Current } from "../../../data/depot/current.ts";
import {
  afterGoingBack,
  afterServing,
  GRACE_MILLISECONDS,
  versionsToKeep,
  versionToGoBackTo,
} from "../../../data/depot/succession.ts";

const IDS = ["a", "b", "c", "d", "e"].map((letter) => letter.repeat(16));
const START = Date.parse("2026-01-01T00:00:00Z");

type Step =
  | { readonly kind: "serve"; readonly id: string }
  | { readonly kind: "back"; readonly id: string | null };

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("serve" as const), id: fc.constantFrom(...IDS) }),
    fc.record({ kind: fc.constant("back" as const), id: fc.constantFrom(null, ...IDS) }),
  ),
  { maxLength: 30 },
);

/** The obvious model: a stack of what was in service, whose top is, and a set of what was taken off it. */
class Model {
  stack: string[] = [];
  withdrawn = new Set<string>();

  take({ kind, id }: Step): void {
    const top = this.stack.at(-1);
    const target = id ?? this.stack.at(-2);
    if (kind === "serve" || (target !== undefined && this.withdrawn.has(target))) {
      if (target === undefined) return;
      this.withdrawn.delete(target);
      if (target !== top) this.stack = [...this.stack.filter((one) => one !== target), target];
      return;
    }
    if (top === undefined || target === undefined || target === top) return;
    const at = this.stack.indexOf(target);
    const gone = at < 0 ? [top] : this.stack.slice(at + 1);
    for (const one of gone) this.withdrawn.add(one);
    this.withdrawn.delete(target);
    this.stack = at < 0 ? [...this.stack.slice(0, -1), target] : this.stack.slice(0, at + 1);
  }
}

function play(all: readonly Step[]): { current: Current | null; model: Model } {
  const model = new Model();
  const present = new Set(IDS);
  let current: Current | null = null;
  all.forEach((step, index) => {
    const now = new Date(START + index);
    if (step.kind === "serve") current = afterServing(current, step.id, now);
    else {
      const target = versionToGoBackTo(current, step.id, present);
      if ("id" in target) current = afterGoingBack(target.current, target.id, now);
    }
    model.take(step);
  });
  return { current, model };
}

describe("the succession of versions", () => {
  test("is a stack of those in service, and a set of those withdrawn", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { current, model } = play(all);
        expect(current?.id).toBe(model.stack.at(-1));
        const previous = current?.previous.map(({ id }) => id) ?? [];
        expect(previous).toEqual(model.stack.slice(0, -1).toReversed());
        expect(new Set(current?.withdrawn.map(({ id }) => id))).toEqual(model.withdrawn);
      }),
    );
  });

  test("a step back that is taken back leaves nothing of itself", () => {
    const at = (day: number): Date => new Date(START + day);
    const two = afterServing(afterServing(null, IDS[0], at(0)), IDS[1], at(1));
    const again = afterGoingBack(afterGoingBack(two, IDS[0], at(2)), IDS[1], at(3));
    expect({ ...again, since: two.since }).toEqual({
      ...two,
      previous: [{ id: IDS[0], until: at(3).toISOString() }],
    });
    expect(versionToGoBackTo(again, null, new Set(IDS))).toMatchObject({ id: IDS[0] });
  });

  test("keeps the one in service and as many as asked, whatever has happened", () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (all, keep) => {
        const { current } = play(all);
        const versions = IDS.map((id, index) => ({ id, directory: id, addedAt: START + index }));
        const now = new Date(START + 2 * GRACE_MILLISECONDS);
        const kept = versionsToKeep(current, versions, keep, now);
        expect(kept.size).toBe(Math.min(keep, IDS.length));
        const wanted = current === null ? [] : [current.id, ...current.previous.map(({ id }) => id)];
        for (const id of wanted.slice(0, keep)) expect(kept).toContain(id);
      }),
    );
  });

  test("keeps beyond that what left service a moment ago", () => {
    const one = afterServing(null, IDS[0], new Date(START));
    const two = afterServing(one, IDS[1], new Date(START + 1000));
    const versions = IDS.slice(0, 2).map((id) => ({ id, directory: id, addedAt: START }));
    const keptAt = (milliseconds: number): number =>
      versionsToKeep(two, versions, 1, new Date(START + milliseconds)).size;
    expect(keptAt(1000 + GRACE_MILLISECONDS - 1)).toBe(2);
    expect(keptAt(1000 + GRACE_MILLISECONDS)).toBe(1);
  });
});
