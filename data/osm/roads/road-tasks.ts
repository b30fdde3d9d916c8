import type { Task, TaskModule } from "../../../workers/task-module.ts";
import { CAR_PROFILES } from "../car-profile.ts";
import type { BlockRequest, OsmBlock } from "../pbf/block-model.ts";
import { decodeBlock } from "../pbf/block.ts";
import { inflateBlob } from "../pbf/blob.ts";
import type { CarProfile } from "../profile.ts";
import { type BlockPlaces, takePlaces } from "./block-places.ts";
import { type BlockRoads, RoadTaker } from "./block-roads.ts";
import { sortBucket } from "./rank-ids.ts";

/** What threads that read roads share. */
export interface RoadTaskContext {
  /** The profile, or the name of one of `CAR_PROFILES`: functions do not get into another thread. */
  readonly profile: CarProfile | string;
}

type RoadTask = Task<RoadTaskContext>;

/** A data blob as it stands in its file, with its place for errors. */
export interface RawBlob {
  readonly bytes: Uint8Array;
  readonly where: string;
}

const takers = new WeakMap<CarProfile, RoadTaker>();

/** Roads and restrictions of a block. @throws InputError where it is damaged */
function takeRoads(blob: RawBlob, task: RoadTask): BlockRoads {
  const profile = profileOf(task);
  let taker = takers.get(profile);
  if (taker === undefined) {
    taker = new RoadTaker(profile);
    takers.set(profile, taker);
  }
  const wayKeys = new Set(profile.wayKeys);
  return sent(taker.take(decode(blob, { ways: true, relations: true, wayKeys })), task);
}

/** Places of the wanted nodes of a block. @throws InputError where it is damaged */
function takeNodes({ wanted, ...blob }: RawBlob & { wanted: Float64Array }, task: RoadTask): BlockPlaces {
  return sent(takePlaces(decode(blob, { nodes: true }), wanted, profileOf(task)), task);
}

function decode({ bytes, where }: RawBlob, request: BlockRequest): OsmBlock {
  return decodeBlock(inflateBlob(bytes, where), where, request);
}

function profileOf({ shared: { profile } }: RoadTask): CarProfile {
  const known = typeof profile === "string" ? CAR_PROFILES.get(profile) : profile;
  if (known === undefined) throw new Error(`no profile is called "${String(profile)}"`);
  return known;
}

/** Lets the arrays of an output go to the other thread without a copy. */
function sent<Output extends object>(output: Output, task: RoadTask): Output {
  for (const value of Object.values(output) as unknown[]) {
    if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer) task.transfer(value.buffer);
  }
  return output;
}

/** What threads do while roads are read. */
export const tasks = {
  url: import.meta.url,
  handlers: { takeRoads, takeNodes, sortBucket },
} satisfies TaskModule;
