import type { PublicStructure } from "../../../server/schemas/answers.ts";
import { fetchStructures } from "../api/client.ts";
import { queryOf } from "../api/query.ts";
import { countedKey, countedParameters } from "../app/state.ts";
import { messages } from "../i18n/messages.ts";
import { createTable } from "./table.ts";
import type { PanelContext } from "./panel-context.ts";

const words = messages.tables;
const { columns } = words;

/** Counted structures of the territory by name: what the points of the map say, for those who do not use it. */
export function createStructuresTable({ state, untilClosed }: PanelContext): HTMLElement {
  const table = createTable<PublicStructure>({
    columns: [
      { title: columns.name, text: ({ name }) => name, sortKey: ({ name }) => name, isNumber: false },
      {
        title: columns.commune,
        text: ({ communeName }) => communeName,
        sortKey: ({ communeName }) => communeName,
        isNumber: false,
      },
      { title: columns.kind, text: kindOf, sortKey: kindOf, isNumber: false },
    ],
    idOf: ({ id }) => id,
    sort: { column: 0, isDescending: false },
    onSelect: ({ id }) => state.set({ selection: { kind: "structure", id } }),
    onDownload: () => {
      const query = { territoire: state.get().territory, ...countedParameters(state.get()), f: "csv" };
      location.assign(`/api/v1/structures${queryOf(query)}`);
    },
  });
  const load = async (): Promise<void> => {
    const asked = countedKey(state.get());
    try {
      const { features } = await fetchStructures(state.get().territory, countedParameters(state.get()));
      if (asked !== countedKey(state.get())) return;
      const rows = features.map(({ properties }) => properties);
      table.show(rows, words.structuresCaption(rows.length));
    } catch (error) {
      table.fail(error instanceof Error ? error.message : String(error), () => void load());
    }
  };
  untilClosed(state.watch(countedKey, () => void load()));
  untilClosed(
    state.watch(
      ({ selection }) => (selection?.kind === "structure" ? selection.id : null),
      (id) => table.mark(id),
    ),
  );
  return table.element;
}

/** What is said of a structure in one word. */
export function kindOf({ type, format }: Pick<PublicStructure, "type" | "format">): string {
  if (format === "bus" || format === "itinerante") return messages.structure.formats[format];
  return messages.structure.types[type].toLowerCase();
}
