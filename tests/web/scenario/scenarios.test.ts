import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { MOST_SCENARIOS } from "../../../web/src/app/state.ts";
import { added, removed, replaced, shownName, UndoStack } from "../../../web/src/scenario/scenarios.ts";
import type { Scenarios } from "../../../web/src/scenario/scenarios.ts";

const of = (names: string, shownScenario: number | null): Scenarios => ({
  scenarios: [...names].map((name) => ({ name, text: `fermer:${name}` })),
  shownScenario,
});
const namesOf = ({ scenarios }: Scenarios): string => scenarios.map(({ name }) => name).join("");

describe("scenarios", () => {
  test("are added at the end and shown, as long as there is room", () => {
    const one = added(of("", null), { name: "a", text: "" });
    expect(one).toEqual({ scenarios: [{ name: "a", text: "" }], shownScenario: 0 });
    expect(added(of("abc".slice(0, MOST_SCENARIOS), 1), { name: "d", text: "" })).toBeNull();
  });

  test("are replaced in their place", () => {
    const changed = replaced(of("ab", 1), 0, { text: "fermer:9" });
    expect(changed.scenarios).toEqual([
      { name: "a", text: "fermer:9" },
      { name: "b", text: "fermer:b" },
    ]);
    expect(changed.shownScenario).toBe(1);
  });

  test.each([
    ["abc", 1, 1, "ac", 1],
    ["abc", 2, 2, "ab", 1],
    ["abc", 2, 0, "bc", 1],
    ["abc", 0, 2, "ab", 0],
    ["abc", null, 0, "bc", null],
    ["a", 0, 0, "", null],
  ] as const)("%s showing %s without %s are %s showing %s", (names, shown, index, left, then) => {
    const after = removed(of(names, shown), index);
    expect(namesOf(after)).toBe(left);
    expect(after.shownScenario).toBe(then);
  });

  test("go by their letters until they are named", () => {
    expect([0, 1, 2].map((index) => shownName({ name: "", text: "" }, index))).toEqual(["A", "B", "C"]);
    expect(shownName({ name: "Nord", text: "" }, 1)).toBe("Nord");
  });
});

describe("undo", () => {
  test("walks a history as a list with a place in it does", () => {
    const step = fc.oneof(
      fc.integer().map((value) => ({ kind: "do" as const, value })),
      fc.constantFrom({ kind: "undo" as const }, { kind: "redo" as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const stack = new UndoStack<number>(1_000);
        let now = 0;
        const all = [0];
        let at = 0;
        for (const one of steps) {
          if (one.kind === "do") {
            stack.remember(now);
            now = one.value;
            all.splice(at + 1, all.length, now);
            at++;
          } else {
            const next = one.kind === "undo" ? stack.undo(now) : stack.redo(now);
            const place = one.kind === "undo" ? at - 1 : at + 1;
            expect(next).toBe(all[place] ?? null);
            if (next !== null) {
              now = next;
              at = place;
            }
          }
          expect([stack.canUndo, stack.canRedo]).toEqual([at > 0, at < all.length - 1]);
        }
      }),
    );
  });

  test("forgets the oldest steps beyond those it keeps", () => {
    const stack = new UndoStack<number>(2);
    for (const value of [1, 2, 3]) stack.remember(value);
    expect([stack.undo(4), stack.undo(3), stack.undo(2)]).toEqual([3, 2, null]);
  });
});
