import { readBundle } from "../../data/bundle/read-bundle.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { startServer } from "../../server/server.ts";
import type { Command } from "../cli/command.ts";
import { readOptions, requiredOption, textOption, wholeNumberOption } from "../cli/options.ts";
import { webRoot } from "../cli/web-root.ts";

const DEFAULT_PORT = 8030;
const MAX_PORT = 65535;

export const serveCommand: Command = {
  name: "serve",
  summary: "sert la carte et l’API",
  usage: `  --dataset DIR   jeu de données (obligatoire)
  --port N        ${DEFAULT_PORT} par défaut
  --host ADRESSE  127.0.0.1 par défaut : cette machine seulement ; 0.0.0.0 pour toutes`,
  async run(args, terminal) {
    const values = readOptions(args, {
      dataset: { type: "string" },
      port: { type: "string" },
      host: { type: "string" },
    });
    const port = wholeNumberOption(values, "port", DEFAULT_PORT, [0, MAX_PORT]);
    // Whole: a damaged dataset is refused now and not at some request.
    const study = createStudy(readBundle(requiredOption(values, "dataset")));
    const server = await startServer({
      study,
      webRoot: webRoot(),
      host: textOption(values, "host") ?? "127.0.0.1",
      port,
      signal: terminal.signal,
    });
    terminal.err(`${study.dataset.name} : ${server.url}\n`);
    await server.closed;
  },
};
