import { loadBundle } from "../../data/bundle/read-bundle.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { AppOptions } from "../../server/app.ts";
import { NearFinder } from "../../server/near/near-finder.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import type { Asker } from "../../server/questions/questions.ts";
import { type RunningServer, startServer } from "../../server/server.ts";
import { GroundTiles } from "../../server/tiles/ground-tiles.ts";
import type { Command, Terminal } from "../cli/command.ts";
import { readOptions, requiredOption, textOption, wholeNumberOption } from "../cli/options.ts";
import { webRoot } from "../cli/web-root.ts";

const DEFAULT_PORT = 8030;
const MAX_PORT = 65535;

export const serveCommand: Command = {
  name: "serve",
  summary: "sert la carte et l’API",
  usage: `  --dataset DIR   jeu de données (obligatoire)
  --port N        ${DEFAULT_PORT} par défaut
  --host ADRESSE  127.0.0.1 par défaut : cette machine seulement ; 0.0.0.0 pour toutes

Au signal SIGHUP, le jeu de données est relu et mis à la place de l’ancien sans qu’une demande soit perdue.`,
  async run(args, terminal) {
    const values = readOptions(args, {
      dataset: { type: "string" },
      port: { type: "string" },
      host: { type: "string" },
    });
    const port = wholeNumberOption(values, "port", DEFAULT_PORT, [0, MAX_PORT]);
    const directory = requiredOption(values, "dataset");
    const first = await openDataset(directory, terminal);
    await prepareMap(first, terminal);
    const server = await startServer({
      ...first,
      host: textOption(values, "host") ?? "127.0.0.1",
      port,
      signal: terminal.signal,
    });
    terminal.err(`${first.study.dataset.name} : ${server.url}\n`);
    const reload = reloader(directory, server, terminal, first.study.dataset.id);
    process.on("SIGHUP", reload);
    try {
      // Answers until then are searched for, one by one.
      await prepareNear(first, terminal);
      await server.closed;
    } finally {
      process.off("SIGHUP", reload);
    }
  },
};

type Served = AppOptions & {
  readonly asker: Asker;
  readonly near: NearFinder;
  readonly tiles: GroundTiles;
};

/** Whole: a damaged dataset is refused now and not at some request. */
async function openDataset(directory: string, terminal: Terminal): Promise<Served> {
  const dataset = await loadBundle(directory);
  const onDeath = (cause: Error, task: string | null): void => {
    terminal.err(`a thread died${task === null ? "" : ` at ${task}`}: ${cause.message}\n`);
  };
  const asker = askThreads(dataset, { onDeath });
  return {
    study: createStudy(dataset),
    asker,
    near: new NearFinder(dataset, asker),
    tiles: new GroundTiles(dataset, { onDeath }),
    webRoot: webRoot(),
  };
}

/** What the first visitor would else wait for: the times of all cells, and what tiles are drawn from. */
async function prepareMap({ asker, tiles }: Served, { signal }: Terminal): Promise<void> {
  const stop = (): void => void Promise.all([asker.close(), tiles.close()]);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const isochrones = asker.ask("prepareIsochroneTiles", undefined);
    await Promise.all([tiles.prepare(), prepareTimes(asker), isochrones]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function prepareTimes(asker: Asker): Promise<void> {
  await asker.ask("prepareCellTiles", undefined);
  await asker.ask("prepareGapTiles", undefined);
}

async function prepareNear({ near }: Served, { signal }: Terminal): Promise<void> {
  try {
    await near.prepare({ signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Reads the dataset again each time it is called, one reading after the other. */
function reloader(directory: string, server: RunningServer, terminal: Terminal, firstId: string): () => void {
  let servedId = firstId;
  let last = Promise.resolve();
  const reload = async (): Promise<void> => {
    try {
      const next = await openDataset(directory, terminal);
      const { id, name } = next.study.dataset;
      if (id === servedId) {
        terminal.err(`${name} : déjà servi (${id})\n`);
        await Promise.all([next.asker.close(), next.tiles.close()]);
        return;
      }
      await prepareMap(next, terminal);
      await prepareNear(next, terminal);
      servedId = id;
      await server.swap(next);
      terminal.err(`${name} : servi désormais (${id})\n`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      terminal.err(`the dataset in service stays: ${reason}\n`);
    }
  };
  return () => {
    last = last.then(reload);
  };
}
