import "../styles/siting.css";

import type { FeatureCollection } from "geojson";

import type { SitingReport } from "../../../isochrones/model/siting.ts";
import { planSites } from "../api/siting.ts";
import type { SitingJob } from "../../../server/schemas/siting-answers.ts";
import type { AppContext } from "../app/context.ts";
import { shownScenario } from "../app/state.ts";
import type { AppState, SitingChoice } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { sitingMessages as words } from "../i18n/siting-messages.ts";
import { NO_FEATURES } from "../map/content.ts";
import { tried } from "../scenario/scenarios.ts";
import type { Scenarios } from "../scenario/scenarios.ts";
import { sessionOf } from "../scenario/session.ts";
import { createSitingForm } from "./siting-form.ts";
import { createSitingProgress } from "./siting-progress.ts";
import { PLAIN_CHOICE, sitesAsEdits, sitingQuestion } from "./siting-question.ts";
import type { SitingDraft } from "./siting-question.ts";
import { sitesOfReport } from "./siting-result.ts";

/** What is shown, and the question that it answers. */
interface Shown {
  readonly report: SitingReport;
  readonly draft: SitingDraft;
  readonly key: string;
  /** Before it was tried: a scenario made of the sites does not change what they were asked for. */
  readonly base: Scenarios;
  /** The text of the scenario that was made of the sites; null as long as none was. */
  readonly tried: string | null;
}

/** Where the next sites should open: of the territory, the minutes and the structures that are shown. */
export function createSitingBlock(context: AppContext): HTMLElement {
  return new SitingScreen(context).element;
}

class SitingScreen {
  readonly element: HTMLElement;
  readonly #context: AppContext;
  readonly #form = createSitingForm({ onChange: () => this.#mark(), onRun: () => void this.#run() });
  readonly #progress = createSitingProgress();
  readonly #scenario = h("p", { class: "hint" });
  readonly #trouble = h("div");
  readonly #outdated = h("p", { class: "notice siting-outdated", role: "status", hidden: true });
  readonly #result = h("div", { class: "block siting-result" });
  #running: { readonly controller: AbortController; readonly key: string } | null = null;
  #shown: Shown | null = null;

  constructor(context: AppContext) {
    this.#context = context;
    this.element = h(
      "div",
      { class: "block siting" },
      h("p", { class: "hint" }, words.intro),
      this.#scenario,
      this.#form.element,
      this.#progress.element,
      this.#trouble,
      this.#outdated,
      this.#result,
    );
    this.#form.adopt(PLAIN_CHOICE, context.state.get().siteCount);
    this.#follow();
  }

