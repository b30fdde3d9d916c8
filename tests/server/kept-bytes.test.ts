import { expect, test } from "vitest";

import { KeptBytes } from "../../server/kept-bytes.ts";

test("what is asked for by many is made once", async () => {
  const kept = new KeptBytes(1000);
  let calls = 0;
  let finish = (): void => {};
  const made = new Promise<void>((resolve) => (finish = resolve));
  const make = async (): Promise<Uint8Array> => {
    calls++;
    await made;
    return Uint8Array.of(7);
  };
  const answers = [kept.getOrMake("a", make), kept.getOrMake("a", make), kept.getOrMake("b", make)];
  finish();
  expect(await Promise.all(answers)).toEqual([Uint8Array.of(7), Uint8Array.of(7), Uint8Array.of(7)]);
  expect(await kept.getOrMake("a", make)).toEqual(Uint8Array.of(7));
  expect(calls).toBe(2);
});

test("what could not be made is made again when it is asked for again", async () => {
  const kept = new KeptBytes(1000);
  const fail = async (): Promise<Uint8Array> => {
    throw new Error("not now");
  };
  await expect(kept.getOrMake("a", fail)).rejects.toThrow("not now");
  expect(await kept.getOrMake("a", async () => Uint8Array.of(1))).toEqual(Uint8Array.of(1));
});
