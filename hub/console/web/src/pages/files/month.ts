/** 2026-11, 1 → 2026-12. */
export function monthBy(month: string, by: number): string {
  const [year, no] = month.split('-').map(Number) as [number, number];
  const all = year * 12 + no - 1 + by;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}

/** All days of a month as 2026-11-01. */
export function daysOf(month: string): string[] {
  const [year, no] = month.split('-').map(Number) as [number, number];
  return Array.from({ length: new Date(Date.UTC(year, no, 0)).getUTCDate() }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`);
}
