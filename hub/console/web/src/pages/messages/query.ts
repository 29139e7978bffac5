/** The query with its times replaced: what was dragged over the bars, to the minute. */
export function withTime(q: string, since: string, until: string): string {
  const rest = q.replace(/(^|\s)(since|until):\S+/g, ' ').trim();
  const minute = (at: string) => `${new Date(at).toISOString().slice(0, 16)}Z`;
  return `${rest} since:${minute(since)} until:${minute(until)}`.trim();
}

/** The word in which the cursor stands. */
export function wordAt(q: string, cursor: number): { from: number; to: number; word: string } {
  let from = cursor;
  while (from > 0 && !/[\s()（）]/.test(q[from - 1]!)) from--;
  let to = cursor;
  while (to < q.length && !/[\s()（）]/.test(q[to]!)) to++;
  return { from, to, word: q.slice(from, to) };
}

export interface Words { fields: readonly string[]; states: readonly string[]; types?: readonly string[]; systems?: readonly string[]; interfaces?: readonly string[] }

const operators = ['AND', 'OR', 'NOT'];

/** What could stand where the cursor is: fields, and after a field's colon its values. */
export function suggestions(words: Words, q: string, cursor: number): string[] {
  const { word } = wordAt(q, cursor);
  const bare = word.replace(/^-/, '');
  const colon = bare.search(/[:：]/);
  if (colon < 0) {
    if (bare === '') return [];
    const fields = words.fields.filter((f) => f.startsWith(bare.toLowerCase())).map((f) => `${f}:`);
    return [...fields, ...operators.filter((o) => o.startsWith(bare) && o !== bare)];
  }
  const [field, value] = [bare.slice(0, colon).toLowerCase(), bare.slice(colon + 1).toLowerCase()];
  const values: Record<string, readonly string[] | undefined> = {
    state: words.states, direction: ['in', 'out'], type: words.types, system: words.systems, if: words.interfaces, to: words.interfaces, since: ['15m', '1h', '2h', '24h', '7d'], until: ['15m', '1h', '24h'],
  };
  return (values[field] ?? []).filter((v) => v.toLowerCase().includes(value) && v.toLowerCase() !== value).slice(0, 12).map((v) => `${field}:${v}`);
}
