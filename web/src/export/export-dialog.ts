import "../styles/export.css";

import type { AppContext } from "../app/context.ts";
import { openDialog } from "../dom/dialog.ts";
import { h } from "../dom/dom.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";
import { downloadBlob, downloadRows } from "../tables/download.ts";
import { allIsochrones } from "./all-isochrones.ts";
import { exportSets } from "./export-sets.ts";
import type { ExportSet, ExportSubject } from "./export-sets.ts";

const words = documentMessages.exports;

/** Opens the list of all files that can be made of what is shown now. */
export function openExportDialog(context: AppContext): void {
  const { dataset, state, data } = context;
  const { report, place } = data.get();
  const name = place?.territory.name ?? dataset.name;
  const counted = messages.switches.counted(
    report?.structures.counted ?? dataset.counts.structures,
    dataset.counts.structures,
  );
  const status = h("p", { class: "hint", role: "status", "aria-live": "polite" });
  const closed = new AbortController();
  const isochrones = allIsochronesItem(context, closed.signal);
  const dialog = openDialog(
    words.title,
    h("p", { class: "hint" }, words.scope(name, state.get().minutes, counted)),
    h(
      "ul",
      { class: "export-list" },
      pictureItem(context, status),
      ...exportSets(subjectOf(context)).flatMap((set) =>
        set.title === words.cells ? [isochrones, setItem(set)] : [setItem(set)],
      ),
      curveItem(context),
    ),
    status,
  );
  dialog.addEventListener("close", () => closed.abort());
}

/** Prepared by the server when it is asked for: too much to be drawn at once. */
function allIsochronesItem(context: AppContext, closed: AbortSignal): HTMLElement | null {
  const all = context.state.get();
  const { structures } = subjectOf(context).counts;
  if (structures === 0) return null;
  const { title, detail, button, progress } = allIsochrones(all, structures, closed);
  return item(title, detail, [button], progress);
}

function subjectOf({ dataset, state, data }: AppContext): ExportSubject {
  const { report, place, gaps } = data.get();
  const all = state.get();
  return {
    ...all,
    counts: {
      // A commune holds no others: its file has its own line.
      communes: place === null ? dataset.counts.communes : (place.kinds.commune ?? 1),
      gaps: gaps !== null && gaps.minutes === all.minutes ? gaps.total : null,
      structures: report?.structures.inTerritory ?? dataset.counts.structures,
      cells: report?.cells.count ?? dataset.counts.cells,
    },
  };
}

function setItem({ title, detail, files }: ExportSet): HTMLElement {
  return item(
    title,
    detail,
    files.map(({ format, href, name }) =>
      h(
        "a",
        { class: "button", href, download: name, "aria-label": messages.out.formatOf(format, title) },
        format,
      ),
    ),
  );
}

/** Made in the page: the curve is there already. */
function curveItem({ state, data }: AppContext): HTMLElement | null {
  const { report } = data.get();
  if (report === null) return null;
  const { curve, population } = report;
  const button = h(
    "button",
    { type: "button", class: "button", "aria-label": messages.out.formatOf("CSV", words.curve) },
    "CSV",
  );
  button.addEventListener("click", () =>
    downloadRows(
      `${words.curveFile}-${state.get().territory.replace(":", "-")}`,
      words.curveHeader,
      curve.map(({ minutes, share }) => [minutes, share, share * population]),
    ),
  );
  return item(words.curve, words.curveDetail(curve.length), [button]);
}

function pictureItem(context: AppContext, status: HTMLElement): HTMLElement {
  const say = (text: string): void => status.replaceChildren(text);
  const button = h(
    "button",
    { type: "button", class: "button", "aria-label": messages.out.formatOf("PNG", words.picture) },
    "PNG",
  );
  const make = async (): Promise<void> => {
    button.disabled = true;
    say(words.pictureMaking);
    try {
      const { drawPicture } = await import("./picture.ts");
      const blob = await drawPicture(context);
      downloadBlob(`${words.pictureFile}-${context.state.get().territory.replace(":", "-")}.png`, blob);
      say(words.pictureDone);
    } catch (error) {
      say(words.pictureFailed(error instanceof Error ? error.message : String(error)));
    } finally {
      button.disabled = false;
    }
  };
  button.addEventListener("click", () => void make());
  return item(words.picture, words.pictureDetail, [button]);
}

function item(
  title: string,
  detail: string,
  controls: readonly HTMLElement[],
  progress: HTMLElement | null = null,
): HTMLElement {
  return h(
    "li",
    {},
    h("div", { class: "export-what" }, h("h3", {}, title), h("p", { class: "hint" }, detail), progress),
    h("div", { class: "export-files" }, ...controls),
  );
}
