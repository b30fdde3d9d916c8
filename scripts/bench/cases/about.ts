import type { BenchWorld } from "../bench-world.ts";
import type { ChildCommand } from "../child-command.ts";
import { commandLineOf } from "../command-line.ts";
import { absent, type BenchCase, type Contender } from "../contender.ts";
import type { Found } from "../peers/found.ts";
import type { TrenteSpec, TrenteTask, ValhallaSpec } from "../probes/probe-protocol.ts";

/** A case of a suite. */
export type SuiteCase = BenchCase<BenchWorld>;

/** Our own command line at work, process start included. */
export function trenteCommand(
  { root }: Pick<BenchWorld, "root">,
  args: readonly string[],
  answerOf?: (stdout: string) => string,
): ChildCommand {
  const command = { program: process.execPath, args: [commandLineOf(root), ...args] };
  return answerOf === undefined ? command : { ...command, answerOf };
}

/** Our own engine on one task. */
export function trenteSpec({ root, dataset, placesFile, cores }: BenchWorld, task: TrenteTask): TrenteSpec {
  return { kind: "trente", task, root, dataset, places: placesFile, threads: cores };
}

/** Valhalla on one task. */
export function valhallaSpec(
  { placesFile, cores }: BenchWorld,
  tiles: string,
  task: ValhallaSpec["task"],
): ValhallaSpec {
  return { kind: "valhalla", task, tiles, places: placesFile, atOnce: cores };
}

/** A contender of a peer, or one that says why the peer is absent. */
export function ofPeer<Peer>(
  name: string,
  peer: Found<Peer>,
  contenderOf: (peer: Peer) => Contender,
): Contender {
  return peer.isFound ? contenderOf(peer.peer) : absent(name, peer.reason);
}
