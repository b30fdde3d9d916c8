import type { CoverageAnswer } from "../../../server/schemas/answers.ts";
import type { DocumentContext } from "../document/document-context.ts";
import { countedKey } from "../app/state.ts";
import { createDocumentPage, namedPoints, paragraphs } from "../document/document-page.ts";
import type { DocumentSection } from "../document/document-page.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";
import { enginesSection } from "./engines-section.ts";
import { figureContent } from "./figure-section.ts";
import { issuesContent, maxSnapOf, qualityContent } from "./quality-section.ts";
import { reproduceContent } from "./reproduce-section.ts";
import { sensitivitySection } from "./sensitivity-section.ts";
import { sourcesSection } from "./sources-section.ts";

const words = documentMessages.method;

/** How the figure is made, of what, and how far it can be trusted; for the territory and the choices of the state. */
export function createMethodPage(context: DocumentContext): HTMLElement {
  const { dataset } = context;
  return createDocumentPage(context, {
    title: words.title,
    lead: [h("p", { class: "document-lead" }, words.lead)],
    sections: [
      measuredSection(context),
      figureSection(context),
      sourcesSection(dataset.sources),
      qualitySection(context),
      sensitivitySection(context),
      enginesSection(),
      { id: "limites", title: words.limits.title, content: [namedPoints(words.limits.points)] },
      reproduceSection(context),
    ],
  });
}

function measuredSection({ dataset }: DocumentContext): DocumentSection {
  const { title, text, steps } = words.measured;
  return {
    id: "mesure",
    title,
    content: [...paragraphs(text), namedPoints(steps(maxSnapOf(dataset), dataset.profile))],
  };
}

function figureSection(context: DocumentContext): DocumentSection {
  const { state, data, untilClosed } = context;
  const place = h("p", { class: "document-place" });
  untilClosed(
    data.watch(
      (all) => all.place?.territory.name ?? "",
      (name) => (place.textContent = name),
    ),
  );
  const content = reportPlace(context, (report) => figureContent(report, state.get()));
  return { id: "chiffre-du-territoire", title: words.figure.titlePlain, content: [place, content] };
}

function qualitySection(context: DocumentContext): DocumentSection {
  const { dataset } = context;
  const content = reportPlace(context, (report) => qualityContent(report, dataset, report.territory.name));
  return {
    id: "qualite",
    title: words.quality.title,
    content: [content, ...issuesContent(dataset.issues)],
  };
}

function reproduceSection(context: DocumentContext): DocumentSection {
  const content = reportPlace(context, (report) => reproduceContent(report, context));
  return { id: "refaire", title: words.reproduce.title, content: [content] };
}

/** A place for what is made of the report: it waits for it, says why it did not come, and follows the minutes. */
function reportPlace(
  { state, data, reload, untilClosed }: DocumentContext,
  contentOf: (report: CoverageAnswer) => Child[],
): HTMLElement {
  const place = h("div", { class: "document-section" });
  const draw = (): void => {
    const { report, failure } = data.get();
    if (report !== null) replaceChildren(place, ...contentOf(report));
    else if (failure !== null) replaceChildren(place, failureNotice(messages.failed(failure), reload));
    else replaceChildren(place, h("p", { class: "hint" }, words.waiting));
  };
  untilClosed(data.watch((all) => `${all.failure}`, draw));
  untilClosed(data.watch(({ report }) => report, draw));
  untilClosed(state.watch((all) => `${all.minutes} ${countedKey(all)}`, draw));
  return place;
}
