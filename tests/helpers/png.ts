import type { Page } from "playwright-core";

/** What a picture is made of. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  /** How many colours it has, each channel cut to 16 steps. */
  readonly colors: number;
  /** Share of its pixels that have the commonest of them, 0 to 1. */
  readonly commonest: number;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE);
}

/** Looks at the pixels of a picture, decoded by the browser of the page. */
export async function pictureFacts(page: Page, source: string): Promise<PictureFacts> {
  return page.evaluate<PictureFacts>(`(async () => {
    const image = new Image();
    image.src = ${JSON.stringify(source)};
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const color = (data[i] >> 4) * 256 + (data[i + 1] >> 4) * 16 + (data[i + 2] >> 4);
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    return {
      width: canvas.width,
      height: canvas.height,
      colors: counts.size,
      commonest: Math.max(...counts.values()) / (data.length / 4),
    };
  })()`);
}
