import { join } from "node:path";

import type { LightMyRequestResponse } from "fastify";
import { onTestFinished } from "vitest";

import { buildDataset } from "../../data/build-dataset.ts";
import { readBundle } from "../../data/bundle/read-bundle.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import { buildApp } from "../../server/app.ts";
import type { OpenApiDocument, OpenApiOperation } from "../../server/openapi/document.ts";
import { StateFolder } from "../../server/state/state-folder.ts";
import { writeMiniFiles } from "./mini-files.ts";
import { tempFolder } from "./temp-folder.ts";

export interface DescribedWorld {
  readonly document: OpenApiDocument;
  readonly undescribed: readonly string[];
  readonly get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly post: (url: string, type: string, body: string) => Promise<LightMyRequestResponse>;
  readonly head: (url: string) => Promise<LightMyRequestResponse>;
}

/**
 * An app over the small town of `writeMiniFiles`, built from its files as every dataset is; closed when the test that calls this
 * ends.
 */
export async function describedWorld(): Promise<DescribedWorld> {
  const files = await writeMiniFiles();
  const out = join(files.folder, "jeu");
  await buildDataset({
    osm: [files.osm],
    structures: [files.structures],
    population: [files.population],
    communes: [files.communes],
    minComponent: 0,
    out,
  });
  return openWorld(createStudy(readBundle(out)));
}

/** An app over a study. */
export async function openWorld(study: Study): Promise<DescribedWorld> {
  const state = new StateFolder(join(tempFolder(), "etat"), (what) => {
    throw new Error(what);
  });
  const app = await buildApp({ study, webRoot: null, state });
  onTestFinished(async () => {
    await app.close();
    await state.close();
  });
  return {
    document: (await app.inject("/openapi.json")).json<OpenApiDocument>(),
    undescribed: app.routeBook.undescribed,
    get: async (url, headers = {}) => app.inject({ url, headers }),
    post: async (url, type, payload) =>
      app.inject({ url, method: "POST", headers: { "content-type": type }, payload }),
    head: async (url) => app.inject({ url, method: "HEAD" }),
  };
}

export interface DescribedOperation {
  readonly path: string;
  readonly operation: OpenApiOperation;
}

/** Each operation for reading, with its path. */
export function operationsOf({ paths }: OpenApiDocument): DescribedOperation[] {
  return Object.entries(paths).flatMap(([path, { get: operation }]) =>
    operation === undefined ? [] : [{ path, operation }],
  );
}

/** The examples of an operation: content type and address from the root. */
export function examplesOf({ operation }: DescribedOperation): { type: string; url: string }[] {
  const { content = {} } = operation.responses["200"];
  return Object.entries(content).flatMap(([type, { examples = {} }]) =>
    Object.values(examples).map(({ externalValue = "" }) => ({ type, url: externalValue.slice(1) })),
  );
}
