import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

/** No sandbox for containers, software WebGL for machines without a screen, and no call home. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Starts Chromium: `$CHROMIUM_PATH`, else one on the path, else the one that Playwright keeps. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS });
}

function findChromium(): string {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [...candidates, chromium.executablePath()].find(isExecutable);
  if (found === undefined) {
    throw new Error(
      "Got no Chromium, expected one on the path, in $CHROMIUM_PATH, or installed by `npx playwright-core install chromium`.",
    );
  }
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

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
