/**
 * Draws a part of the page anew without taking the focus away: what has it is found again by its `data-focus`; where it is gone
 * the focus goes to `otherwise`.
 */
export function keepingFocus(
  part: HTMLElement,
  draw: () => void,
  otherwise: HTMLElement | null = null,
): void {
  const { activeElement } = document;
  const key =
    activeElement instanceof HTMLElement && part.contains(activeElement)
      ? (activeElement.dataset["focus"] ?? "")
      : null;
  draw();
  if (key === null) return;
  const same = key === "" ? null : part.querySelector<HTMLElement>(`[data-focus="${CSS.escape(key)}"]`);
  (same ?? otherwise)?.focus();
}
