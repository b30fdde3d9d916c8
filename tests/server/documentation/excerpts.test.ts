import { expect, test, vi } from "vitest";

import { Excerpts, hasExcerpt } from "../../../server/documentation/excerpts.ts";
import type { Answered } from "../../../server/documentation/excerpts.ts";

const json = (text: string, status = 200): Answered => ({ status, contentType: "application/json", text });

test("each address is asked once, whoever waits for it", async () => {
  const ask = vi.fn<(address: string) => Promise<Answered>>(async () => json("{}"));
  const excerpts = new Excerpts(ask);
  const [first, second] = await Promise.all([excerpts.of(["/a", "/b"]), excerpts.of(["/a"])]);
  expect([...first.keys()]).toEqual(["/a", "/b"]);
  expect([...second]).toEqual([["/a", "{}"]]);
  await excerpts.of(["/b"]);
  expect(ask.mock.calls.map(([address]) => address)).toEqual(["/a", "/b"]);
});

test.each<[string, () => Promise<Answered>]>([
  ["is refused", async () => json("{}", 503)],
  ["fails", async () => Promise.reject(new Error("out of order"))],
  ["is no JSON", async () => json("<html>")],
])("what %s is left out, and asked for again", async (_, fail) => {
  const ask = vi
    .fn<(address: string) => Promise<Answered>>()
    .mockImplementationOnce(fail)
    .mockResolvedValueOnce(json("1"));
  const excerpts = new Excerpts(ask);
  expect([...(await excerpts.of(["/a"]))]).toEqual([]);
  expect([...(await excerpts.of(["/a"]))]).toEqual([["/a", "1"]]);
});

test("what takes too long is left out now and there later, without being asked for twice", async () => {
  let finish = (_: Answered): void => {};
  const ask = vi.fn<(address: string) => Promise<Answered>>(
    async () => new Promise<Answered>((resolve) => (finish = resolve)),
  );
  const excerpts = new Excerpts(ask, 20);
  expect([...(await excerpts.of(["/a"]))]).toEqual([]);
  const later = excerpts.of(["/a"]);
  finish(json("2"));
  expect([...(await later)]).toEqual([["/a", "2"]]);
  expect(ask).toHaveBeenCalledTimes(1);
});

test("of a table the first lines are shown", async () => {
  const csv = {
    status: 200,
    contentType: "text/csv; charset=utf-8",
    text: "\ufeffa,b\r\n1,2\r\n3,4\r\n5,6\r\n",
  };
  const found = await new Excerpts(async () => csv).of(["/a"]);
  expect(found.get("/a")).toBe("a,b\n1,2\n3,4\n…");
});

test.each([
  ["application/json; charset=utf-8", true],
  ["application/geo+json", true],
  ["text/csv", true],
  ["text/html", false],
  ["application/vnd.mapbox-vector-tile", false],
])("%s can be shown: %s", (type, can) => {
  expect(hasExcerpt(type)).toBe(can);
});
