/** What the words of a text say for a commune. */
export type NameEvidence =
  /** They hold its name. */
  | "exact"
  /** Its name as it is also written: without articles, an arrondissement by the city's name. */
  | "variant"
  /** They end in the beginning of its name. */
  | "beginning"
  /** They end in a later word of its name, or in the beginning of one. */
  | "word"
  /** They hold its name, but not where a commune stands: it may be a street's. */
  | "mentioned"
  | "none";

/** What the postcodes and INSEE codes of a text say for a commune. */
export type CodeEvidence =
  /** One is its own, and of no other commune. */
  | "only"
  /** One is its own: its postcode, or its INSEE code. */
  | "own"
  /** One is its INSEE code, but others' postcode, which is what people write. */
  | "doubtful"
  /** None is its own, but one is of its département: a Cedex, a neighbour's. */
  | "departement"
  | "elsewhere"
  /** The text has no code, and nothing beside the name: `mairie de` counts as nothing. */
  | "alone"
  /** The text has no code, and other words, which may be a street that is named after a commune. */
  | "amid";

/**
 * Name and code together leave no doubt. A code alone is worth more than a name elsewhere, a name in the right
 * département more than a code alone: postcodes are mistyped more often than names are.
 */
const SCORES: Readonly<Record<CodeEvidence, Readonly<Partial<Record<NameEvidence, number>>>>> = {
  only: { exact: 1, variant: 0.98, beginning: 0.92, word: 0.91, mentioned: 0.9, none: 0.9 },
  own: { exact: 1, variant: 0.98, beginning: 0.85, word: 0.75, mentioned: 0.7, none: 0.6 },
  doubtful: { exact: 1, variant: 0.98, beginning: 0.85, word: 0.75, mentioned: 0.7, none: 0.55 },
  departement: { exact: 0.8, variant: 0.78, beginning: 0.5 },
  elsewhere: { exact: 0.5, variant: 0.48 },
  alone: { exact: 0.9, variant: 0.88, beginning: 0.65, word: 0.45 },
  amid: { exact: 0.55, variant: 0.53 },
};

/** How sure it is that a text means a commune, 0 to 1; 0 is no answer. */
export function scoreOf(name: NameEvidence, code: CodeEvidence): number {
  return SCORES[code][name] ?? 0;
}
