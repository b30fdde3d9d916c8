import type { Task, TaskModule } from "../../../workers/task-module.ts";
import { CAR_PROFILES } from "../car-profile.ts";
import type { BlockRequest, OsmBlock } from "../pbf/block-model.ts";
import { createBlockSpace, decodeBlock } from "../pbf/block.ts";
import { type BlobPlace, readBlob } from "../pbf/blob.ts";
import type { CarProfile } from "../profile.ts";
import { type BlockPlaces, type Box, takePlaces } from "./block-places.ts";
import { type BlockRoads, RoadTaker } from "./block-roads.ts";
import { rankTasks } from "./rank-tasks.ts";

/** What threads that read roads share. */
export interface RoadTaskContext {
  /** The profile, or the name of one of `CAR_PROFILES`: functions do not get into another thread. */
  readonly profile: CarProfile | string;
  /** What the files say to hold; see `takePlaces`. */
  readonly boxes: readonly Box[] | null;
}

type RoadTask = Task<RoadTaskContext>;

const takers = new WeakMap<CarProfile, RoadTaker>();

/** Roads and restrictions of blocks. @throws InputError where one is damaged */
function takeRoads(blobs: readonly BlobPlace[], task: RoadTask): BlockRoads[] {
  const profile = profileOf(task);
  const taker = takers.get(profile) ?? new RoadTaker(profile);
  takers.set(profile, taker);
  const request = { ways: true, relations: true, wayKeys: new Set(profile.wayKeys) };
  return blobs.map((blob) => sent(taker.take(decode(blob, request)), task));
}

/** What `takeNodes` takes. */
export interface NodeBlobs {
  readonly blobs: readonly BlobPlace[];
  /** OSM ids of nodes, ascending, without doubles; in shared memory. */
  readonly wanted: Float64Array;
}

/** Places of the wanted nodes of blocks. @throws InputError where one is damaged */
function takeNodes({ blobs, wanted }: NodeBlobs, task: RoadTask): BlockPlaces[] {
  const profile = profileOf(task);
  const { boxes } = task.shared;
  return blobs.map((blob) => sent(takePlaces(decode(blob, { nodes: true }), wanted, profile, boxes), task));
}

/** Each block of a thread in turn. */
const space = createBlockSpace();

function decode(place: BlobPlace, request: BlockRequest): OsmBlock {
  return decodeBlock(readBlob(place), place.where, request, space);
}

function profileOf({ shared: { profile } }: RoadTask): CarProfile {
  if (typeof profile !== "string") return profile;
  const known = CAR_PROFILES.get(profile);
  if (known === undefined) throw new Error(`no profile is called "${profile}"`);
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
  handlers: { takeRoads, takeNodes, ...rankTasks },
} satisfies TaskModule;
