import { When } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Attempt, Message } from '../../api/types';
import { DeliveryState, exactTime, span } from '../../parts/words';

/** To whom it goes, how far that is, and every try. */
export function Deliveries({ of, actions }: { of: Message; actions?: (to: string) => React.ReactNode }) {
  const { t } = useTranslation();
  if (of.deliveries.length === 0) return <p className="quiet">{t('message.noDeliveries')}</p>;
  return (
    <div className="deliveries">
      {of.deliveries.map((d) => {
        const tries = of.attempts.filter((a) => a.subscriber === d.to);
        return (
          <section key={d.to} className={`delivery${d.state === 'parked' ? ' delivery-bad' : ''}`}>
            <header>
              <b>{d.to}</b> <DeliveryState state={d.state} inDoubt={d.inDoubt} />
              <span className="quiet num">{t('message.tries', { count: d.attempts })}{d.endedAt && <> · <When at={d.endedAt} /></>}{!d.endedAt && d.dueAt && <> · {t('message.due')} <When at={d.dueAt} /></>}</span>
              <span className="grow" />{actions?.(d.to)}
            </header>
            {d.failure && (
              <div className="failure" role={d.state === 'parked' ? 'alert' : undefined}>
                <code>{d.failure.code}</code> {d.failure.message}
                {d.failure.location && <div className="quiet">{t('message.place')}: <code>{d.failure.location}</code></div>}
                {d.failure.detail && <details><summary>{t('message.detail')}</summary><pre>{d.failure.detail}</pre></details>}
                {d.group && d.state === 'parked' && <div><Link to="/failures/$group" params={{ group: d.group }}>{t('message.likeThis')}</Link></div>}
              </div>
            )}
            {tries.length > 0 && <details><summary className="quiet">{t('message.allTries', { count: tries.length })}</summary><Tries of={tries} /></details>}
          </section>
        );
      })}
    </div>
  );
}

function Tries({ of }: { of: readonly Attempt[] }) {
  const { t } = useTranslation();
  return (
    <table className="plain">
      <tbody>
        {of.map((a) => <tr key={a.number}><td className="num">{a.number}</td><td className="num">{exactTime(a.startedAt)}</td><td className="num">{span(new Date(a.endedAt).getTime() - new Date(a.startedAt).getTime())}</td><td>{t(`outcome.${a.outcome}`, { defaultValue: a.outcome })}</td><td>{a.failure && <><code>{a.failure.code}</code> {a.failure.message}</>}</td><td className="quiet">{a.node}</td></tr>)}
      </tbody>
    </table>
  );
}
