import { StateTag, When } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../api/client';
import type { Group, Link as FlowLink, Rows } from '../api/types';
import { DeliveryState, exactTime, stateOf, typeWords } from '../parts/words';
import { linkTone } from './map';

/** One interface: how it is, what fails, the latest messages; each figure leads to what it counts. */
export function LinkPanel({ of }: { of: FlowLink }) {
  const { t } = useTranslation();
  const messages = of.to === 'hub' ? `if:${of.interface}` : `to:${of.interface}`;
  const failures = useAsked<{ items: Group[] }>('/failures').data?.items.filter((g) => g.subscriber === of.interface || g.subscriber.endsWith(`:${of.interface}`)) ?? [];
  const latest = useAsked<Rows>('/messages', { q: messages, limit: 12 }, true, 5_000).data;
  return (
    <>
      <p><StateTag tone={linkTone(of)}>{t(`link.${of.state}`, { defaultValue: of.state })}</StateTag> {of.why && <span>{of.why}</span>}</p>
      {of.summary && <p className="quiet">{of.summary}</p>}
      <dl className="facts">
        <dt>{t('map.direction')}</dt><dd>{of.to === 'hub' ? t('map.in') : t('map.out')}{of.channel && ` · ${of.channel}`}</dd>
        <dt>{t('map.rate')}</dt><dd className="num"><Link to="/messages" search={{ q: `${messages} since:1h` }}>{of.ratePerMinute.toFixed(1)} {t('map.perMinute')}</Link></dd>
        <dt>{t('map.errors')}</dt><dd className="num">{of.errorsPerMinute.toFixed(1)} {t('map.perMinute')}</dd>
        <dt>{t('map.depth')}</dt><dd className="num"><Link to="/messages" search={{ q: `to:${of.interface} (state:ready OR state:waiting OR state:retry OR state:claimed)` }}>{of.depth}</Link>{of.oldestAt && <> · {t('map.oldest')} <When at={of.oldestAt} withAge /></>}</dd>
        {of.circuit && <><dt>{t('map.circuit')}</dt><dd>{t(`circuit.${of.circuit}`, { defaultValue: of.circuit })}</dd></>}
      </dl>
      {failures.length > 0 && <><h3>{t('failures.title')}</h3>{failures.map((g) => <p key={g.group}><Link to="/failures/$group" params={{ group: g.group }}><b className="num">{g.count}</b> <code>{g.code}</code></Link> {g.message}</p>)}</>}
      <h3>{t('map.latest')}</h3>
      <table className="plain"><tbody>{latest?.items.map((m) => <tr key={m.id}><td className="num">{exactTime(m.receivedAt)}</td><td><Link to="/messages/$id" params={{ id: m.id }}>{typeWords(t, m.type)}</Link></td><td className="num">{m.businessKey}</td><td><DeliveryState state={stateOf(m)} /></td></tr>)}</tbody></table>
      <p><Space><Link to="/messages" search={{ q: messages }}>{t('map.allMessages')}</Link></Space></p>
    </>
  );
}
