import { get as httpGet, type IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";

import { CellStreams, type CellStreamOptions } from "../../server/cells/cell-stream.ts";
import { originOf } from "../../server/public-data.ts";
import { askHere } from "../../server/questions/ask-here.ts";
import { BusyError } from "../../server/questions/busy-error.ts";
import { type CellChoice, type CellRowsQuestion, NO_MORE } from "../../server/questions/cell-rows.ts";
import type { Asker } from "../../server/questions/questions.ts";
import { startServer } from "../../server/server.ts";
import { fakeStudy } from "../helpers/fake-study.ts";

const PART_BYTES = 512 * 1024;
/** What the system keeps of a connection at both its ends, and what streams hold: a few parts and a few megabytes. */
const MOST_AHEAD_BYTES = 24 * 1024 * 1024;

interface FakeRows {
  readonly asker: Asker;
  readonly asked: number[];
}

/** Answers with so many parts of half a megabyte that do not shrink much; `answer` may fail instead. */
function fakeRows(parts: number, answer: (from: number) => void = () => {}): FakeRows {
  const here = askHere(fakeStudy());
  const asked: number[] = [];
  const asker: Asker = {
    ask: async (name, input) => {
      if (name !== "cellRows") return here.ask(name, input);
      const { from } = input as CellRowsQuestion;
      asked.push(from);
      await delay(1);
      answer(from);
      const bytes = Buffer.alloc(4 + PART_BYTES);
      for (let at = 4; at < bytes.length; at++) bytes[at] = 32 + ((at * 7919 + from * 104_729) % 90);
      bytes.writeUInt32LE(from + 1 < parts ? from + 1 : NO_MORE);
      return bytes;
    },
    close: async () => {},
  };
  return { asker, asked };
}

async function served(asker: Asker): Promise<string> {
  const server = await startServer({ study: fakeStudy(), asker, webRoot: null, port: 0 });
  onTestFinished(() => server.close());
  return `${server.url}/api/v1/carreaux`;
}

/** An answer of which nothing has been read. */
async function opened(url: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    httpGet(url, { headers, agent: false }, resolve).on("error", reject);
  });
}

async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; !holds(); round++) {
    if (round === 500) throw new Error("it has not come to be in five seconds");
    await delay(10);
  }
}

/** Waits until nothing has been asked for a while. */
async function quiet({ asked }: FakeRows): Promise<number> {
  for (;;) {
    const before = asked.length;
    await delay(150);
    if (asked.length === before) return before;
  }
}

describe("a file of cells on a socket", () => {
  test("goes no faster than its reader", async () => {
    const rows = fakeRows(200);
    const response = await opened(await served(rows.asker));
    let read = 0;
    response.on("data", (chunk: Buffer) => (read += chunk.length));
    let reached = 0;
    for (let pause = 0; pause < 3; pause++) {
      response.pause();
      reached = await quiet(rows);
      expect(reached * PART_BYTES - read).toBeLessThan(MOST_AHEAD_BYTES);
      expect(reached).toBeLessThan(200);
      response.resume();
      const goal = read + 10 * PART_BYTES;
      await until(() => read >= goal);
    }
    response.on("data", () => expect(rows.asked.length * PART_BYTES - read).toBeLessThan(MOST_AHEAD_BYTES));
    await new Promise((resolve) => response.once("end", resolve));
    // The head of the file comes before the parts.
    expect(read - 200 * PART_BYTES).toBeGreaterThan(0);
    expect(read - 200 * PART_BYTES).toBeLessThan(200);
    expect(rows.asked).toEqual(Array.from({ length: 200 }, (_, part) => part));
  });

  test.each([{ headers: {} }, { headers: { "accept-encoding": "gzip" } }])(
    "ends when its reader leaves, and makes room for others ($headers)",
    async ({ headers }) => {
      const rows = fakeRows(100_000);
      const url = await served(rows.asker);
      // More than may be under way at once.
      for (let reader = 0; reader < 25; reader++) {
        const response = await opened(url, headers);
        expect(response.statusCode).toBe(200);
        response.on("error", () => {});
        response.once("data", () => response.destroy());
        await new Promise((resolve) => response.once("close", resolve));
        // The server hears of it a little later.
        await delay(20);
      }
      const before = await quiet(rows);
      await delay(200);
      expect(rows.asked.length).toBe(before);
    },
    20_000,
  );

  test("makes room for others when its reader leaves before it begins", async () => {
    const { asker } = fakeRows(1);
    const late: Asker = {
      ...asker,
      ask: async (name, input) => {
        if (name === "cellRows") await delay(10);
        return asker.ask(name, input);
      },
    };
    const url = await served(late);
    for (let reader = 0; reader < 25; reader++) {
      const request = httpGet(url, { agent: false });
      request.on("error", () => {});
      await delay(5);
      request.destroy();
      await delay(20);
    }
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(PART_BYTES);
  });

  test("that cannot be finished is cut, and never looks whole", async () => {
    const { asker } = fakeRows(10, (from) => {
      if (from === 3) throw new Error("the thread is gone");
    });
    const response = await opened(await served(asker));
    let hasEnded = false;
    response.on("end", () => (hasEnded = true));
    const failed = new Promise((resolve) => response.once("error", resolve));
    response.resume();
    await failed;
    expect(hasEnded).toBe(false);
    expect(response.complete).toBe(false);
  });

  test("that cannot be begun is a problem with its status", async () => {
    const { asker } = fakeRows(10, () => {
      throw new BusyError("queue", 2);
    });
    const response = await fetch(await served(asker));
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("2");
    expect(response.headers.get("content-disposition")).toBeNull();
    expect(await response.json()).toMatchObject({ type: "/problemes/service-indisponible" });
  });
});

