import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { Tone } from '../parts/Small';
import { layOut, usualSizes, type GraphStep } from './layout';

export interface ShownStep extends GraphStep {
  title: string;
  /** The state in words; colour and sign say it too, never alone. */
  state: string;
  tone: Tone;
  sign: Sign;
  /** Dashed: it has not happened, or is foreseen to be late. */
  dashed?: boolean;
  /** Part of its time that is over, 0 to 1 and beyond; absent: no clock runs. */
  clock?: { part: number; warned: boolean };
  mark?: string;
  /** A person does it, not a system. */
  person?: boolean;
}

export type Sign = 'wait' | 'run' | 'done' | 'fail' | 'skip' | 'back';

interface Props {
  steps: readonly ShownStep[];
  laneTitle: (lane: string) => string;
  lanes?: readonly string[];
  chosen?: string;
  onChoose?: (key: string) => void;
  /** Drawing: from one step to another. */
  onLink?: (from: string, to: string) => void;
  onCutLink?: (from: string, to: string) => void;
  /** Drawing: a step was carried to another lane. */
  onMove?: (key: string, lane: string) => void;
  label: string;
}

const signs: Record<Sign, ReactNode> = {
  wait: <circle r="5" fill="none" strokeDasharray="2 2" />, run: <><circle r="5" fill="none" /><path d="M0 -2.5V0L2 1.5" fill="none" /></>, done: <><circle r="5.5" fill="currentColor" stroke="none" /><path d="M-2.6 0L-.8 2L2.8 -2" stroke="var(--panel)" fill="none" /></>,
  fail: <><circle r="5.5" fill="currentColor" stroke="none" /><path d="M-2 -2L2 2M2 -2L-2 2" stroke="var(--panel)" fill="none" /></>, skip: <path d="M-4 -3.5L0 0L-4 3.5M1 -3.5L5 0L1 3.5" fill="none" />, back: <path d="M4.5 3.5A5 5 0 1 0 1 5M4.8 .2L4.5 3.5L1.2 3" fill="none" />,
};

