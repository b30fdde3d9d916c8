import { h } from "../dom.ts";

/** Hands a text to the browser as a file to keep. */
export function downloadText(fileName: string, mediaType: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  h("a", { href: url, download: fileName }).click();
  URL.revokeObjectURL(url);
}
