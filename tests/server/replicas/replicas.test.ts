import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { expect, onTestFinished, test } from "vitest";

import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import type { SavedListAnswer, SavedReceipt } from "../../../server/schemas/saved-scenario-answers.ts";
import type { SitingJob } from "../../../server/schemas/siting-answers.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { NO_POSTGRES, startPostgres, type TestPostgres } from "../../helpers/postgres.ts";
import { PatientClient, Replicas } from "../../helpers/replicas.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { servedTown } from "../../helpers/served-town.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

/** Jobs and saved scenarios, half of each. */
const WRITES = Number(process.env["TRENTE_REPLICA_WRITES"] ?? 60);
const CLIENTS = 12;
const PATIENCE_MILLISECONDS = 90_000;
const JOBS = "/api/v1/implantations";
const SAVED = "/api/v1/scenarios/enregistres";
const JSON_HEADERS = { "content-type": "application/json" };

/** Notes each step of a job in the transaction that makes it: what a table says at the end may have been said twice. */
const AUDIT = `
  create table audit (number bigserial primary key, job text not null, step text not null);
  create function note_step() returns trigger language plpgsql as $$ begin
    if tg_op = 'INSERT' then insert into audit (job, step) values (new.id, new.state);
    elsif old.state <> new.state or old.attempt <> new.attempt then
      insert into audit (job, step) values (new.id, new.state);
    end if;
    return null;
  end $$;
  create trigger note_steps after insert or update on jobs for each row execute function note_step();`;

interface Effects {
  /** What each client was told at the end. */
  readonly jobs: Set<string>;
  readonly scenarios: SavedReceipt[];
}

interface Chaos {
  kills: number;
  restarts: { fast: number; immediate: number };
}

useCompiled();

function questionOf(at: number): string {
  const lon = Number((9.005 + (at % 80) / 1000).toFixed(6));
  const lat = Number((42.005 + (Math.floor(at / 80) % 80) / 1000).toFixed(6));
  const places = [
    { id: "lieu", nom: "Lieu", lon, lat, code_insee: "2A001" },
    { id: "autre", nom: "Autre", lon: 9.0805, lat: 42.0805, code_insee: "2B002" },
  ];
  return JSON.stringify({ minutes: 1, nombre: 1, candidats: places });
}

async function doJob(client: PatientClient, at: number, { jobs }: Effects): Promise<void> {
  const body = questionOf(at);
  const posted = await client.ask(JOBS, { method: "POST", headers: JSON_HEADERS, body });
  expect(posted.status, JSON.stringify(posted.body)).toBe(202);
  let job = posted.body as SitingJob;
  while (job.endedAt === null) {
    const { status, body: next } = await client.ask(`${JOBS}/${job.id}?attendre=5`);
    expect(status, `job ${at}: ${JSON.stringify(next)}`).toBe(200);
    job = next as SitingJob;
  }
  expect(job, `job ${at}`).toMatchObject({ state: "terminee", problem: null });
  expect(job.result, `job ${at}`).not.toBeNull();
  jobs.add(job.id);
}

async function save(client: PatientClient, at: number, { scenarios }: Effects): Promise<void> {
  const headers = { ...JSON_HEADERS, "idempotency-key": `essai-des-repliques-${at}` };
  const body = JSON.stringify({
    nom: `scénario ${at}`,
    modifications: [{ ajouter: { lon: 9.01, lat: 42.01, nom: "Une" } }],
  });
  const { status, body: receipt } = await client.ask(SAVED, { method: "POST", headers, body });
  expect(status, JSON.stringify(receipt)).toBe(201);
  scenarios.push(receipt as SavedReceipt);
}

