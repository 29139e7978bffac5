import type { Tone } from '../parts/Small';
import { depths, type GraphStep } from './layout';

export interface Dot extends GraphStep { tone: Tone; hollow?: boolean }

/** A graph at a glance: a dot per step, time to the right, parallel steps above each other. The words beside it say what it shows. */
export function MiniGraph({ steps, label }: { steps: readonly Dot[]; label: string }) {
  const depth = depths(steps);
  const columns = new Map<number, Dot[]>();
  for (const s of steps) columns.set(depth.get(s.key)!, [...(columns.get(depth.get(s.key)!) ?? []), s]);
  const most = Math.max(1, ...[...columns.values()].map((c) => c.length));
  const [width, height] = [columns.size * 13 + 4, Math.max(18, most * 8 + 4)];
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      <line x1="6" x2={width - 6} y1={height / 2} y2={height / 2} stroke="var(--line)" strokeWidth="2" />
      {[...columns].map(([at, dots]) => dots.map((d, i) => <circle key={d.key} className={`state-${d.tone}`} cx={at * 13 + 8} cy={height / 2 + (i - (dots.length - 1) / 2) * 8} r="3.4" fill={d.hollow ? 'var(--panel)' : 'currentColor'} stroke="currentColor" strokeWidth="1.2" />))}
    </svg>
  );
}
