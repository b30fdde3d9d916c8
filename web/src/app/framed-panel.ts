import "../styles/frame.css";

import { createHeadline } from "../coverage/headline.ts";
import { createSlider } from "../coverage/slider.ts";
import { h } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import type { AppContext } from "./context.ts";

/** On another site's page: the figure and the slider, and a way to the whole in a tab of its own. */
export function createFramedPanel(context: AppContext): HTMLElement {
  const { navigation } = context;
  return h(
    "div",
    { class: "framed" },
    createHeadline(context),
    createSlider(context.state),
    navigation.link(
      { isEmbedded: false },
      { class: "framed-link", target: "_blank", rel: "noopener" },
      messages.frame.open,
      h("span", { class: "visually-hidden" }, ` (${messages.frame.opens})`),
    ),
  );
}
