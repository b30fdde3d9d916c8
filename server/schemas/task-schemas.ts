import { Type } from "typebox";

import { JOB_KINDS } from "../long-work/job-kinds.ts";
import { schemaOf } from "./agreement.ts";
import { JOB_STANDING } from "./job-schemas.ts";
import { nullable, word } from "./parts.ts";
import type { TaskAnswer, TaskListAnswer } from "./task-answers.ts";

const TaskSchema = schemaOf<TaskAnswer>()(
  Type.Object(
    { ...JOB_STANDING, kind: word(JOB_KINDS, "Ce qui est calculé : le dernier mot de son adresse.") },
    { $id: "Task" },
  ),
);

export const TaskListSchema = schemaOf<TaskListAnswer>()(
  Type.Object(
    {
      tasks: Type.Array(TaskSchema, { description: "Les plus récentes d’abord." }),
      next: nullable(Type.String(), { description: "L’adresse de la page suivante, s’il y en a une." }),
    },
    { $id: "TaskList" },
  ),
);
