import { formatKilometers, formatMeters } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { IMAGES, SIGN_PATHS } from "../map/images.ts";
import { SIGNS } from "../map/legend-entries.ts";
import type { LegendEntry } from "../map/legend-entries.ts";
import type { Palette } from "../map/palette.ts";
import type { ScaleBar } from "../map/scale-bar.ts";
import { flow, wrapText } from "./text-layout.ts";
import type { Placed } from "./text-layout.ts";

/** What a picture of the map shows. Lengths are in CSS pixels. */
export interface PictureParts {
  readonly map: HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  readonly palette: Palette;
  /** Over everything, where data are invented. */
  readonly warning: string | null;
  readonly title: string;
  readonly sentence: string;
  /** Which structures count; empty for all. */
  readonly counted: string;
  readonly dates: string;
  readonly legendTitle: string;
  readonly legend: readonly LegendEntry[];
  readonly scale: ScaleBar;
  readonly foot: readonly string[];
}

/** Colours of the page, in the theme of now. */
type Ink = Readonly<Record<"surface" | "ink" | "ink-soft" | "fiction" | "on-fiction", string>>;

const MARGIN = 16;
const SWATCH = { width: 24, height: 14, gap: 8 };
const ROW = 22;

/** Styles of text: font and height of a line. */
const TEXT = {
  warning: ["800 14px", 30],
  title: ["800 22px", 30],
  sentence: ["400 16px", 23],
  counted: ["600 13px", 20],
  legend: ["400 13px", ROW],
  legendTitle: ["600 13px", ROW],
  small: ["400 11px", 15],
} as const;
type TextStyle = keyof typeof TEXT;

/** Header, map, legend and foot on one canvas. */
export function composePicture(parts: PictureParts): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("Got no 2D canvas, expected one to draw the picture on.");
  const inner = parts.width - 2 * MARGIN;
  const wrap = (style: TextStyle, text: string): string[] => {
    context.font = fontOf(style);
    return wrapText((piece) => context.measureText(piece).width, text, inner);
  };
  const sentence = wrap("sentence", parts.sentence);
  const counted = parts.counted === "" ? [] : wrap("counted", parts.counted);
  const dates = parts.dates === "" ? [] : wrap("small", parts.dates);
  const foot = parts.foot.flatMap((text) => wrap("small", text));
  context.font = fontOf("legend");
  const legend = placeLegend(context, parts, inner);
  const warningHeight = parts.warning === null ? 0 : TEXT.warning[1];
  const headHeight =
    MARGIN +
    TEXT.title[1] +
    sentence.length * TEXT.sentence[1] +
    counted.length * TEXT.counted[1] +
    dates.length * TEXT.small[1] +
    MARGIN / 2;
  const legendHeight = MARGIN / 2 + ROW + legend.rows * ROW + MARGIN / 2;
  const mapTop = warningHeight + headHeight;
  const legendTop = mapTop + parts.height;
  const total = legendTop + legendHeight + foot.length * TEXT.small[1] + MARGIN;

  canvas.width = Math.round(parts.width * parts.pixelRatio);
  canvas.height = Math.round(total * parts.pixelRatio);
  context.scale(parts.pixelRatio, parts.pixelRatio);
  context.textBaseline = "middle";
  const ink = readInk();
  context.fillStyle = ink.surface;
  context.fillRect(0, 0, parts.width, total);
  const write = (style: TextStyle, color: keyof Ink, lines: readonly string[], top: number): number => {
    context.font = fontOf(style);
    context.fillStyle = ink[color];
    for (const [index, line] of lines.entries()) {
      context.fillText(line, MARGIN, top + (index + 0.5) * TEXT[style][1]);
    }
    return top + lines.length * TEXT[style][1];
  };
  if (parts.warning !== null) {
    context.fillStyle = ink.fiction;
    context.fillRect(0, 0, parts.width, warningHeight);
    write("warning", "on-fiction", [parts.warning], 0);
  }
  const afterTitle = write("title", "ink", [parts.title], warningHeight + MARGIN);
  const afterSentence = write("sentence", "ink", sentence, afterTitle);
  const afterCounted = write("counted", "ink", counted, afterSentence);
  write("small", "ink-soft", dates, afterCounted);
  context.drawImage(parts.map, 0, mapTop, parts.width, parts.height);
  drawNorth(context, parts.width - MARGIN - 14, mapTop + MARGIN, parts.palette);
  drawScale(context, parts.width - MARGIN, legendTop - MARGIN, parts);
  const afterLegendTitle = write("legendTitle", "ink", [parts.legendTitle], legendTop + MARGIN / 2);
  drawLegend(context, parts, legend.items, afterLegendTitle, ink);
  write("small", "ink-soft", foot, legendTop + legendHeight);
  return canvas;
}

