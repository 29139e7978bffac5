import { Answered, Empty, Panel, refusalWords, StateTag, When, type Tone } from '@integration/web-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { ops, useAsked, useRight } from '../../api/client';
import type { Run } from '../../api/types';
import { Command } from '../../parts/Command';

const tones: Record<string, Tone> = { gathering: 'quiet', running: 'accent', waiting: 'accent', paused: 'warn', stopped: 'bad', done: 'good', cancelled: 'quiet' };
const over = ['done', 'cancelled'];

export function Runs() {
  const { t } = useTranslation();
  const asked = useAsked<{ items: Run[] }>('/runs', undefined, true, 2_000);
  return (
    <>
      <div className="page-head"><h1>{t('runs.title')}</h1><span className="grow" /><Command text="hub runs list" /></div>
      <Answered of={asked} lines={8}>{({ items }) => (items.length === 0 ? <Empty title={t('runs.none')}>{t('runs.noneWhat')}</Empty> : <>{items.map((r) => <RunCard key={r.run} of={r} />)}</>)}</Answered>
    </>
  );
}

export function RunPage() {
  const { t } = useTranslation();
  const { run } = getRouteApi('/frame/runs/$run').useParams();
  const asked = useAsked<Run>(`/runs/${run}`, undefined, true, 1_000);
  return (
    <>
      <div className="page-head"><h1>{t('runs.one1')}</h1><span className="grow" /><Command text={`hub runs watch ${run}`} /></div>
      <Answered of={asked} lines={6}>{(r) => <RunCard of={r} />}</Answered>
    </>
  );
}

/** How far a run is, and what can be done with it. */
export function RunCard({ of }: { of: Run }) {
  const { t } = useTranslation();
  const may = useRight('messages.repair');
  const { message } = App.useApp();
  const client = useQueryClient();
  const act = useMutation({ mutationFn: (what: string) => ops.ask('POST', `/runs/${of.run}/${what}`, { body: what === 'next' ? { step: of.step } : {} }), onSettled: () => client.invalidateQueries(), onError: (e) => void message.error(refusalWords(t, e)) });
  const part = (n: number) => `${(n / Math.max(1, of.planned)) * 100}%`;
  return (
    <Panel
      title={<>{t(`runs.kind.${of.kind}`)} <Link to="/runs/$run" params={{ run: of.run }}><StateTag tone={tones[of.state] ?? 'quiet'}>{t(`runState.${of.state}`, { defaultValue: of.state })}</StateTag></Link> <span className="quiet">{of.by} · <When at={of.at} withAge /></span></>}
      extra={may && !over.includes(of.state) && (
        <Space>
          {of.state === 'running' && <Button size="small" onClick={() => act.mutate('pause')}>{t('runs.pause')}</Button>}
          {of.state === 'waiting' && <Button size="small" type="primary" onClick={() => act.mutate('next')}>{t('runs.next')}</Button>}
          {(of.state === 'paused' || of.state === 'stopped') && <Button size="small" type="primary" onClick={() => act.mutate('go-on')}>{t('runs.goOn')}</Button>}
          <Button size="small" danger onClick={() => act.mutate('cancel')}>{t('runs.cancel')}</Button>
        </Space>
      )}
    >
      <div className="run-bar" role="progressbar" aria-valuemin={0} aria-valuemax={of.planned} aria-valuenow={of.delivered + of.failedAgain} aria-label={t('runs.progress')}>
        <i className="good" style={{ width: part(of.delivered) }} /><i className="bad" style={{ width: part(of.failedAgain) }} /><i className="open" style={{ width: part(of.underWay) }} />
      </div>
      <div className="totals num">
        <span><b>{of.planned}</b> {t('runs.planned')}</span><span><b>{of.gone}</b> {t('runs.gone')}</span><span className="state-good"><b>{of.delivered}</b> {t('runs.delivered')}</span><span className={of.failedAgain > 0 ? 'state-bad' : undefined}><b>{of.failedAgain}</b> {t('runs.failedAgain')}</span>{of.underWay > 0 && <span><b>{of.underWay}</b> {t('runs.underWay')}</span>}{of.passedOver > 0 && <span><b>{of.passedOver}</b> {t('runs.passedOver')}</span>}{of.takenBack > 0 && <span><b>{of.takenBack}</b> {t('runs.takenBack')}</span>}<span><b>{of.left}</b> {t('runs.left')}</span>
        <span className="quiet">{t('runs.step', { step: of.step })}{of.rate !== undefined && ` · ${of.rate}/s`}{of.stopAbove !== undefined && ` · ${t('runs.stopsAbove', { share: Math.round(of.stopAbove * 100) })}`}</span>
      </div>
      {of.why && <p className="state-bad">{t(`runWhy.${of.why}`, { defaultValue: of.why })}</p>}
      <p className="quiet">{of.what.group && <Link to="/failures/$group" params={{ group: of.what.group }}>{t('runs.ofGroup')}</Link>}{of.what.q && <Link to="/messages" search={{ q: of.what.q }}>{of.what.q}</Link>} {of.reason}</p>
    </Panel>
  );
}
