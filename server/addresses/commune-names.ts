import { plainName } from "../names/plain-name.ts";
import { withoutArticles } from "./address-query.ts";

const ARRONDISSEMENT = /^(?<city>.+) (?<number>\d+)(?<ending>er|e|eme) arrondissement$/u;

/**
 * What a commune is called, plain: first its own name, then how it is also written: without articles (`rochelle`), and
 * for a municipal arrondissement by number and city (`paris 12e`, `paris 12`, `paris`).
 */
export function namesOf(officialName: string): string[] {
  const name = plainName(officialName);
  const names = new Set([name]);
  const bare = withoutArticles(name);
  if (bare !== "") names.add(bare);
  const { city, number, ending } = ARRONDISSEMENT.exec(name)?.groups ?? {};
  if (city !== undefined) {
    for (const other of [`${city} ${number}${ending}`, `${city} ${number}`, city]) names.add(other);
  }
  return [...names];
}
