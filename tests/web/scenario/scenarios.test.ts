import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readAddress, writeAddress } from "../../../web/src/app/address.ts";
import { MOST_SCENARIOS, PLAIN_STATE } from "../../../web/src/app/state.ts";
import {
  added,
  removed,
  replaced,
  shownName,
  tried,
  UndoStack,
} from "../../../web/src/scenario/scenarios.ts";
import type { Scenarios } from "../../../web/src/scenario/scenarios.ts";

const of = (names: string, shownScenario: number | null): Scenarios => ({
  scenarios: names.split("").map((name) => ({ name, text: `fermer:${name}` })),
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
        const list = { all: [0], at: 0 };
        const walked: (number | null)[] = [];
        const expected: (number | null)[] = [];
        for (const one of steps) {
          const now = list.all[list.at];
          if (one.kind === "do") {
            stack.remember(now);
            list.all.splice(list.at + 1, list.all.length, one.value);
            list.at++;
            continue;
          }
          const place = one.kind === "undo" ? list.at - 1 : list.at + 1;
          const isThere = place >= 0 && place < list.all.length;
          walked.push(one.kind === "undo" ? stack.undo(now) : stack.redo(now));
          expected.push(isThere ? list.all[place] : null);
          if (isThere) list.at = place;
        }
        expect(walked).toEqual(expected);
        expect([stack.canUndo, stack.canRedo]).toEqual([list.at > 0, list.at < list.all.length - 1]);
      }),
    );
  });

  test("forgets the oldest steps beyond those it keeps", () => {
    const stack = new UndoStack<number>(2);
    for (const value of [1, 2, 3]) stack.remember(value);
    expect([stack.undo(4), stack.undo(3), stack.undo(2)]).toEqual([3, 2, null]);
  });
});

describe("to try a scenario", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => ({ name, text: `fermer:${name}` }));

  test("adds a scenario and shows it", () => {
    expect(tried(PLAIN_STATE, { name: "Sans X", text: "fermer:12" })).toEqual({
      scenarios: [{ name: "Sans X", text: "fermer:12" }],
      shownScenario: 0,
    });
  });

  test("shows again the one that is there", () => {
    const state = { ...PLAIN_STATE, scenarios: [a, b, c], shownScenario: 2 };
    expect(tried(state, { name: "another name", text: "fermer:b" })).toEqual({
      scenarios: [a, b, c],
      shownScenario: 1,
    });
  });

  test("takes the place of the last where there is no room", () => {
    const state = { ...PLAIN_STATE, scenarios: [a, b, c], shownScenario: null };
    expect(tried(state, { name: "d", text: "fermer:d" })).toEqual({
      scenarios: [a, b, { name: "d", text: "fermer:d" }],
      shownScenario: 2,
    });
  });

  test("gives an address that is read back, whatever the name", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const state = { ...PLAIN_STATE, ...tried(PLAIN_STATE, { name: name, text: "fermer:12" }) };
        const [pathname = "", query = ""] = writeAddress(state, () => null).split("?");
        const { scenarios, shownScenario } = readAddress({ pathname, search: `?${query}` });
        expect({ scenarios, shownScenario }).toEqual({
          scenarios: state.scenarios,
          shownScenario: state.shownScenario,
        });
      }),
    );
  });
});
