import { expect, test } from "vitest";

import { RecentTexts } from "../../../../server/scenarios/saved/recent-texts.ts";

function texts() {
  let time = 0;
  const asked: string[] = [];
  const kept = new RecentTexts(() => time);
  const get = async (key: string, text: string | null = `of ${key}`) =>
    kept.getOrRead(key, async () => {
      asked.push(key);
      await Promise.resolve();
      return text;
    });
  return { kept, asked, get, pass: (milliseconds: number) => void (time += milliseconds) };
}

test("a text is read once for many who ask at once, and again after a minute", async () => {
  const { asked, get, pass } = texts();
  expect(await Promise.all(["a", "a", "b", "a"].map(async (key) => get(key)))).toEqual([
    "of a",
    "of a",
    "of b",
    "of a",
  ]);
  pass(59_999);
  await get("a");
  expect(asked).toEqual(["a", "b"]);
  pass(1);
  await get("a");
  expect(asked).toEqual(["a", "b", "a"]);
});

test("what is absent, fails or is forgotten is read again", async () => {
  const { kept, asked, get } = texts();
  expect(await get("none", null)).toBeNull();
  expect(await get("none")).toBe("of none");
  kept.forget("none");
  await get("none");
  expect(asked).toHaveLength(3);
  const failing = async (): Promise<string> => Promise.reject(new Error("out of order"));
  await expect(kept.getOrRead("failing", failing)).rejects.toThrow("out of order");
  expect(await get("failing")).toBe("of failing");
});

test("the longest unused goes first", async () => {
  const { asked, get } = texts();
  for (let i = 0; i < 33; i++) await get(String(i));
  await get("1");
  await get("0");
  expect(asked.slice(33)).toEqual(["0"]);
});
