import type { Page } from "playwright-core";

export interface PageTrouble {
  /** Errors of the console and exceptions that nobody caught. */
  readonly errors: string[];
  /** Addresses asked of another host than the page's. */
  readonly foreign: string[];
  /** Every address asked, in order; tests empty it to watch one moment. */
  readonly asked: string[];
}

/** Collects what a page asks for and complains of, from now on. */
export function watchPage(page: Page, origin: string): PageTrouble {
  const trouble: PageTrouble = { errors: [], foreign: [], asked: [] };
  page.on("console", (message) => {
    if (message.type() === "error") trouble.errors.push(message.text());
  });
  page.on("pageerror", (error) => trouble.errors.push(error.message));
  page.on("request", (request) => {
    const url = new URL(request.url());
    // Data and blobs are made in the page.
    if (!url.protocol.startsWith("http")) return;
    trouble.asked.push(url.pathname);
    if (url.origin !== origin) trouble.foreign.push(url.href);
  });
  return trouble;
}
