import type { Figure, Figures } from '../../api/types';

/** One row per step over all interfaces; times are those of the interface with the most behind them, as percentiles do not add up. */
export function summed(of: Figures): Figure[] {
  const steps = new Map<string, Figure>();
  for (const f of of.items) {
    const row = steps.get(f.at);
    if (!row) {
      steps.set(f.at, { ...f });
      continue;
    }
    const more = f.sent + f.received > row.sent + row.received;
    steps.set(f.at, {
      ...row, received: row.received + f.received, repeated: row.repeated + f.repeated, refused: row.refused + f.refused, sent: row.sent + f.sent, failed: row.failed + f.failed, parked: row.parked + f.parked, depth: row.depth + f.depth,
      ...(more && f.p50Ms !== undefined ? { p50Ms: f.p50Ms, p95Ms: f.p95Ms, p99Ms: f.p99Ms } : { p50Ms: row.p50Ms ?? f.p50Ms, p95Ms: row.p95Ms ?? f.p95Ms, p99Ms: row.p99Ms ?? f.p99Ms }),
    });
  }
  return [...steps.values()].sort((a, b) => a.at.localeCompare(b.at));
}
