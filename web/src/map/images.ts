import type { Palette } from "./palette.ts";

/** Names of the pictures that the style asks for. */
export const IMAGES = {
  hatch: "hatch",
  principal: "structure-principal",
  antenne: "structure-antenne",
  mobile: "structure-mobile",
  site: "site",
} as const;

export type StructureIcon = (typeof IMAGES)["principal" | "antenne" | "mobile"];

/** Outlines of the signs on a 20 by 20 square: told apart by shape, so that colour is not needed. */
export const SIGN_PATHS: Readonly<Record<StructureIcon, string>> = {
  "structure-principal": "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14Z",
  "structure-antenne": "M10 5a5 5 0 1 0 0 10a5 5 0 1 0 0-10Z",
  "structure-mobile": "M10 1.800L18.200 10L10 18.200L1.800 10Z",
};

const RATIO = 2;
const SIGN_SIZE = 20;
const SITE_SIZE = 32;
const HATCH_SIZE = 8;

export interface DrawnImage {
  readonly data: ImageData;
  readonly pixelRatio: number;
}

/** Draws one picture of the style; null for a name that is not ours. */
export function drawImage(name: string, palette: Palette): DrawnImage | null {
  if (name === IMAGES.hatch) return drawHatch(palette);
  if (name === IMAGES.site) return drawSite(palette);
  if (isSign(name)) return drawSign(name, palette);
  return null;
}

function isSign(name: string): name is StructureIcon {
  return name in SIGN_PATHS;
}

function drawHatch(palette: Palette): DrawnImage {
  const context = canvas(HATCH_SIZE);
  context.strokeStyle = palette.uncoveredHatch;
  context.lineWidth = 1.4;
  context.beginPath();
  // The line and its two neighbours, so that the square repeats without a seam.
  for (const shift of [-HATCH_SIZE, 0, HATCH_SIZE]) {
    context.moveTo(shift - 1, HATCH_SIZE + 1);
    context.lineTo(shift + HATCH_SIZE + 1, -1);
  }
  context.stroke();
  return taken(context, HATCH_SIZE);
}

function drawSign(name: StructureIcon, palette: Palette): DrawnImage {
  const context = canvas(SIGN_SIZE);
  const path = signPath(name);
  context.lineJoin = "round";
  context.strokeStyle = palette.structureHalo;
  context.lineWidth = 4;
  context.stroke(path);
  const isHollow = name === IMAGES.antenne;
  context.fillStyle = isHollow ? palette.structureHalo : palette.structure;
  context.fill(path);
  context.strokeStyle = palette.structure;
  context.lineWidth = isHollow ? 2.2 : 1;
  context.stroke(path);
  return taken(context, SIGN_SIZE);
}

/** A pin with its point at the foot: no structure has one. The number is written over it. */
function drawSite(palette: Palette): DrawnImage {
  const context = canvas(SITE_SIZE);
  const path = sitePath();
  context.lineJoin = "round";
  context.strokeStyle = palette.isochroneHalo;
  context.lineWidth = 3;
  context.stroke(path);
  context.fillStyle = palette.isochrone;
  context.fill(path);
  return taken(context, SITE_SIZE);
}

function sitePath(): Path2D {
  return new Path2D("M16 30.500L9.500 23.500A11.500 11.500 0 1 1 22.500 23.500Z");
}

function signPath(name: StructureIcon): Path2D {
  return new Path2D(SIGN_PATHS[name]);
}

function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement("canvas");
  element.width = size * RATIO;
  element.height = size * RATIO;
  const context = element.getContext("2d");
  if (context === null) throw new Error("Got no 2D canvas, expected one to draw the map's signs.");
  context.scale(RATIO, RATIO);
  return context;
}

function taken(context: CanvasRenderingContext2D, size: number): DrawnImage {
  return { data: context.getImageData(0, 0, size * RATIO, size * RATIO), pixelRatio: RATIO };
}
