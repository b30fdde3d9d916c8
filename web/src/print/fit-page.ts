/** Rows that a table keeps at least. */
const LEAST_ROWS = 3;

/**
 * Makes a page of fixed height hold all that is in it. The map gives way first, by its style; then the longest tables lose
 * their last rows, one at a time.
 */
export function fitPage(page: HTMLElement): void {
  const bodies = [...page.querySelectorAll("tbody")];
  while (page.scrollHeight > page.clientHeight) {
    const most = Math.max(...bodies.map(({ rows }) => rows.length));
    if (most <= LEAST_ROWS) return;
    for (const body of bodies) if (body.rows.length === most) body.deleteRow(-1);
  }
}
