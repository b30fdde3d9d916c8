import type { AppContext } from "../app/context.ts";
import { countedSentence } from "../coverage/counted-words.ts";
import { datesOf } from "../coverage/headline.ts";
import { recount } from "../coverage/recount.ts";
import { sentenceOf } from "../coverage/sentence.ts";
import { formatDate } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { messages } from "../i18n/messages.ts";
import { attributionText } from "../map/attribution.ts";
import { legendEntries, legendTitle } from "../map/legend-entries.ts";
import { shadingAt } from "../map/levels.ts";
import { metersPerPixel, scaleBar } from "../map/scale-bar.ts";
import { followTheme } from "../map/theme.ts";
import { captureMap } from "./capture-map.ts";
import { composePicture } from "./compose-picture.ts";

/** Pixels a picture is wide at least: that of a phone's map is drawn finer. */
const LEAST_WIDTH = 1400;
const PIXEL_RATIO = 2;
const SCALE_PIXELS = 120;

/**
 * The map as it stands, as a PNG with all that makes it understood elsewhere. Throws a sentence for the reader where there is
 * no map.
 */
export async function drawPicture(context: AppContext): Promise<Blob> {
  const { state } = context;
  const { scenarioSide } = state.get();
  // What is written over the picture is of the scenario itself.
  state.set({ scenarioSide: "after" });
  try {
    return await drawNow(context);
  } finally {
    state.set({ scenarioSide });
  }
}

async function drawNow(context: AppContext): Promise<Blob> {
  const view = await context.map;
  if (view === null) throw new Error(documentMessages.exports.noMap);
  const { map } = view;
  const { dataset, state, data, navigation } = context;
  const { minutes, ground } = state.get();
  const shading = shadingAt(state.get().shading, map.getZoom());
  const { report, place } = data.get();
  const total = dataset.counts.structures;
  const counted = messages.counted.scope(
    messages.switches.counted(report?.structures.counted ?? total, total),
  );
  const palette = followTheme().get().current;
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const pixelRatio = Math.max(PIXEL_RATIO, Math.ceil(LEAST_WIDTH / width));
  const { lat } = map.getCenter();
  let canvas: HTMLCanvasElement | null = null;
  await captureMap(map, pixelRatio, (mapCanvas) => {
    canvas = composePicture({
      map: mapCanvas,
      width,
      height,
      pixelRatio,
      palette,
      warning: dataset.fictitious ? documentMessages.printSheet.fictitious : null,
      title: place?.territory.name ?? dataset.name,
      sentence: sentenceOf(report === null ? null : recount(report, minutes)),
      counted: countedSentence(state.get()),
      dates: [counted, datesOf(dataset, null)].filter((part) => part !== "").join(" "),
      legendTitle: legendTitle(minutes, shading),
      legend: legendEntries(palette, minutes, shading),
      scale: scaleBar(metersPerPixel(lat, map.getZoom()), SCALE_PIXELS),
      foot: [
        attributionText(dataset, ground),
        documentMessages.printSheet.stamp(formatDate(new Date().toISOString().slice(0, 10)), dataset.id),
        location.origin + navigation.address({}),
      ],
    });
  });
  return toPng(canvas);
}

async function toPng(canvas: HTMLCanvasElement | null): Promise<Blob> {
  const blob = await new Promise<Blob | null>((resolve) => {
    if (canvas === null) resolve(null);
    else canvas.toBlob(resolve, "image/png");
  });
  if (blob === null) throw new Error(documentMessages.exports.noMap);
  return blob;
}
