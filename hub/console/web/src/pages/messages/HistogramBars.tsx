import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Histogram } from '../../api/types';
import { exactTime } from '../../parts/words';

const height = 46;

/** How many came when; dragging over it narrows the time. */
export function HistogramBars({ of, onNarrow }: { of: Histogram | undefined; onNarrow: (since: string, until: string) => void }) {
  const { t } = useTranslation();
  const place = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<[number, number]>();
  if (!of) return <div style={{ height: height + 18 }} />;
  const n = of.buckets.length;
  const most = Math.max(1, ...of.buckets.map((b) => b.count));
  const bucket = (e: React.PointerEvent) => {
    const box = place.current!.getBoundingClientRect();
    return Math.min(n - 1, Math.max(0, Math.floor(((e.clientX - box.left) / box.width) * n)));
  };
  const time = (i: number) => new Date(new Date(of.from).getTime() + i * of.stepMs).toISOString();
  const [from, to] = drag ? [Math.min(...drag), Math.max(...drag)] : [-1, -1];
  const end = () => {
    if (!drag) return;
    setDrag(undefined);
    onNarrow(time(from), time(to + 1));
  };
  return (
    <div className="histogram">
      <svg
        ref={place} viewBox={`0 0 ${n} ${height}`} preserveAspectRatio="none" height={height} role="img" aria-label={t('messages.histogram', { count: of.total })}
        onPointerDown={(e) => { place.current!.setPointerCapture(e.pointerId); setDrag([bucket(e), bucket(e)]); }} onPointerMove={(e) => drag && setDrag([drag[0], bucket(e)])} onPointerUp={end} onPointerCancel={() => setDrag(undefined)}
      >
        {drag && <rect x={from} width={to - from + 1} y={0} height={height} fill="var(--accent-soft)" />}
        {of.buckets.map((b, i) => b.count > 0 && <rect key={b.at} x={i + 0.12} width={0.76} y={height - Math.max(2, (b.count / most) * (height - 2))} height={Math.max(2, (b.count / most) * (height - 2))} fill="var(--accent)"><title>{`${exactTime(b.at)} · ${b.count}`}</title></rect>)}
      </svg>
      <div className="histogram-foot quiet num"><span>{exactTime(of.from).slice(0, -4)}</span><span>{drag ? `${exactTime(time(from)).slice(0, -4)} – ${exactTime(time(to + 1)).slice(0, -4)}` : t('messages.drag')}</span><span>{exactTime(of.to).slice(0, -4)}</span></div>
    </div>
  );
}
