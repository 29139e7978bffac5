/** A value of the history for people: a list of contacts or days is told by their names. */
export function brief(value: string | undefined): string | undefined {
  if (!value?.startsWith('[')) return value;
  try {
    return (JSON.parse(value) as { name: string }[]).map((x) => x.name).join(', ');
  } catch {
    return value;
  }
}
