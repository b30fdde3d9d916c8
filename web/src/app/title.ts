import type { AppContext } from "./context.ts";
import { titleOf } from "./title-text.ts";

/** Keeps the title of the window, which bookmarks, tabs and screen readers tell, in step with what is shown. */
export function followTitle({ dataset, state, data }: AppContext): void {
  const write = (): void => {
    document.title = titleOf(state.get(), data.get(), dataset.name);
  };
  state.watch((all) => all, write);
  data.watch((all) => all, write);
}
