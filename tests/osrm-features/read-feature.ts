import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator, type PickleStep } from "@cucumber/messages";

/** One step of a scenario: its sentence, and the table or the text below it. */
export interface ScenarioStep {
  readonly text: string;
  /** Rows of cells, headings first; empty without a table. */
  readonly rows: readonly (readonly string[])[];
  readonly docString: string | null;
}

export interface FeatureScenario {
  readonly name: string;
  readonly line: number;
  readonly tags: readonly string[];
  readonly steps: readonly ScenarioStep[];
}

export interface Feature {
  readonly name: string;
  readonly scenarios: readonly FeatureScenario[];
}

/** A `.feature` file in Gherkin, with backgrounds and outlines unfolded. */
export function readFeature(path: string): Feature {
  const newId = IdGenerator.incrementing();
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
  const document = parser.parse(readFileSync(path, "utf8"));
  const pickles = compile(document, basename(path), newId);
  return {
    name: basename(path),
    scenarios: pickles.map(({ name, tags, steps, location }) => ({
      name,
      line: location?.line ?? 0,
      tags: tags.map((tag) => tag.name),
      steps: steps.map(stepOf),
    })),
  };
}

function stepOf({ text, argument }: PickleStep): ScenarioStep {
  return {
    text,
    rows: argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value)) ?? [],
    docString: argument?.docString?.content ?? null,
  };
}

/** The rows of a table as records by its headings. */
export function recordsOf({ rows }: ScenarioStep): Readonly<Record<string, string>>[] {
  const [headings = [], ...rest] = rows;
  return rest.map((cells) =>
    Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ""])),
  );
}
