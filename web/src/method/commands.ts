import type { DatasetAnswer } from "../../../server/schemas/answers.ts";
import { countedParameters, EVERYWHERE } from "../app/state.ts";
import type { Counted } from "../app/state.ts";

/** What `trente build` takes for granted. */
const DEFAULTS = { profile: "car", minComponent: 1_000 };

/** What files of each role are to `trente build`; those of codes come with the program. */
const FILE_OPTIONS = [
  ["roads", "osm"],
  ["structures", "structures"],
  ["population", "population"],
  ["communes", "communes"],
] as const;

const FOLDER = "jeux/le-mien";

/** The command that makes this dataset anew from files of the same names. */
export function buildCommand({
  sources,
  profile,
  parameters,
}: Pick<DatasetAnswer, "sources" | "profile" | "parameters">): string {
  const { minComponent } = parameters;
  const options: [string, string][] = FILE_OPTIONS.flatMap(([role, option]) =>
    sources.filter((source) => source.role === role).map(({ file }): [string, string] => [option, file]),
  );
  if (profile !== DEFAULTS.profile) options.push(["profile", profile]);
  if (minComponent !== undefined && minComponent !== DEFAULTS.minComponent) {
    options.push(["min-component", String(minComponent)]);
  }
  return command("build", [...options, ["out", FOLDER]]);
}

/** The command that gives the figure of a state, and what it becomes under other assumptions. */
export function coverageCommand(state: Counted & { territory: string; minutes: number }): string {
  const options: [string, string][] = [["dataset", FOLDER]];
  if (state.territory !== EVERYWHERE) options.push(["territoire", state.territory]);
  options.push(["minutes", String(state.minutes)]);
  // The program has the API's words, with dashes.
  for (const [name, value] of Object.entries(countedParameters(state))) {
    options.push([name.replaceAll("_", "-"), value]);
  }
  return `${command("coverage", options)} --sensibilite`;
}

function command(name: string, options: readonly (readonly [string, string])[]): string {
  return ["npx trente", name, ...options.map(([option, value]) => `--${option} ${shellWord(value)}`)].join(
    " ",
  );
}

/** As a shell reads it in one piece. */
function shellWord(text: string): string {
  return /^[\w.,:/@+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
