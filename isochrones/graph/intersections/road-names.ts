import type { RoadName } from "../../model/network.ts";

/** Words at the beginning or end of a name that do not make it another road (OSRM 6.0.0, car profile). */
const COMPASS_WORDS: ReadonlySet<string> = new Set(
  ["n", "ne", "e", "se", "s", "sw", "w", "nw", "north", "south", "west", "east"].concat(
    "nor",
    "sou",
    "we",
    "ea",
  ),
);

/** Do two roads bear what a driver takes for one name? Roads without a name never do. */
export function bearOneName(a: RoadName, b: RoadName): boolean {
  const isNamed = ({ name, ref }: RoadName): boolean => name !== "" || ref !== "";
  return isNamed(a) && isNamed(b) && !isNews(a, b) && !isNews(b, a);
}

/**
 * Would the name of a road be news to a driver who comes from another one? It is not where one name is the beginning
 * of the other, or they differ by a point of the compass, or the number of the road stays.
 */
export function isNews(from: RoadName, to: RoadName): boolean {
  if (from.name === to.name && from.ref === to.ref) return false;
  if (from.name === "" && from.ref === "") return true;
  const onlyCompass = differByCompass(from.name, to.name);
  const sameName = from.name.startsWith(to.name) || to.name.startsWith(from.name) || onlyCompass;
  const noNames = from.name === "" && to.name === "";
  const noRefs = from.ref === "" && to.ref === "";
  const sameRef = from.ref === "" || to.ref === "" || from.ref.includes(to.ref) || to.ref.includes(from.ref);
  const losesName = from.name !== "" && to.name === "";
  const losesRef = from.ref !== "" && to.ref === "";
  const isPlain =
    (noNames && noRefs) ||
    (sameName && (sameRef || noRefs || losesRef)) ||
    (sameRef && losesName) ||
    onlyCompass;
  const swaps =
    (from.name === "" && from.ref !== "" && to.name !== "" && to.ref === "") ||
    (from.name !== "" && from.ref === "" && to.name === "" && to.ref !== "");
  return !isPlain || swaps || (noNames && !sameRef);
}

/** Is all that two names do not share a point of the compass, or nothing? */
function differByCompass(a: string, b: string): boolean {
  const shared = longestShared(a, b);
  const rest = (name: string): string[] => {
    if (shared === "") return [name];
    const at = name.indexOf(shared);
    return [name.slice(0, at), name.slice(at + shared.length)];
  };
  return [...rest(a), ...rest(b)]
    .map((part) => part.trim().toLowerCase())
    .every((part) => part === "" || COMPASS_WORDS.has(part));
}

/** The longest text that two names have in common; the first of several. O(|a| |b|). */
function longestShared(a: string, b: string): string {
  let [end, length] = [0, 0];
  // How much of a, up to its current letter, ends b up to each of its letters: backwards, as each needs the one before.
  const shared = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    for (let j = b.length; j > 0; j--) {
      shared[j] = a[i - 1] === b[j - 1] ? shared[j - 1] + 1 : 0;
      if (shared[j] > length) [end, length] = [i, shared[j]];
    }
  }
  return a.slice(end - length, end);
}