/** Steps in lanes with what each waits for. Every step can be reached and opened by keyboard. */
export function Graph({ steps, laneTitle, lanes, chosen, onChoose, onLink, onCutLink, onMove, label }: Props) {
  const placed = useMemo(() => layOut(steps, usualSizes, lanes), [steps, lanes]);
  const by = new Map(steps.map((s) => [s.key, s]));
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<{ key: string; link: boolean; x: number; y: number; moved: boolean }>();
  const { width, height } = usualSizes;
  const point = (e: React.PointerEvent) => {
    const box = svg.current!.getBoundingClientRect();
    return { x: ((e.clientX - box.left) / box.width) * placed.width, y: ((e.clientY - box.top) / box.height) * placed.height };
  };
  const begin = (e: React.PointerEvent, key: string, link: boolean) => {
    if (link ? !onLink : !onMove) return;
    e.stopPropagation();
    svg.current!.setPointerCapture(e.pointerId);
    setDrag({ key, link, ...point(e), moved: false });
  };
  const end = (e: React.PointerEvent) => {
    if (!drag) return;
    const { x, y } = point(e);
    if (drag.link) {
      const over = placed.steps.find((s) => x >= s.x && x <= s.x + width && y >= s.y && y <= s.y + height);
      if (over && over.key !== drag.key) onLink?.(drag.key, over.key);
    } else if (drag.moved) {
      const lane = placed.lanes.find((l) => x >= l.x && x < l.x + l.width);
      if (lane && lane.lane !== by.get(drag.key)?.lane) onMove?.(drag.key, lane.lane);
    } else onChoose?.(drag.key);
    setDrag(undefined);
  };
  const from = drag?.link ? placed.steps.find((s) => s.key === drag.key) : undefined;
  return (
    <div className="graph">
      <svg
        ref={svg} viewBox={`0 0 ${Math.max(placed.width, 1)} ${Math.max(placed.height, 1)}`} role="group" aria-label={label} style={{ width: placed.width, minWidth: placed.width * 0.88 }}
        onPointerMove={(e) => { if (drag) { const to = point(e); setDrag({ ...drag, ...to, moved: drag.moved || Math.hypot(to.x - drag.x, to.y - drag.y) > 4 }); } }} onPointerUp={end} onPointerCancel={() => setDrag(undefined)}
      >
        <defs><marker id="graph-end" viewBox="0 0 6 6" refX="5.5" refY="3" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L6 3L0 6z" fill="var(--quiet)" /></marker></defs>
        {placed.lanes.map((l, i) => (
          <g key={l.lane}>
            <rect className={`graph-lane${i % 2 ? ' odd' : ''}`} x={l.x} y={0} width={l.width} height={placed.height} />
            <text className="graph-lane-title" x={l.x + l.width / 2} y={19} textAnchor="middle">{laneTitle(l.lane)}</text>
          </g>
        ))}
        {placed.links.map((l) => (
          <g key={`${l.from}>${l.to}`} className={`graph-link${by.get(l.from)?.sign === 'done' ? ' gone' : ''}${onCutLink ? ' cut' : ''}`}>
            <path d={l.path} markerEnd="url(#graph-end)" />
            {onCutLink && <path className="graph-link-hit" d={l.path} role="button" tabIndex={0} aria-label={`${by.get(l.from)?.title} → ${by.get(l.to)?.title}`} onClick={() => onCutLink(l.from, l.to)} onKeyDown={(e) => { if (e.key === 'Delete' || e.key === 'Enter') onCutLink(l.from, l.to); }} />}
          </g>
        ))}
        {placed.steps.map((p) => {
          const s = by.get(p.key)!;
          return (
            <g
              key={p.key} transform={`translate(${p.x} ${p.y})`} className={`graph-step state-${s.tone}${s.key === chosen ? ' chosen' : ''}${s.sign === 'run' ? ' runs' : ''}`} role="button" tabIndex={0} aria-label={`${s.title}: ${s.state}`} aria-pressed={s.key === chosen} data-step={s.key} data-state={s.sign}
              onClick={onMove ? undefined : () => onChoose?.(s.key)} onPointerDown={(e) => begin(e, s.key, false)} onKeyDown={(e) => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); onChoose?.(s.key); } }}
            >
              <title>{`${s.title} · ${s.state}${s.mark ? ` · ${s.mark}` : ''}`}</title>
              <rect className="graph-box" width={width} height={height} rx="5" strokeDasharray={s.dashed ? '5 3' : undefined} />
              {s.tone === 'bad' || s.tone === 'warn' || s.tone === 'good' || s.tone === 'accent' ? <rect width="4" height={height} rx="2" fill="currentColor" /> : null}
              <text className="graph-title" x="10" y="16">{short(s.title, s.clock ? 12 : 15)}</text>
              <g transform="translate(15 28)" stroke="currentColor" strokeWidth="1.3">{signs[s.sign]}</g>
              <text className="graph-state" x="25" y="32">{short(s.state, 14)}</text>
              {s.clock && <Clock {...s.clock} />}
              {s.person && !s.clock && !s.mark && <g transform={`translate(${width - 13} 27)`} fill="none" stroke="var(--quiet)" strokeWidth="1.2"><circle cy="-3" r="2.6" /><path d="M-4.5 5A4.5 4.5 0 0 1 4.5 5" /></g>}
              {s.mark && !s.clock && <text className="graph-state" x={width - 7} y="32" textAnchor="end">{s.mark}</text>}
              {onLink && <circle className="graph-plug" cx={width / 2} cy={height} r="6" onPointerDown={(e) => begin(e, s.key, true)} />}
            </g>
          );
        })}
        {from && drag && <path className="graph-drawn" d={`M${from.x + width / 2} ${from.y + height}L${drag.x} ${drag.y}`} />}
      </svg>
    </div>
  );
}

/** A ring that fills as a step's time runs out. */
function Clock({ part, warned }: { part: number; warned: boolean }) {
  const round = 2 * Math.PI * 7;
  const tone = part >= 1 ? 'bad' : warned ? 'warn' : 'good';
  return (
    <g transform={`translate(${usualSizes.width - 15} ${usualSizes.height / 2}) rotate(-90)`} className={`state-${tone}`} fill="none" strokeWidth="3">
      <circle r="7" stroke="var(--line)" /><circle r="7" stroke="currentColor" strokeDasharray={`${Math.min(1, Math.max(0.02, part)) * round} ${round}`} />
    </g>
  );
}

/** A Chinese sign is nearly as wide as two letters. */
export function short(text: string, most: number): string {
  let [wide, end] = [0, 0];
  for (const sign of text) {
    wide += sign.codePointAt(0)! > 0x2e7f ? 2 : 1.05;
    if (wide > most) return `${text.slice(0, Math.max(1, end - 1))}…`;
    end += sign.length;
  }
  return text;
}
