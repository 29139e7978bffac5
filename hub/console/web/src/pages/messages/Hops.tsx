import { useTranslation } from 'react-i18next';
import type { Hop } from '../../api/types';
import { exactTime, span } from '../../parts/words';

const bad = new Set(['parked', 'discarded']);
const person = new Set(['resumed', 'edited', 'discarded', 'replayed']);

/** The way of a message, a line per hop; the bar says when within the whole, and for how long. */
export function Hops({ of }: { of: readonly Hop[] }) {
  const { t } = useTranslation();
  if (of.length === 0) return null;
  const start = Math.min(...of.map((h) => new Date(h.at).getTime()));
  const ends = of.map((h) => new Date(h.at).getTime() + (h.durationMs ?? 0));
  const whole = Math.max(1, Math.max(...ends) - start);
  return (
    <ol className="hops">
      {of.map((h, i) => {
        const at = new Date(h.at).getTime() - start;
        const failed = bad.has(h.kind) || h.outcome === 'failed' || h.outcome === 'transient' || h.outcome === 'unknown';
        return (
          <li key={i}>
            <span className="num quiet">{exactTime(h.at)}</span>
            <span className={failed ? 'state-bad' : person.has(h.kind) ? 'state-accent' : undefined}>{t(`hop.${h.kind}`, { defaultValue: h.kind })}{h.subscriber && <> <b>{h.subscriber}</b></>}{h.attempt ? <span className="quiet num"> #{h.attempt}</span> : null}</span>
            <span className="hop-bar" title={span(h.durationMs)}><i style={{ left: `${(at / whole) * 100}%`, width: `max(2px, ${((h.durationMs ?? 0) / whole) * 100}%)` }} className={failed ? 'bad' : undefined} /></span>
            <span className="num right">{h.durationMs !== undefined ? span(h.durationMs) : `+${span(at)}`}</span>
            <span className="quiet hop-note">{h.code && <code>{h.code}</code>} {h.outcome && t(`outcome.${h.outcome}`, { defaultValue: h.outcome })} {h.node}</span>
          </li>
        );
      })}
    </ol>
  );
}
