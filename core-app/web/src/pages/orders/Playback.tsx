import { When } from '@integration/web-kit';
import { Button, Slider } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import { orderPath, type Order, type OrderEvent, type Step } from '../../api/orderTypes';
import { stepsAt } from '../../orders/shown';
import { codeWords, inLanguage } from '../../texts/codes';

export interface Play { possible: boolean; on: boolean; toggle: () => void; steps: Step[]; events: OrderEvent[]; at: number; set: (at: number) => void }

/** An order's past, event by event; while it is off, the steps are those of now. */
export function usePlayback(order: Order): Play {
  const [on, setOn] = useState(false);
  const [at, set] = useState(0);
  const history = useAsked<{ items: OrderEvent[] }>(`${orderPath(order.orderNo)}/history`, { limit: 200 }, on);
  const events = useMemo(() => history.data?.items ?? [], [history.data]);
  const moment = events[Math.min(at, events.length - 1)];
  const steps = useMemo(() => (on && moment ? stepsAt(order.steps, events, Date.parse(moment.at)) : order.steps), [on, moment, events, order.steps]);
  return { possible: order.steps.some((s) => s.startedAt), on, toggle: () => { setOn(!on); set(0); }, steps, events, at, set };
}

export function Playback({ play }: { play: Play }) {
  const { t, i18n } = useTranslation();
  const [running, setRunning] = useState(true);
  const last = play.events.length - 1;
  useEffect(() => {
    if (!running || play.at >= last) return;
    const timer = setTimeout(() => play.set(play.at + 1), 700);
    return () => clearTimeout(timer);
  }, [running, play, last]);
  const event = play.events[play.at];
  const step = play.steps.find((s) => s.key === event?.step);
  return (
    <div className="panel playback no-print" style={{ marginBottom: 12 }}>
      <Button onClick={() => { if (play.at >= last) { play.set(0); setRunning(true); } else setRunning(!running); }}>{running && play.at < last ? t('o.pause') : t('o.play')}</Button>
      <Slider min={0} max={Math.max(1, last)} value={play.at} tooltip={{ open: false }} aria-label={t('o.playback')} onChange={(v) => { setRunning(false); play.set(v); }} style={{ flex: 1 }} />
      {event && <span className="num"><When at={event.at} /> {codeWords(t, 'event', event.what)} {step && inLanguage(step.title, i18n.language)}</span>}
    </div>
  );
}
