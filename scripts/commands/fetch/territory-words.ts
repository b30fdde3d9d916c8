import { planFetch, UnknownTerritory } from "../../../data/fetch/plan.ts";
import { UsageError } from "../../cli/command.ts";
import { suggestion } from "../../cli/nearest-word.ts";
import { textOption, type Values } from "../../cli/options.ts";

/** What `TERRITOIRE` may be, as help says it. */
export const TERRITORIES_USAGE =
  "TERRITOIRE : un département (2A, dep:2A, 974, cantal), une région (reg:94, corse, bretagne) ou france ; plusieurs à la suite";

export const MIRROR_USAGE =
  "miroir des sites officiels : https://hôte/chemin y est cherché à URL/hôte/chemin ; à défaut TRENTE_MIROIR";

const EXAMPLES = "2A, dep:2A, 974, reg:94, corse or france";

/** Refuses words that name no territory before anything is done. @throws UsageError */
export function checkTerritories(words: readonly string[]): void {
  if (words.length === 0) throw new UsageError(`a territory is missing, expected such as ${EXAMPLES}`);
  try {
    planFetch(words);
  } catch (error) {
    if (!(error instanceof UnknownTerritory)) throw error;
    const many = error.word.includes(",") ? ", expected territories with spaces between them" : "";
    const meant = many || suggestion(error.word, error.known) || `, expected such as ${EXAMPLES}`;
    throw new UsageError(`territory "${error.word}": unknown${meant}`);
  }
}

/** Address of a mirror by `--miroir` or `TRENTE_MIROIR`; null where none is given. @throws UsageError */
export function readMirror(values: Values): string | null {
  const option = textOption(values, "miroir");
  const name = option === undefined ? "TRENTE_MIROIR" : "option --miroir";
  const text = option ?? process.env["TRENTE_MIROIR"] ?? "";
  if (text === "") return null;
  const expected = "expected an address such as https://miroir.exemple/pub";
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address !== null && address.username + address.password !== "") {
    throw new UsageError(
      `${name}: got an address with a name or a password, which would not be sent, ${expected}`,
    );
  }
  if (address !== null && /^https?:$/u.test(address.protocol) && !/[?#]/u.test(text)) return text;
  throw new UsageError(`${name}: got "${text}", ${expected}`);
}
