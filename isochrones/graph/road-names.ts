import type { RoadName, RoadNames } from "../model/network.ts";

/** Most bytes of UTF-8 that one unit of a string takes. */
const BYTES_PER_UNIT = 3;

const decoder = new TextDecoder();

/** Packs names into shared memory, in their order. O(total length). */
export function packRoadNames(names: readonly RoadName[]): RoadNames {
  const offsets = sharedArray(Uint32Array, names.length * 2 + 1);
  const most = names.reduce((sum, { name, ref }) => sum + name.length + ref.length, 0) * BYTES_PER_UNIT;
  const room = new Uint8Array(most);
  const encoder = new TextEncoder();
  let end = 0;
  names.forEach(({ name, ref }, index) => {
    for (const [half, text] of [name, ref].entries()) {
      if (text !== "") end += encoder.encodeInto(text, room.subarray(end)).written;
      offsets[index * 2 + half + 1] = end;
    }
  });
  const bytes = sharedArray(Uint8Array, end);
  bytes.set(room.subarray(0, end));
  return { count: names.length, offsets, bytes };
}

/** One name, decoded. */
export function roadNameAt({ offsets, bytes }: RoadNames, index: number): RoadName {
  const [start, middle, end] = offsets.subarray(index * 2, index * 2 + 3);
  return { name: textIn(bytes, start, middle), ref: textIn(bytes, middle, end) };
}

function textIn(bytes: Uint8Array, start: number, end: number): string {
  // A decoder takes no shared memory: it gets a copy.
  return start === end ? "" : decoder.decode(bytes.slice(start, end));
}

function sharedArray<T>(
  kind: { new (buffer: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  length: number,
): T {
  return new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
}
