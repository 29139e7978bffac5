import { Answered, Empty, Panel } from '@integration/web-kit';
import { Chart } from '@integration/web-kit/Chart';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Segmented, Select, Tabs } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../api/client';
import type { Figure, Figures as FiguresOf } from '../api/types';
import { Command } from '../parts/Command';
import { span as spanWords } from '../parts/words';
import { Capacity } from './figures/Capacity';
import { Reconciliations } from './figures/Reconciliations';
import { summed } from './figures/summed';

const route = getRouteApi('/frame/figures');
const spans: Record<string, { step: string; seconds: number }> = { hour: { step: 'minute', seconds: 3600 }, day: { step: 'hour', seconds: 86_400 }, month: { step: 'day', seconds: 30 * 86_400 }, year: { step: 'day', seconds: 396 * 86_400 } };

/** What came, went and failed; how much is stored; what agrees with other systems' statements. */
export function Figures() {
  const { t } = useTranslation();
  const { tab = 'flow' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <div className="page-head"><h1>{t('figures.title')}</h1></div>
      <Tabs
        activeKey={tab} onChange={(key) => void navigate({ search: { tab: key === 'flow' ? undefined : key } })} destroyOnHidden
        items={[
          { key: 'flow', label: t('figures.tab.flow'), children: <Flow /> }, { key: 'capacity', label: t('figures.tab.capacity'), children: <Capacity /> },
          { key: 'reconciliations', label: t('figures.tab.reconciliations'), children: <Reconciliations /> },
        ]}
      />
    </>
  );
}

/** What came, went and failed, and how long it took, as far back as is kept. */
function Flow() {
  const { t } = useTranslation();
  const { interface: name, span = 'day' } = route.useSearch();
  const navigate = route.useNavigate();
  const { step, seconds } = spans[span] ?? spans.day!;
  // To the minute: the same question is asked again, not a new one at every look.
  const from = useMemo(() => new Date(Math.floor((Date.now() - seconds * 1000) / 60_000) * 60_000).toISOString(), [seconds]);
  const asked = useAsked<FiguresOf>('/figures', { interface: name, from, step }, true, 15_000);
  return (
    <>
      <div className="page-head"><span className="grow" /><Command text={`hub figures${name ? ` --if ${name}` : ''} --step ${step}`} /></div>
      <div className="chips">
        <Segmented size="small" value={span} onChange={(value) => void navigate({ search: (old) => ({ ...old, span: value === 'day' ? undefined : value }) })} options={Object.keys(spans).map((value) => ({ value, label: t(`figures.span.${value}`) }))} />
        <Select allowClear showSearch placeholder={t('figures.all')} value={name} style={{ minWidth: 160 }} onChange={(value: string | undefined) => void navigate({ search: (old) => ({ ...old, interface: value }) })} options={(asked.data?.totals ?? []).map((f) => ({ value: f.interface, label: f.interface }))} />
      </div>
      <Answered of={asked} lines={12}>
        {(f) => (f.items.length === 0 ? <Empty title={t('figures.none')}>{t('figures.noneWhat')}</Empty> : (
          <>
            <Charts of={f} onPoint={(at) => void navigate({ to: '/messages', search: { q: `${name ? `(if:${name} OR to:${name}) ` : ''}since:${at.slice(0, 16)}Z until:${new Date(new Date(at).getTime() + { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[f.step]!).toISOString().slice(0, 16)}Z` } })} />
            <Table of={f.totals} />
          </>
        ))}
      </Answered>
    </>
  );
}

function Charts({ of, onPoint }: { of: FiguresOf; onPoint: (at: string) => void }) {
  const { t } = useTranslation();
  const rows = useMemo(() => summed(of), [of]);
  const label = (at: string) => (of.step === 'day' ? at.slice(0, 10) : new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false }));
  const axis = { type: 'category', data: rows.map((r) => label(r.at)) };
  const line = (name: string, pick: (r: Figure) => number | undefined, color?: string) => ({ name, type: 'line', showSymbol: rows.length < 40, connectNulls: false, data: rows.map((r) => pick(r) ?? null), ...(color ? { itemStyle: { color }, lineStyle: { color } } : {}) });
  const bar = (name: string, pick: (r: Figure) => number, color: string) => ({ name, type: 'bar', stack: 'all', data: rows.map(pick), itemStyle: { color } });
  const flow = useMemo(() => ({ tooltip: { trigger: 'axis' }, legend: { top: 0 }, grid: { left: 56, right: 16, top: 32, bottom: 24 }, xAxis: axis, yAxis: { type: 'value', minInterval: 1 }, series: [bar(t('figures.received'), (r) => r.received, '#2f5fd0'), bar(t('figures.sent'), (r) => r.sent, '#7da2f5'), bar(t('figures.failed'), (r) => r.failed + r.refused, '#c0271d')] }), [rows, t]);
  const times = useMemo(() => ({ tooltip: { trigger: 'axis', valueFormatter: (v: unknown) => (typeof v === 'number' ? spanWords(v) : '—') }, legend: { top: 0 }, grid: { left: 56, right: 16, top: 32, bottom: 24 }, xAxis: axis, yAxis: { type: 'log', name: 'ms' }, series: [line('p50', (r) => r.p50Ms), line('p95', (r) => r.p95Ms), line('p99', (r) => r.p99Ms)] }), [rows]);
  const depth = useMemo(() => ({ tooltip: { trigger: 'axis' }, grid: { left: 56, right: 16, top: 12, bottom: 24 }, xAxis: axis, yAxis: { type: 'value', minInterval: 1 }, series: [line(t('figures.depth'), (r) => r.depth)] }), [rows, t]);
  const lead = (name: string) => { const row = rows.find((r) => label(r.at) === name); if (row) onPoint(new Date(row.at).toISOString()); };
  return (
    <>
      <Panel title={t('figures.flow')}><Chart option={flow} height={220} label={t('figures.flow')} onPoint={lead} /></Panel>
      <Panel title={t('figures.times')}><Chart option={times} height={180} label={t('figures.times')} onPoint={lead} /></Panel>
      <Panel title={t('figures.depths')}><Chart option={depth} height={130} label={t('figures.depths')} onPoint={lead} /></Panel>
    </>
  );
}

function Table({ of }: { of: readonly Figure[] }) {
  const { t } = useTranslation();
  const columns = ['received', 'repeated', 'refused', 'sent', 'failed', 'parked', 'depth'] as const;
  return (
    <Panel title={t('figures.byInterface')}>
      <table className="plain">
        <thead><tr><td className="quiet">{t('figures.interface')}</td>{columns.map((c) => <td key={c} className="quiet right">{t(`figures.${c}`)}</td>)}{['p50', 'p95', 'p99'].map((p) => <td key={p} className="quiet right">{p}</td>)}</tr></thead>
        <tbody>{[...of].sort((a, b) => b.received + b.sent - a.received - a.sent).map((f) => <tr key={f.interface}><td><Link to="/figures" search={{ interface: f.interface }}>{f.interface}</Link></td>{columns.map((c) => <td key={c} className={`num right${(c === 'failed' || c === 'parked') && f[c] > 0 ? ' state-bad' : ''}`}>{f[c] || ''}</td>)}{[f.p50Ms, f.p95Ms, f.p99Ms].map((ms, i) => <td key={i} className="num right">{spanWords(ms)}</td>)}</tr>)}</tbody>
      </table>
    </Panel>
  );
}