const CHOICE: CellChoice = {
  territory: "france",
  selection: {},
  aboveMinutes: null,
  upToMinutes: null,
  format: "csv",
};

function streamsOf({ asker }: Pick<FakeRows, "asker">, options: CellStreamOptions = {}): CellStreams {
  return new CellStreams(asker, originOf(fakeStudy().dataset), options);
}

describe("files of cells", () => {
  test("go on when threads have been busy for a while", async () => {
    let refusals = 3;
    const rows = fakeRows(4, (from) => {
      if (from === 2 && refusals-- > 0) throw new BusyError("queue", 0);
    });
    let read = 0;
    for await (const chunk of await streamsOf(rows).open(CHOICE)) read += (chunk as Buffer).length;
    expect(read).toBeGreaterThan(4 * PART_BYTES);
    expect(rows.asked).toEqual([0, 1, 2, 2, 2, 2, 3]);
  });

  test("are so many at once and no more", async () => {
    const rows = fakeRows(10);
    const streams = streamsOf(rows, { mostFiles: 2 });
    const [first] = [await streams.open(CHOICE), await streams.open(CHOICE)];
    await expect(streams.open(CHOICE)).rejects.toThrow(BusyError);
    first.destroy();
    await until(() => streams.openCount === 1);
    await expect(streams.open(CHOICE)).resolves.toBeDefined();
  });

  test("are written a part at a time, however many are read", async () => {
    let underWay = 0;
    let most = 0;
    const { asker } = fakeRows(6);
    const counting: Asker = {
      ...asker,
      ask: async (name, input) => {
        most = Math.max(most, ++underWay);
        const answer = await asker.ask(name, input);
        underWay--;
        return answer;
      },
    };
    const streams = streamsOf({ asker: counting });
    const sizes = await Promise.all(
      Array.from({ length: 4 }, async () => {
        let read = 0;
        for await (const chunk of await streams.open(CHOICE)) read += (chunk as Buffer).length;
        return read;
      }),
    );
    expect(new Set(sizes).size).toBe(1);
    expect(most).toBe(1);
  });

  test("that nobody reads are given up", async () => {
    const rows = fakeRows(10);
    const streams = streamsOf(rows, { stallMilliseconds: 30 });
    const stream = await streams.open(CHOICE);
    stream.read();
    await until(() => streams.openCount === 0);
    expect(stream.destroyed).toBe(true);
    expect(rows.asked.length).toBeLessThan(5);
  });

  test("are not counted when they could not be begun", async () => {
    const streams = streamsOf(
      fakeRows(10, () => {
        throw new Error("no");
      }),
    );
    await expect(streams.open(CHOICE)).rejects.toThrow("no");
    expect(streams.openCount).toBe(0);
  });
});
