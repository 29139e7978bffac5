import { Answered, Panel, problemWords, StateTag, systemWords, When } from '@integration/web-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, App, Button, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useAsked, useRight } from '../../api/client';
import type { Blocked, EndpointAnswer, EndpointTest } from '../../api/types';
import { Command } from '../../parts/Command';
import { DeliveryState, exactTime, span } from '../../parts/words';
import { linkTone } from '../map';

const route = getRouteApi('/frame/endpoints/$name');
const depths = ['ready', 'waiting', 'claimed', 'retry', 'scheduled', 'parked'] as const;

/** One endpoint: how it is, what waits and behind what, what failed last; hold it, let it go, drain it, try the connection. */
export function EndpointPage() {
  const { t } = useTranslation();
  const { name } = route.useParams();
  const client = useQueryClient();
  const { message } = App.useApp();
  const may = useRight('endpoints.run');
  const asked = useAsked<EndpointAnswer>(`/endpoints/${encodeURIComponent(name)}`, undefined, true, 3_000);
  const blocked = useAsked<{ items: Blocked[]; next?: string }>(`/endpoints/${encodeURIComponent(name)}/blocked`, { limit: 50 }, true, 5_000);
  const [asking, setAsking] = useState<'pause' | 'drain'>();
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: async (what: string) => ({ what, ...(await ops.ask<{ drained?: boolean; inFlight?: number }>('POST', `/endpoints/${encodeURIComponent(name)}/${what}`, { body: { reason } })) }),
    onSuccess: ({ what, data }) => { setAsking(undefined); setReason(''); if (what === 'drain') void message.info(data.drained ? t('endpoints.drained') : t('endpoints.notDrained', { count: data.inFlight })); void client.invalidateQueries(); },
    onError: (e) => void message.error(problemWords(t, e)),
  });
  const test = useMutation({ mutationFn: async () => (await ops.ask<EndpointTest>('POST', `/endpoints/${encodeURIComponent(name)}/test`, { body: {} })).data, onError: (e) => void message.error(problemWords(t, e)) });
  return (
    <Answered of={asked} lines={14}>
      {({ endpoint: e, lastErrors, command }) => (
        <>
          <div className="page-head">
            <h1>{name}</h1><StateTag tone={linkTone(e.link)}>{t(`link.${e.link.state}`, { defaultValue: e.link.state })}</StateTag><span className="quiet">{systemWords(t, e.link.system)} · {e.link.summary}</span><span className="grow" /><Command text={command} />
            {may && <Button loading={test.isPending} onClick={() => test.mutate()}>{t('endpoints.test')}</Button>}
            {may && e.sends && (e.link.paused ? <Button type="primary" loading={act.isPending} onClick={() => act.mutate('unpause')}>{t('endpoints.unpause')}</Button> : <Space><Button onClick={() => setAsking('pause')}>{t('endpoints.pause')}</Button><Button onClick={() => setAsking('drain')}>{t('endpoints.drain')}</Button></Space>)}
          </div>
          {e.link.why && <Alert type={linkTone(e.link) === 'bad' ? 'error' : 'warning'} title={e.link.why} style={{ marginBottom: 12 }} />}
          {test.data && <Alert type={test.data.ok ? 'success' : 'error'} closable style={{ marginBottom: 12 }} title={`${t(test.data.ok ? 'endpoints.testOk' : 'endpoints.testBad')} · ${test.data.how} · ${span(test.data.tookMs)}`} description={<>{test.data.code && <code>{test.data.code}</code>} {test.data.said}{test.data.advice && <div>→ {test.data.advice}</div>}</>} />}
          <div className="message-grid">
            <div>
              <Panel title={t('endpoints.waits')}>
                <div className="totals num">{depths.map((d) => <span key={d} className={d === 'parked' && e.waiting.parked > 0 ? 'state-bad' : undefined}><Link to="/messages" search={{ q: `to:${name} state:${d}` }}><b>{e.waiting[d]}</b> {t(`state.${d}`)}</Link></span>)}{e.link.oldestAt && <span>{t('map.oldest')} <When at={e.link.oldestAt} withAge /></span>}</div>
              </Panel>
              <Panel title={t('endpoints.blocked')}>
                <Answered of={blocked}>
                  {({ items, next }) => (items.length === 0 ? <span className="quiet">{t('endpoints.noneBlocked')}</span> : (
                    <table className="plain"><tbody>{items.map((b) => <tr key={b.key}><td className="num"><Link to="/keys/$value" params={{ value: b.key }} search={{}}>{b.key}</Link></td><td className="num">{t('endpoints.behindCount', { count: b.count })}</td><td><When at={b.since} withAge /></td><td>{b.behind && <Link to="/messages/$id" params={{ id: b.behind }}>{b.behindState && <DeliveryState state={b.behindState} />}</Link>}</td></tr>)}{next && <tr><td className="quiet">…</td></tr>}</tbody></table>
                  ))}
                </Answered>
              </Panel>
              <Panel title={t('endpoints.errors')}>
                {lastErrors.length === 0 ? <span className="quiet">{t('endpoints.noErrors')}</span> : <table className="plain"><tbody>{lastErrors.map((f, i) => <tr key={i}><td className="num">{exactTime(f.at)}</td><td><code>{f.code}</code></td><td>{f.said}{f.location && <div className="quiet">{f.location}</div>}</td><td><Link to="/messages/$id" params={{ id: f.message }}><DeliveryState state={f.state} /></Link></td></tr>)}</tbody></table>}
              </Panel>
            </div>
            <Panel title={t('message.facts')}>
              <dl className="facts">
                <dt>{t('map.direction')}</dt><dd>{e.link.to === 'hub' ? t('map.in') : t('map.out')} · {e.link.channel}</dd>
                <dt>{t('map.rate')}</dt><dd className="num"><Link to="/figures" search={{ interface: name }}>{e.link.ratePerMinute.toFixed(1)} {t('map.perMinute')}</Link></dd>
                {e.limits && <><dt>{t('endpoints.address')}</dt><dd className="num">{e.limits.address}</dd><dt>{t('endpoints.credential')}</dt><dd>{e.limits.credential ?? '—'}</dd><dt>{t('endpoints.concurrency')}</dt><dd className="num">{e.limits.concurrency}</dd><dt>{t('endpoints.timeout')}</dt><dd className="num">{span(e.limits.timeoutMs)}</dd><dt>{t('endpoints.attempts')}</dt><dd className="num">{e.limits.attempts}</dd><dt>{t('endpoints.order')}</dt><dd>{t(`endpoints.orders.${e.limits.order}`, { defaultValue: e.limits.order })}</dd></>}
                {e.link.since && <><dt>{t('endpoints.since')}</dt><dd><When at={e.link.since} withAge /></dd></>}
                {e.expiries.map((x) => <div key={x.what} style={{ display: 'contents' }}><dt>{x.what}</dt><dd><When at={x.at} withAge /></dd></div>)}
              </dl>
              {e.link.circuits && e.link.circuits.length > 0 && <><h3>{t('map.circuit')}</h3>{e.link.circuits.map((c) => <p key={c.type} className="state-bad">{c.type}: {c.reason}{c.probeAt && <span className="quiet"> · {t('endpoints.probe')} <When at={c.probeAt} /></span>}</p>)}</>}
            </Panel>
          </div>
          <Modal open={asking !== undefined} onCancel={() => setAsking(undefined)} title={asking && t(`endpoints.${asking}Title`, { name })} okText={asking && t(`endpoints.${asking}`)} okButtonProps={{ disabled: reason.trim() === '', loading: act.isPending }} onOk={() => asking && act.mutate(asking)}>
            <p>{asking && t(`endpoints.${asking}What`)}</p>
            <Input value={reason} onChange={(x) => setReason(x.target.value)} placeholder={t('repair.reason')} aria-label={t('repair.reason')} maxLength={400} />
          </Modal>
        </>
      )}
    </Answered>
  );
}
