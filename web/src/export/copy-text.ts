import { messages } from "../i18n/messages.ts";

const words = messages.share;

/**
 * Copies the text of a field. Where the browser does not let the page write to the clipboard, the text is left selected for
 * the reader's own keys.
 *
 * @returns what to tell the reader
 */
export async function copyText(field: HTMLInputElement | HTMLTextAreaElement): Promise<string> {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return words.copied;
  } catch {
    // Denied, or a page that came without encryption: there the clipboard does not exist.
    return words.selected;
  }
}
