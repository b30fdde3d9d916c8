import { join } from "node:path";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import type { BenchPlaces } from "../bench-places.ts";
import { AbsentError, type Contender } from "../contender.ts";
import { repeatInRound, timed } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { median } from "../statistics.ts";
import { type Found, found, notFound } from "./found.ts";
import { type ClusterOptions, type PostgresCluster, startCluster } from "./postgres-cluster.ts";
import { PsqlSession } from "./psql-session.ts";
import { junctionsOf, writeRoadTable } from "./road-table.ts";

const CUTOFF_SECONDS = 1800;
/** More than any drive. */
const NO_CUTOFF = 1e9;

/** Against the direction of driving, because all searches go towards structures. */
const BACKWARD_EDGES = "'SELECT id, target AS source, source AS target, cost, reverse_cost FROM roads'";

/** pgRouting over our own network, in a PostgreSQL of its own. */
export interface PgroutingPeer {
  readonly cluster: PostgresCluster;
  readonly version: string;
  /** Makes the table of roads anew. */
  readonly importRoads: (about: About) => Contender;
  /** Times to the nearest of all structures, at all junctions. */
  readonly nearest: (about: About) => Contender;
  /** Junctions within 30 minutes of one structure, the median of the sample. */
  readonly within: (about: About) => Contender;
  /** The table of the sampled cells and structures. */
  readonly table: (about: About) => Contender;
}

type About = Pick<Contender, "name" | "remark" | "isComparable">;

/** Starts PostgreSQL with pgRouting and gives it the roads of a dataset. */
export async function findPgroutingPeer(
  dataset: string,
  places: BenchPlaces,
  scope: Scope,
  signal: AbortSignal,
  options: ClusterOptions = {},
): Promise<Found<PgroutingPeer>> {
  try {
    const cluster = await startCluster(scope, signal, options);
    const roads = join(cluster.folder, "roads.tsv");
    const junctions = prepare(dataset, places, roads);
    const version = await withSession(cluster, signal, async (session) => {
      await createExtension(session);
      await session.run(importStatements(roads));
      return session.run("SELECT pgr_version();");
    });
    return found(peerOf(cluster, version, roads, junctions));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AbsentError) return notFound(error.message);
    throw error;
  }
}

interface Junctions {
  readonly structures: readonly number[];
  readonly sampled: readonly number[];
  readonly tableCells: readonly number[];
  readonly tableStructures: readonly number[];
}

/** Writes the roads and finds the junctions that stand for places. The dataset is let go again. */
function prepare(dataset: string, places: BenchPlaces, roads: string): Junctions {
  const { network, structureSnaps, cellSnaps } = readBundle(dataset);
  writeRoadTable(roads, network);
  const all = [...structureSnaps.edges.keys()];
  return {
    structures: junctionsOf(network, structureSnaps, all),
    sampled: junctionsOf(network, structureSnaps, places.sampledStructures),
    tableCells: cellSnaps === null ? [] : junctionsOf(network, cellSnaps, places.tableCells),
    tableStructures: junctionsOf(network, structureSnaps, places.tableStructures),
  };
}

async function createExtension(session: PsqlSession): Promise<void> {
  try {
    await session.run("CREATE EXTENSION pgrouting CASCADE;");
  } catch (error) {
    throw new AbsentError(`PostgreSQL is there, pgRouting is not: ${(error as Error).message}`);
  }
}

function importStatements(roads: string): string {
  return [
    "DROP TABLE IF EXISTS roads;",
    "CREATE TABLE roads (id int8, source int8, target int8, cost float8, reverse_cost float8);",
    `\\copy roads FROM '${roads}'`,
    "ANALYZE roads;",
  ].join("\n");
}

function peerOf(
  cluster: PostgresCluster,
  version: string,
  roads: string,
  { structures, sampled, tableCells, tableStructures }: Junctions,
): PgroutingPeer {
  const distances = (starts: string, limit: number, more = ""): string =>
    `SELECT count(*) FROM pgr_drivingDistance(${BACKWARD_EDGES}, ${starts}, ${limit}${more});`;
  const costs = `pgr_dijkstraCost(${BACKWARD_EDGES}, ARRAY[${tableStructures.join()}], ARRAY[${tableCells.join()}])`;
  return {
    cluster,
    version,
    importRoads: (about) =>
      contender(cluster, about, async (session) => ({
        milliseconds: await timed(async () => session.run(importStatements(roads))),
        answer: `${await session.run("SELECT count(*) FROM roads;")} roads`,
      })),
    nearest: (about) =>
      contender(cluster, about, async (session) => {
        const query = distances(`ARRAY[${structures.join()}]`, NO_CUTOFF, ", equicost => true");
        const { milliseconds, answer } = await repeated(session, query);
        return { milliseconds, answer: `${answer} junctions` };
      }),
    within: (about) =>
      contender(cluster, about, async (session) => {
        const times: number[] = [];
        let reached = 0;
        for (const junction of sampled) {
          const query = distances(String(junction), CUTOFF_SECONDS);
          times.push(await timed(async () => (reached += Number(await session.run(query)))));
        }
        return { milliseconds: median(times), answer: `${reached} junctions` };
      }),
    table: (about) =>
      contender(cluster, about, async (session) => {
        const { milliseconds, answer } = await repeated(session, `SELECT count(*) FROM ${costs};`);
        return { milliseconds, answer: `${answer} pairs of junctions` };
      }),
  };
}

interface Answered {
  readonly milliseconds: number;
  readonly answer: string;
}

async function repeated(session: PsqlSession, query: string): Promise<Answered> {
  let answer = "";
  const milliseconds = await repeatInRound(async () =>
    timed(async () => (answer = await session.run(query))),
  );
  return { milliseconds, answer };
}

function contender(
  cluster: PostgresCluster,
  about: About,
  round: (session: PsqlSession) => Promise<Answered>,
): Contender {
  return {
    ...about,
    open: async (signal) => {
      const session = new PsqlSession(cluster, signal);
      return {
        round: async () => ({ ...(await round(session)), peakBytes: null }),
        close: async () => {
          await session.close();
          return null;
        },
      };
    },
  };
}

async function withSession<Result>(
  cluster: PostgresCluster,
  signal: AbortSignal,
  work: (session: PsqlSession) => Promise<Result>,
): Promise<Result> {
  const session = new PsqlSession(cluster, signal);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
