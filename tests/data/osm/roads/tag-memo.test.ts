import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { BlockBuilder } from "../../../../data/osm/pbf/block-builder.ts";
import { decodeBlock, decodeTags } from "../../../../data/osm/pbf/block.ts";
import type { OsmBlock } from "../../../../data/osm/pbf/block-model.ts";
import type { Tags } from "../../../../data/osm/profile.ts";
import { TagMemo } from "../../../../data/osm/roads/tag-memo.ts";

type TagRecord = Record<string, string>;
type Judge = (tags: Tags) => number;

function blockOf(ways: readonly TagRecord[]): OsmBlock {
  const builder = new BlockBuilder();
  for (const [id, tags] of ways.entries()) builder.addWay(id, [1, 2], tags);
  return decodeBlock(builder.encode(), "test", { ways: true });
}

/** What the memo answers for each way of some blocks, and how often it asked. */
function answersOf(judge: Judge, blocks: readonly OsmBlock[]): { answers: number[][]; calls: number } {
  let calls = 0;
  const memo = new TagMemo((tags) => {
    calls++;
    return judge(tags);
  });
  const answers = blocks.map((block) => {
    memo.open(block.strings, block.ways.tags);
    return Array.from({ length: block.ways.ids.length }, (_, way) => memo.answer(way));
  });
  return { answers, calls };
}

const KEYS = ["highway", "maxspeed", "access", "name", "ref"];
const key = fc.constantFrom(...KEYS);
const value = fc.constantFrom("", "a", "b", "c");
const way = fc.dictionary(key, value);

/** A function that asks for keys in turn, which one next depending on what it heard. */
const judge: fc.Arbitrary<Judge> = fc.letrec<{ judge: Judge }>((tie) => ({
  judge: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.nat(5).map((answer) => () => answer),
    fc.tuple(key, fc.dictionary(value, tie("judge")), tie("judge")).map(
      ([asked, next, other]): Judge =>
        (tags) =>
          (next[tags.get(asked) ?? ""] ?? other)(tags),
    ),
    fc.tuple(key, tie("judge"), tie("judge")).map(
      ([asked, yes, no]): Judge =>
        (tags) =>
          (tags.has(asked) ? yes : no)(tags),
    ),
    fc.constant((tags: Tags) => [...tags.keys()].filter((name) => name.includes("a")).length),
    fc.constant((tags: Tags) => tags.size),
  ),
})).judge;

describe("a memo of tags", () => {
  test("answers as the function does, whatever the function looks at", () => {
    fc.assert(
      fc.property(judge, fc.array(fc.array(way, { maxLength: 30 }), { maxLength: 4 }), (judged, ways) => {
        const blocks = ways.map(blockOf);
        const expected = blocks.map((block) =>
          Array.from({ length: block.ways.ids.length }, (_, at) =>
            judged(decodeTags(block.strings, block.ways.tags, at)),
          ),
        );
        expect(answersOf(judged, blocks).answers).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("asks once for ways that the function cannot tell apart", () => {
    const classes = ["primary", "secondary", "service"];
    const ways = Array.from({ length: 3_000 }, (_, at) => ({ highway: classes[at % 3], name: `Rue ${at}` }));
    const { answers, calls } = answersOf(
      (tags) => classes.indexOf(tags.get("highway") ?? ""),
      [blockOf(ways)],
    );
    expect(answers[0]).toEqual(ways.map((_, at) => at % 3));
    expect(calls).toBe(3);
  });

  test("tells many kinds apart, and forgets them with their block", () => {
    const ways = (shift: number) => Array.from({ length: 5_000 }, (_, at) => ({ name: `${at + shift}` }));
    const { answers } = answersOf((tags) => Number(tags.get("name")), [blockOf(ways(0)), blockOf(ways(9))]);
    expect(answers[0]).toEqual(ways(0).map(({ name }) => Number(name)));
    expect(answers[1]).toEqual(ways(9).map(({ name }) => Number(name)));
  });
});
