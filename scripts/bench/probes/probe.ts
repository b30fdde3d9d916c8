import type { ProbeReply, ProbeRequest, ProbeSpec, ProbeWork } from "./probe-protocol.ts";

/** A process that does one task of the bench, as often as its parent asks. */
async function serve(spec: ProbeSpec): Promise<void> {
  const work = await open(spec);
  let last = Promise.resolve();
  process.on("message", (request: ProbeRequest) => {
    last = last.then(async () => send(await answer(work, request)));
    if (request === "end") void last.then(() => process.disconnect());
  });
  await send({ kind: "ready" });
}

/** Loads what the one task needs and nothing else: it would count as memory. */
async function open(spec: ProbeSpec): Promise<ProbeWork> {
  switch (spec.kind) {
    case "trente":
      return (await import("./trente-probe.ts")).openTrenteProbe(spec);
    case "valhalla":
      return (await import("./valhalla-probe.ts")).openValhallaProbe(spec);
    case "osrm":
      return (await import("./osrm-probe.ts")).openOsrmProbe(spec);
  }
}

async function answer(work: ProbeWork, request: ProbeRequest): Promise<ProbeReply> {
  try {
    switch (request) {
      case "check":
        await work.check?.();
        return { kind: "checked" };
      case "round":
        return { kind: "sample", ...(await work.round()) };
      case "end":
        return { kind: "ended", peakBytes: process.resourceUsage().maxRSS * 1024 };
    }
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): ProbeReply {
  return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
}

async function send(reply: ProbeReply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(reply, undefined, undefined, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

try {
  await serve(JSON.parse(process.argv[2]) as ProbeSpec);
} catch (error) {
  await send(failure(error));
  process.disconnect();
}
