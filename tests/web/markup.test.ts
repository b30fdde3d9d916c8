import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const SOURCES = resolve(import.meta.dirname, "../../web/src");
/** What makes markup or code of text. */
const DANGEROUS =
  /\b(inner|outer)HTML\s*\+?=(?!=)|\b(insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|srcdoc|eval)\b|document\.write|new Function\b|setHTML\(|\.setAttribute\("on/;

test("no part of the page makes markup of text: names in the data are no exception", () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(100);
  const found = files.filter((name) => DANGEROUS.test(readFileSync(join(SOURCES, name), "utf8")));
  expect(found).toEqual([]);
});
