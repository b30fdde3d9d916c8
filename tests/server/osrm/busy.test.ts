import { expect, onTestFinished, test } from "vitest";

import { createStudy } from "../../../isochrones/create-study.ts";
import { buildApp } from "../../../server/app.ts";
import { BusyError } from "../../../server/questions/busy-error.ts";
import { miniDataset } from "../../helpers/mini-dataset.ts";

test.each(["queue", "time"] as const)(
  "where there is no answer for now (%s), OSRM's clients read OSRM's word for it and when to come again",
  async (reason) => {
    const study = createStudy(miniDataset({ nodes: [[0, 0]], ways: [] }));
    const asker = {
      ask: async () => {
        throw new BusyError(reason, 2);
      },
      close: async () => {},
    };
    const app = await buildApp({ study, asker, webRoot: null });
    onTestFinished(() => app.close());
    const answer = await app.inject("/osrm/route/v1/car/0,0;1,1");
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toBe("2");
    expect(answer.json()).toEqual({ code: "InternalError", message: "Internal Server Error" });
  },
);
