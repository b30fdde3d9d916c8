import { descriptorSink } from "../../server/journal/descriptor-sink.ts";
import { type Journal, JOURNAL_FORMATS, openJournal } from "../../server/journal/journal.ts";
import { type Terminal, UsageError } from "../cli/command.ts";
import { readChoice, textOption, type Values } from "../cli/options.ts";
import { trenteVersion } from "../cli/version.ts";

const VARIABLE = "TRENTE_JOURNAL";

export const JOURNAL_USAGE = `  --journal FORMAT       texte (par défaut : une ligne par événement, sur stderr), json (un objet par demande et par événement, sur stdout) ou non ; à défaut ${VARIABLE}`;

/** The journal that the option or the environment asks for. */
export function openServeJournal(values: Values, terminal: Terminal): Journal {
  const format = readFormat(textOption(values, "journal"));
  const base = { service: "trente", version: trenteVersion() };
  if (format !== "json") return openJournal({ format, sink: { write: (line) => terminal.err(line) }, base });
  const sink =
    terminal.outDescriptor === undefined
      ? { write: (line: string) => void terminal.out(line) }
      : descriptorSink(terminal.outDescriptor);
  return openJournal({ format, sink, base });
}

function readFormat(option: string | undefined): (typeof JOURNAL_FORMATS)[number] {
  if (option !== undefined) return readChoice("journal", option, JOURNAL_FORMATS);
  const text = process.env[VARIABLE] ?? "";
  if (text === "") return "texte";
  const known = JOURNAL_FORMATS.find((format) => format === text);
  if (known === undefined) {
    throw new UsageError(`${VARIABLE}: got "${text}", expected ${JOURNAL_FORMATS.join(", ")}`);
  }
  return known;
}
