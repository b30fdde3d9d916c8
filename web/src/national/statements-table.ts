import "../styles/national.css";

import type { CoverageAnswer } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import { countedParameters, EVERYWHERE } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { formatShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { STATEMENTS, WHOLE_FRANCE_DEPARTEMENTS } from "./statements.ts";
import type { Statement } from "./statements.ts";

const words = messages.national;
const MARKS = [30, 20] as const;

/** What was officially said, line by line, with what is computed here in the last one. */
export function createStatementsTable(context: AppContext): HTMLElement {
  const { data } = context;
  const caveats = h("div", { class: "statement-caveats" });
  const ours = h("tr", { class: "statement-ours" });
  const table = h(
    "table",
    { class: "table statements" },
    h("caption", { class: "visually-hidden" }, words.caption),
    h("thead", {}, h("tr", {}, ...headCells())),
    h("tbody", {}, ...STATEMENTS.map(statementRow), ours),
  );
  const draw = (): void => {
    const { report } = data.get();
    replaceChildren(ours, ...(report === null ? [] : ourCells(context, report)));
  };
  data.watch(({ report }) => report, draw);
  data.watch(
    ({ place }) => place,
    () => void drawCaveats(context, caveats),
  );
  context.state.watch(
    (state) => Object.keys(countedParameters(state)).length > 0,
    () => void drawCaveats(context, caveats),
  );
  return h(
    "div",
    { class: "block" },
    h("p", { class: "hint" }, `${words.caption}. ${words.intro}`),
    caveats,
    h("div", { class: "table-scroller", tabindex: 0, role: "region", "aria-label": words.title }, table),
  );
}

/** Why the figure of this dataset does not stand beside the others, where it does not. */
async function drawCaveats({ dataset, data, curves, state }: AppContext, into: HTMLElement): Promise<void> {
  const { place } = data.get();
  const selected = Object.keys(countedParameters(state.get())).length > 0 && words.selected;
  const show = (...sentences: readonly (string | false)[]): void =>
    replaceChildren(
      into,
      ...sentences.map((sentence) => sentence !== false && h("p", { class: "notice" }, sentence)),
    );
  if (dataset.fictitious) return show(words.fictitious, selected);
  const departements = place?.kinds.departement ?? 0;
  if (place === null || place.territory.ref !== EVERYWHERE || departements >= WHOLE_FRANCE_DEPARTEMENTS)
    return show(selected);
  show(words.partial([], departements), selected);
  // The names alone are missing where they cannot be had.
  const regions = await curves.inside(EVERYWHERE, "region", state.get()).catch(() => []);
  if (data.get().place !== place) return;
  const names = regions.map(({ name }) => name);
  show(words.partial(names, departements), selected);
}

function headCells(): HTMLElement[] {
  const titles = [words.date, words.who, ...MARKS.map(words.within), words.network, words.source];
  return titles.map((title) => h("th", { scope: "col" }, title));
}

function statementRow({ dateText, who, within30, within20, network, source }: Statement): HTMLElement {
  const french = (text: string | null): HTMLElement =>
    text === null ? h("td", {}, words.unsaid) : h("td", { lang: "fr" }, text);
  return h(
    "tr",
    {},
    h("th", { scope: "row", lang: "fr" }, dateText),
    french(who),
    french(within30),
    french(within20),
    french(network),
    h("td", {}, h("a", { href: source.url, lang: "fr", rel: "external" }, source.title)),
  );
}

function ourCells({ dataset, navigation }: AppContext, report: CoverageAnswer): Child[] {
  const vintages = dataset.fictitious
    ? []
    : (["structures", "population", "roads"] as const).flatMap((role) => {
        const source = dataset.sources.find((candidate) => candidate.role === role);
        return source === undefined || source.vintage === "" ? [] : [messages.headline.vintage(source)];
      });
  const shareAt = (minutes: number): number => report.curve[minutes]?.share ?? 0;
  return [
    h("th", { scope: "row" }, dataset.fictitious ? messages.fictitious.title : words.oursDates(vintages)),
    h("td", {}, h("strong", {}, words.ours)),
    ...MARKS.map((minutes) => h("td", {}, h("strong", {}, formatShare(shareAt(minutes))))),
    h("td", {}, words.oursNetwork(report.structures.counted)),
    h("td", {}, navigation.link({ view: "method" }, {}, words.oursMethod)),
  ];
}