/** Kills replicas, or now and then asks one to stop, and restarts the database, until there is nothing left to do. */
async function disturb(replicas: Replicas, postgres: TestPostgres, isDone: () => boolean): Promise<Chaos> {
  const random = seededRandom(WRITES);
  const chaos: Chaos = { kills: 0, restarts: { fast: 0, immediate: 0 } };
  const killOnAndOn = async (): Promise<void> => {
    while (!isDone()) {
      await wait(random.int(300, 2_500));
      const at = chaos.kills % replicas.count;
      if (chaos.kills % 4 === 3) await replicas.stop(at);
      else await replicas.kill(at);
      chaos.kills++;
      await wait(random.int(0, 500));
      await replicas.begin(at);
    }
  };
  const restartOnAndOn = async (): Promise<void> => {
    while (!isDone()) {
      await wait(random.int(1_000, 6_000));
      const mode = chaos.restarts.immediate > chaos.restarts.fast ? "fast" : "immediate";
      await postgres.stop(mode);
      chaos.restarts[mode]++;
      await wait(random.int(0, 1_500));
      await postgres.start();
    }
  };
  await Promise.all([killOnAndOn(), restartOnAndOn()]);
  return chaos;
}

async function savedNames(client: PatientClient): Promise<string[]> {
  const names: string[] = [];
  for (let next: string | null = `${SAVED}?limite=200`; next !== null;) {
    const { body } = await client.ask(next);
    const page = body as SavedListAnswer;
    names.push(...page.scenarios.map(({ nom }) => nom));
    ({ next } = page);
  }
  return names;
}

test.skipIf(NO_POSTGRES !== null)(
  `${WRITES} jobs and scenarios get through kills of replicas and restarts of the database, none lost, none done twice`,
  { timeout: 180_000 + WRITES * 1_500 },
  async () => {
    const folder = join(tempFolder(), "jeu");
    writeBundle(folder, servedTown());
    const postgres = await startPostgres();
    onTestFinished(async () => postgres.close());
    const replicas = await Replicas.start(folder, postgres.url, 2);
    onTestFinished(async () => replicas.close());
    await expect
      .poll(async () => postgres.query("select to_regclass('jobs') as made"), { timeout: 20_000 })
      .not.toEqual([{ made: null }]);
    await postgres.query(AUDIT);
    const client = new PatientClient(replicas, PATIENCE_MILLISECONDS);
    const effects: Effects = { jobs: new Set(), scenarios: [] };
    const begunAt = performance.now();

    let next = 0;
    const work = async (): Promise<void> => {
      for (let at = next++; at < WRITES; at = next++) {
        await (at % 2 === 0 ? doJob(client, at, effects) : save(client, at, effects));
      }
    };
    let isDone = false;
    const working = Promise.all(Array.from({ length: CLIENTS }, work)).finally(() => (isDone = true));
    const [chaos] = await Promise.all([disturb(replicas, postgres, () => isDone), working]);
    const seconds = (performance.now() - begunAt) / 1000;

    expect(chaos.kills).toBeGreaterThan(0);
    expect(chaos.restarts.immediate).toBeGreaterThan(0);
    const names = await savedNames(client);
    const jobs = Math.ceil(WRITES / 2);
    const scenarios = Math.floor(WRITES / 2);
    expect(effects.jobs.size).toBe(jobs);
    expect(names.toSorted()).toEqual(
      Array.from({ length: scenarios }, (_, at) => `scénario ${at * 2 + 1}`).toSorted(),
    );
    expect(new Set(effects.scenarios.map(({ id }) => id)).size).toBe(scenarios);
    const ended = await postgres.query(
      "select job, count(*)::int as times from audit where step not in ('attente', 'encours') group by job",
    );
    expect(ended.filter(({ times }) => times !== 1)).toEqual([]);
    expect(new Set(ended.map(({ job }) => job))).toEqual(effects.jobs);
    const [{ begun, back }] = await postgres.query(
      "select count(*) filter (where step = 'encours')::int as begun, count(*) filter (where step = 'attente')::int as back from audit",
    );
    expect(replicas.said()).not.toContain(postgres.password);
    const again = Number(begun) - jobs;
    console.info(
      `${WRITES} writes in ${seconds.toFixed(0)} s: ${chaos.kills} kills (of which ${Math.floor(chaos.kills / 4)} in order), ${chaos.restarts.fast} fast and ${chaos.restarts.immediate} immediate restarts; ` +
        `${client.cut} requests cut, ${client.told} told to come again; ${again} jobs begun again, ${Number(back) - jobs} given to another`,
    );
  },
);
