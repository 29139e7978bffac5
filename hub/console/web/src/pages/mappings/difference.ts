export interface ChangedLine { kind: '+' | '-' | ' '; text: string }

/** Lines that went and came, with two around each: by the longest common run of lines. Texts of thousands of lines compare only what lies between their equal ends. */
export function changedLines(before: string, after: string, around = 2): ChangedLine[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const middle: ChangedLine[] = x.length * y.length > 1_000_000 ? [...x.map((text) => ({ kind: '-' as const, text })), ...y.map((text) => ({ kind: '+' as const, text }))] : longest(x, y);
  const all: ChangedLine[] = [...a.slice(0, start).map((text) => ({ kind: ' ' as const, text })), ...middle, ...a.slice(a.length - end).map((text) => ({ kind: ' ' as const, text }))];
  return all.filter((_, i) => all.slice(Math.max(0, i - around), i + around + 1).some((l) => l.kind !== ' '));
}

function longest(x: readonly string[], y: readonly string[]): ChangedLine[] {
  const lengths = Array.from({ length: x.length + 1 }, () => new Uint32Array(y.length + 1));
  for (let i = x.length - 1; i >= 0; i--) for (let j = y.length - 1; j >= 0; j--) lengths[i]![j] = x[i] === y[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const lines: ChangedLine[] = [];
  let [i, j] = [0, 0];
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) { lines.push({ kind: ' ', text: x[i]! }); i++; j++; } else if (i < x.length && (j >= y.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) lines.push({ kind: '-', text: x[i++]! });
    else lines.push({ kind: '+', text: y[j++]! });
  }
  return lines;
}