  #follow(): void {
    const { state } = this.#context;
    state.watch(
      ({ siting }) => siting,
      (siting, all) => {
        if (siting !== null) this.#adopt(siting, all);
      },
    );
    state.watch(
      (all) => keyOf(all, { ...PLAIN_CHOICE, count: 1, csv: null }),
      () => this.#mark(),
    );
    state.watch(
      (all) => shownScenario(all),
      (scenario) => {
        this.#scenario.hidden = scenario === null;
        this.#scenario.textContent = scenario === null ? "" : words.scenario(scenario.name);
      },
    );
  }

  /** Asks what an address asks, where that is not under way or answered. */
  #adopt(siting: SitingChoice, all: AppState): void {
    const { csv } = this.#form.draft();
    const draft = { ...siting, count: all.siteCount, csv };
    if (this.#running?.key === keyOf(all, draft)) return;
    if (this.#shown !== null && this.#shown.key === keyOf(this.#askedOf(all), draft)) return;
    this.#form.adopt(siting, all.siteCount);
    void this.#run();
  }

  async #run(): Promise<void> {
    const draft = this.#form.draft();
    const all = this.#context.state.get();
    const { csv, count, ...choice } = draft;
    const controller = new AbortController();
    this.#running?.controller.abort();
    this.#clear();
    this.#running = { controller, key: keyOf(all, draft) };
    this.#context.state.set({ siting: choice, siteCount: count });
    if (choice.candidates === "fichier" && csv === null) {
      this.#running = null;
      return this.#progress.end(words.fileMissing);
    }
    this.#progress.start(() => {
      controller.abort();
      this.#progress.end(words.cancelled);
    });
    try {
      await this.#compute(all, draft, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#progress.end("");
      replaceChildren(
        this.#trouble,
        noticeOf(error, () => void this.#run()),
      );
    } finally {
      if (this.#running?.controller === controller) this.#running = null;
    }
  }

  async #compute(all: AppState, draft: SitingDraft, signal: AbortSignal): Promise<void> {
    let id = "";
    const tell = (job: SitingJob): void => {
      ({ id } = job);
      if (!signal.aborted) this.#progress.tell(job);
    };
    const report = await planSites(sitingQuestion(all, draft), tell, signal);
    if (signal.aborted) return;
    if (report === null) return this.#progress.end(words.cancelled);
    const { scenarios, shownScenario: index } = all;
    const base = { scenarios, shownScenario: index };
    this.#show({ report, draft, key: keyOf(all, draft), base, tried: null }, id);
  }

  #show(shown: Shown, id: string): void {
    const { report } = shown;
    this.#shown = shown;
    this.#form.learn(report.sites);
    this.#progress.end(words.done(report.sites.length));
    replaceChildren(
      this.#result,
      ...sitesOfReport(report, (decision, site) => this.#form.toggle(decision, site.id)),
      toolsOf(this.#context, report, id, async () => this.#try()),
    );
    this.#mark();
  }

  /** Shows the sites as a scenario, after the edits that they were sought on top of. */
  async #try(): Promise<void> {
    const shown = this.#shown;
    if (shown === null) return;
    const { state } = this.#context;
    const base = shownScenario({ ...state.get(), ...shown.base })?.text ?? "";
    const edits = sitesAsEdits(shown.report);
    const text = await sessionOf(this.#context).textAfter(base, words.scenarioName, edits);
    this.#shown = { ...shown, tried: text };
    // The page now tells of the scenario: an address that also asked would ask for sites beyond these.
    state.set({ ...tried(state.get(), { name: words.scenarioName, text }), siting: null });
  }

  #clear(): void {
    this.#shown = null;
    replaceChildren(this.#result);
    replaceChildren(this.#trouble);
    this.#mark();
  }

  /** Says whether what is shown still answers what is asked; its signs go when the page tells of something else. */
  #mark(): void {
    const shown = this.#shown;
    const all = this.#askedOf(this.#context.state.get());
    const isOutdated = shown !== null && keyOf(all, this.#form.draft()) !== shown.key;
    const isSamePage = shown !== null && keyOf(all, shown.draft) === shown.key;
    this.#outdated.hidden = !isOutdated;
    this.#outdated.textContent = isOutdated ? words.outdated : "";
    this.#result.classList.toggle("siting-old", isOutdated);
    const sites = isSamePage ? siteFeatures(shown.report) : NO_FEATURES;
    void this.#context.map.then((view) => view?.show({ sites }));
  }

  /** The state as it was before the sites shown were tried as a scenario. */
  #askedOf(all: AppState): AppState {
    const shown = this.#shown;
    const isTried = shown !== null && shown.tried !== null && shownScenario(all)?.text === shown.tried;
    return isTried ? { ...all, ...shown.base } : all;
  }
}

/** One text for a question: the same for equal ones. */
function keyOf(all: AppState, draft: SitingDraft): string {
  return JSON.stringify(sitingQuestion(all, draft));
}

function siteFeatures({ sites }: SitingReport): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: sites.map(({ lon, lat, rank, name }) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lon, lat] },
      properties: { rank, name },
    })),
  };
}

/** Files, the annex, and the sites as a scenario. */
function toolsOf(
  { navigation }: AppContext,
  { sites }: SitingReport,
  id: string,
  onTry: () => Promise<void>,
): HTMLElement {
  const file = (format: "csv" | "geojson"): HTMLElement =>
    h("a", { href: `/api/v1/implantations/${id}?f=${format}`, download: true }, words[format]);
  const told = h("div", { role: "status" });
  const attempt = (): void => {
    onTry().then(
      () => replaceChildren(told, h("p", { class: "hint" }, words.tried)),
      (error: unknown) => replaceChildren(told, noticeOf(error, attempt)),
    );
  };
  return h(
    "div",
    { class: "siting-tools" },
    sites.length > 0 &&
      h("button", { type: "button", class: "button siting-try", onclick: attempt }, words.try),
    file("csv"),
    file("geojson"),
    navigation.link({ view: "annex" }, {}, words.annex),
    told,
  );
}
