import "../styles/export.css";

import type { AppContext } from "../app/context.ts";
import { openDialog } from "../dom/dialog.ts";
import { h } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import { copyText } from "./copy-text.ts";
import { frameCode, LEAST_FRAME } from "./frame-code.ts";

const words = messages.share;

const MOST_PIXELS = 4000;

/** Opens what others need to see the same view: its address, and the code of a frame. */
export function openShareDialog(context: AppContext): void {
  const { navigation } = context;
  const link = h("input", {
    type: "text",
    id: "share-link",
    class: "field",
    readonly: true,
    // With the place of the map, which the address bar has after `#`.
    value: location.origin + navigation.address({}) + location.hash,
    "aria-describedby": "share-link-detail",
  });
  openDialog(
    words.title,
    h("label", { class: "share-label", for: "share-link" }, words.link),
    h("p", { class: "hint", id: "share-link-detail" }, words.linkDetail),
    h("div", { class: "share-row" }, link, ...copier(words.copyLink, link)),
    frameSection(context),
  );
  link.select();
}

function frameSection({ dataset, data, navigation }: AppContext): HTMLElement {
  const source = location.origin + navigation.address({ isEmbedded: true, view: "map" });
  const title = words.frameTitle(data.get().place?.territory.name ?? dataset.name);
  const code = h("textarea", {
    id: "frame-code",
    class: "field",
    readonly: true,
    rows: 4,
    spellcheck: "false",
  });
  const size = h("p", { class: "hint", role: "status", "aria-live": "polite" });
  const width = sizeInput("frame-width", 600);
  const height = sizeInput("frame-height", 400);
  const draw = (): void => {
    const pixels = { width: pixelsOf(width), height: pixelsOf(height) };
    code.value = frameCode(source, title, pixels.width, pixels.height);
    const isSmall = pixels.width < LEAST_FRAME.width || pixels.height < LEAST_FRAME.height;
    const said = words.size(pixels.width, pixels.height);
    size.textContent = isSmall ? `${said} ${words.tooSmall(LEAST_FRAME.width, LEAST_FRAME.height)}` : said;
  };
  width.addEventListener("input", draw);
  height.addEventListener("input", draw);
  draw();
  return h(
    "section",
    { class: "share-frame", "aria-labelledby": "share-frame-title" },
    h("h3", { id: "share-frame-title" }, words.frame),
    h("p", { class: "hint" }, words.frameDetail),
    h(
      "div",
      { class: "share-row" },
      h("label", { for: "frame-width" }, words.width),
      width,
      h("label", { for: "frame-height" }, words.height),
      height,
    ),
    size,
    h("label", { class: "share-label", for: "frame-code" }, words.code),
    code,
    h("div", { class: "share-row" }, ...copier(words.copyCode, code)),
  );
}

function sizeInput(id: string, value: number): HTMLInputElement {
  return h("input", {
    type: "number",
    id,
    class: "field size-field",
    min: 200,
    max: MOST_PIXELS,
    step: 10,
    value,
  });
}

/** What is typed, within bounds; while nothing is, the least. */
function pixelsOf(input: HTMLInputElement): number {
  const pixels = Number.isFinite(input.valueAsNumber) ? Math.round(input.valueAsNumber) : 0;
  return Math.min(MOST_PIXELS, Math.max(200, pixels));
}

/** A button that copies a field, and where it says what became of it. */
function copier(text: string, field: HTMLInputElement | HTMLTextAreaElement): HTMLElement[] {
  const said = h("span", { class: "share-said", role: "status", "aria-live": "polite" });
  const button = h("button", { type: "button", class: "button" }, text);
  button.addEventListener("click", () => {
    void copyText(field).then((outcome) => {
      said.textContent = outcome;
      // What is only selected has to keep the focus, for the reader's own keys.
      if (outcome === words.copied) button.focus();
    });
  });
  return [button, said];
}
