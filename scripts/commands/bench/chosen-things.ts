import { listOption, readChoice, type Values } from "../../cli/options.ts";

/**
 * The things that a repeatable option names, in their own order.
 *
 * @returns all of them where the option is not given
 */
export function chosenThings<Thing>(
  values: Values,
  option: string,
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
): readonly Thing[] {
  const words = listOption(values, option);
  if (words.length === 0) return things;
  const names = new Set(words.map((word) => readChoice(option, word, things.map(nameOf))));
  return things.filter((thing) => names.has(nameOf(thing)));
}
