import type { Map as MapLibreMap } from "maplibre-gl";

/** A map that loads without end is drawn as it is after so long. */
const PATIENCE_MS = 10_000;

/**
 * Draws the map at a pixel ratio, hands its canvas over in the frame in which it is drawn (later it may be empty: nothing is
 * kept between frames, for that would cost memory at all times), and goes back to the former ratio.
 */
export async function captureMap(
  map: MapLibreMap,
  pixelRatio: number,
  take: (canvas: HTMLCanvasElement) => void,
): Promise<void> {
  const former = map.getPixelRatio();
  map.setPixelRatio(pixelRatio);
  try {
    await untilIdle(map);
    await new Promise<void>((resolve) => {
      map.once("render", () => {
        take(map.getCanvas());
        resolve();
      });
      map.triggerRepaint();
    });
  } finally {
    map.setPixelRatio(former);
  }
}

/** Resolves when all that is in sight has come and been drawn, or when patience ends. */
export async function untilIdle(map: MapLibreMap): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  map.triggerRepaint();
  await Promise.race([map.once("idle"), patience]);
  clearTimeout(timer);
}
