import fastifyStatic from "@fastify/static";
import { join } from "node:path";

import type { App } from "./context.ts";

const YEAR_SECONDS = 31_536_000;

/** The built web app: `index.html` is asked again each time, files named by their contents are kept. */
export async function webRoutes(app: App, webRoot: string): Promise<void> {
  const hashedFiles = join(webRoot, "assets");
  await app.register(fastifyStatic, {
    root: webRoot,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(hashedFiles);
      reply.setHeader(
        "cache-control",
        isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "public, no-cache",
      );
    },
  });
}
