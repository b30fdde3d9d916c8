import type { Task, TaskModule } from "../../../workers/task-module.ts";
import type { Country } from "./country.ts";
import { drawPays } from "./draw-pays.ts";
import type { DrawnPays } from "./draw-pays.ts";

async function draw(index: number, task: Task<Country>): Promise<DrawnPays> {
  const drawn = await drawPays(task.shared, index);
  const { blocks, structures, cells, communes, indicators } = drawn;
  for (const bytes of [...Object.values(blocks), structures, cells, communes, indicators])
    if (bytes.buffer instanceof ArrayBuffer) task.transfer(bytes.buffer);
  return drawn;
}

export const tasks = { url: import.meta.url, handlers: { draw } } satisfies TaskModule;
