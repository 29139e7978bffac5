import { Ago, Answered, Empty, StateTag, systemWords, TextFilter } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { Endpoint } from '../../api/types';
import { Command } from '../../parts/Command';
import { linkTone } from '../map';

const route = getRouteApi('/frame/endpoints');

/** All interfaces with how they are and what waits, the worst first. */
export function Endpoints() {
  const { t } = useTranslation();
  const { text, bad } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = useAsked<{ items: Endpoint[] }>('/endpoints', undefined, true, 5_000);
  const rank = { bad: 0, warn: 1, accent: 2, good: 3, quiet: 4 };
  const shown = (asked.data?.items ?? [])
    .filter((e) => (!text || [e.link.interface, e.link.system, e.link.summary ?? '', systemWords(t, e.link.system)].some((w) => w.toLowerCase().includes(text.toLowerCase()))) && (!bad || rank[linkTone(e.link)] < 2))
    .sort((a, b) => Math.min(rank[linkTone(a.link)], 2) - Math.min(rank[linkTone(b.link)], 2) || a.link.interface.localeCompare(b.link.interface));
  return (
    <>
      <div className="page-head"><h1>{t('endpoints.title')}</h1><span className="grow" /><Command text="hub endpoints list" /></div>
      <div className="chips">
        <TextFilter value={text} onChange={(value) => void navigate({ search: (old) => ({ ...old, text: value }) })} placeholder={t('endpoints.filter')} />
        <Checkbox checked={bad === true} onChange={(e) => void navigate({ search: (old) => ({ ...old, bad: e.target.checked || undefined }) })}>{t('endpoints.onlyBad')}</Checkbox>
      </div>
      <Answered of={asked} lines={14}>
        {() => (shown.length === 0 ? <Empty title={t('endpoints.none')} /> : (
          <div className="panel">
            <table className="plain">
              <thead><tr>{(['name', 'system', 'state', 'rate', 'waiting', 'parked', 'oldest', 'channel'] as const).map((c) => <td key={c} className={`quiet${['rate', 'waiting', 'parked'].includes(c) ? ' right' : ''}`}>{t(`endpoints.${c}`)}</td>)}</tr></thead>
              <tbody>
                {shown.map(({ link: l, waiting: w }) => (
                  <tr key={l.interface}>
                    <td><Link to="/endpoints/$name" params={{ name: l.interface }}><b>{l.interface}</b></Link><div className="quiet">{l.summary}</div></td><td>{systemWords(t, l.system)}</td>
                    <td><StateTag tone={linkTone(l)}>{t(`link.${l.state}`, { defaultValue: l.state })}</StateTag>{l.why && <div className="quiet">{l.why}</div>}</td>
                    <td className="num right">{l.ratePerMinute.toFixed(1)}</td><td className="num right">{w.ready + w.waiting + w.claimed + w.retry + w.scheduled || ''}</td>
                    <td className="num right">{w.parked > 0 && <Link to="/messages" search={{ q: `to:${l.interface} state:parked` }} className="state-bad">{w.parked}</Link>}</td><td className="num">{l.oldestAt && <Ago at={l.oldestAt} />}</td><td>{l.channel}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ))}
      </Answered>
    </>
  );
}
