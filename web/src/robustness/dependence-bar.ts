import type { RobustnessAnswer } from "../../../server/schemas/robustness-answers.ts";
import { h } from "../dom/dom.ts";
import { robustnessMessages as words } from "../i18n/robustness-messages.ts";
import { dependenceParts } from "./dependence.ts";

/** Who depends on one structure, on two, on more: a sentence, a bar, and its parts in words. */
export function createDependenceBar(answer: RobustnessAnswer): HTMLElement {
  const { minutes } = answer;
  const parts = dependenceParts(answer);
  const [one] = parts;
  if (one === undefined) return h("p", {}, words.nobody);
  const said = parts.map(({ id, people, share }) => ({
    id,
    share,
    text: words.part(words.parts[id], people, share),
  }));
  const bar = h("div", {
    class: "dependence-bar",
    role: "img",
    "aria-label": words.barLabel(
      words.partsTitle(minutes),
      said.map(({ text }) => text),
    ),
  });
  for (const { id, share } of said) {
    const part = h("span", { class: `dependence-${id}` });
    part.style.flexGrow = String(share);
    bar.append(part);
  }
  return h(
    "div",
    { class: "block" },
    h("p", { class: "dependence-sentence" }, words.sentence(minutes, one.people, one.share)),
    h("h3", { class: "dependence-title" }, words.partsTitle(minutes)),
    bar,
    h(
      "ul",
      { class: "dependence-parts" },
      ...said.map(({ id, text }) =>
        h(
          "li",
          {},
          h("span", { class: `dependence-key dependence-${id}`, "aria-hidden": "true" }),
          h("span", {}, text),
        ),
      ),
    ),
  );
}
