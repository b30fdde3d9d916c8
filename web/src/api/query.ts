/**
 * A query string that people can read: commas and colons stay as they are. Parameters without a value are left out.
 *
 * @returns empty, or with its question mark
 */
export function queryOf(
  parameters: Readonly<Record<string, string | number | boolean | null | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

/** Parameters of an address as fields of a body, where percentages are numbers. */
export function fieldsOf(parameters: Readonly<Record<string, string>>): Record<string, string | number> {
  const { realisation_min: rate, sans_reorientation_min: share, ...others } = parameters;
  return {
    ...others,
    ...(rate !== undefined && { realisation_min: Number(rate) }),
    ...(share !== undefined && { sans_reorientation_min: Number(share) }),
  };
}