function fontOf(style: TextStyle): string {
  return `${TEXT[style][0]} "Public Sans", sans-serif`;
}

function readInk(): Ink {
  const style = getComputedStyle(document.documentElement);
  const read = (name: keyof Ink): string => style.getPropertyValue(`--${name}`).trim();
  return {
    surface: read("surface"),
    ink: read("ink"),
    "ink-soft": read("ink-soft"),
    fiction: read("fiction"),
    "on-fiction": read("on-fiction"),
  };
}

/** Where each entry of the legend goes: colours first, then signs. */
function placeLegend(
  context: CanvasRenderingContext2D,
  { legend }: PictureParts,
  width: number,
): { readonly items: readonly Placed[]; readonly rows: number } {
  const texts = [...legend.map(({ text }) => text), ...SIGNS.map(([, text]) => text)];
  const widths = texts.map((text) => SWATCH.width + SWATCH.gap + context.measureText(text).width + 20);
  return flow(widths, width);
}

function drawLegend(
  context: CanvasRenderingContext2D,
  { legend, palette }: PictureParts,
  items: readonly Placed[],
  top: number,
  ink: Ink,
): void {
  context.font = fontOf("legend");
  const drawText = (text: string, x: number, y: number): void => {
    context.fillStyle = ink.ink;
    context.fillText(text, x + SWATCH.width + SWATCH.gap, y);
  };
  for (const [index, { x, row }] of items.entries()) {
    const left = MARGIN + x;
    const middle = top + (row + 0.5) * ROW;
    const entry = legend[index];
    if (entry !== undefined) {
      drawSwatch(context, left, middle - SWATCH.height / 2, entry.color, palette);
      drawText(entry.text, left, middle);
      continue;
    }
    const sign = SIGNS[index - legend.length];
    if (sign === undefined) continue;
    context.save();
    context.translate(left + 2, middle - 10);
    const path = pathOf(SIGN_PATHS[sign[0]]);
    context.lineWidth = 2;
    context.strokeStyle = ink.ink;
    context.fillStyle = sign[0] === IMAGES.antenne ? ink.surface : ink.ink;
    context.fill(path);
    context.stroke(path);
    context.restore();
    drawText(sign[1], left, middle);
  }
}

function drawSwatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  color: string | null,
  palette: Palette,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, SWATCH.width, SWATCH.height);
  context.clip();
  context.fillStyle = color ?? palette.uncovered;
  context.fill();
  if (color === null) {
    context.strokeStyle = palette.uncoveredHatch;
    context.lineWidth = 1.4;
    context.beginPath();
    for (let shift = -SWATCH.height; shift < SWATCH.width; shift += 8) {
      context.moveTo(x + shift, y + SWATCH.height);
      context.lineTo(x + shift + SWATCH.height, y);
    }
    context.stroke();
  }
  context.restore();
}

function pathOf(commands: string): Path2D {
  return new Path2D(commands);
}

/** The map is never turned: north is up. */
function drawNorth(context: CanvasRenderingContext2D, x: number, y: number, palette: Palette): void {
  context.save();
  context.lineJoin = "round";
  context.strokeStyle = palette.labelHalo;
  context.fillStyle = palette.label;
  context.lineWidth = 3;
  const arrow = pathOf(`M${x} ${y}l9 24l-9 -6l-9 6Z`);
  context.stroke(arrow);
  context.fill(arrow);
  context.font = fontOf("legendTitle");
  context.textAlign = "center";
  const [letter = "N"] = documentMessages.printSheet.north;
  context.strokeText(letter, x, y + 34);
  context.fillText(letter, x, y + 34);
  context.restore();
}

/** A bar with its length, its lower right corner at a point. */
function drawScale(
  context: CanvasRenderingContext2D,
  right: number,
  bottom: number,
  { scale, palette }: PictureParts,
): void {
  context.save();
  const left = right - scale.pixels;
  const bar = pathOf(`M${left} ${bottom - 6}v6h${scale.pixels}v-6`);
  context.strokeStyle = palette.labelHalo;
  context.lineWidth = 5;
  context.stroke(bar);
  context.strokeStyle = palette.label;
  context.lineWidth = 2;
  context.stroke(bar);
  context.font = fontOf("legendTitle");
  context.textAlign = "center";
  context.strokeStyle = palette.labelHalo;
  context.fillStyle = palette.label;
  context.lineWidth = 3;
  const text = formatScale(scale.meters);
  context.strokeText(text, left + scale.pixels / 2, bottom - 13);
  context.fillText(text, left + scale.pixels / 2, bottom - 13);
  context.restore();
}

/** `20 km`, `500 m`. */
export function formatScale(meters: number): string {
  return meters >= 1000 ? formatKilometers(meters / 1000).replace(/[,.]0/, "") : formatMeters(meters);
}
