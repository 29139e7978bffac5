import { Answered, Empty, money, Panel } from '@integration/web-kit';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import { codeWords, Level, StaffName, UnitName } from '../../texts/codes';
import { Chart } from '@integration/web-kit/Chart';

interface Earner { customerNo: string; name: string; serviceLevel: string; fen: number }
export interface Executive {
  concentration: { totalFen: number; count: number; topFifth: number; curve: { customers: number; income: number }[]; best: Earner[] }; trend: { month: string; serviceLevel: string; fen: number }[]; units: { orgUnit: string; fen: number; beforeFen: number; customers: number }[];
  satisfaction: { month: string; score: number; count: number }[]; onTime: { month: string; completed: number; onTime: number }[]; atRiskFen: number; atRisk: Earner[];
}
interface Director { team: { manager?: string; name?: string; open: number; late: number; predicted: number; failed: number }[]; warnings: { key: string; open: number; overdue: number; escalated: number }[]; escalations: number; atRiskFen: number; atRisk: Earner[] }

const levelColours: Record<string, string> = { diamond: '#2f5fd0', gold: '#d0a02f', silver: '#9aa7b8', standard: '#c9d0d9' };

/** Months by level, as rows of a chart; a month that one level lacks is nought for it. */
export function byLevel(trend: Executive['trend']): { months: string[]; levels: { level: string; yuan: number[] }[] } {
  const months = [...new Set(trend.map((x) => x.month))].sort();
  const order = ['diamond', 'gold', 'silver', 'standard'];
  const levels = [...new Set(trend.map((x) => x.serviceLevel))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return { months, levels: levels.map((level) => ({ level, yuan: months.map((m) => (trend.find((x) => x.month === m && x.serviceLevel === level)?.fen ?? 0) / 100) })) };
}

/** How income stands, on whom it hangs, and where it is in danger. */
export function ForExecutives() {
  const { t } = useTranslation();
  const figures = useAsked<Executive>('/figures/executive');
  return <Answered of={figures} lines={10}>{(f) => (f.concentration.count === 0 ? <Panel><Empty title={t('fig.none')}>{t('fig.noneWhat')}</Empty></Panel> : <Figures of={f} />)}</Answered>;
}

function Figures({ of: f }: { of: Executive }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { months, levels } = useMemo(() => byLevel(f.trend), [f]);
  const axis = { axisLine: { lineStyle: { color: '#98a0ac' } }, splitLine: { lineStyle: { opacity: 0.2 } } };
  const curve = useMemo(() => ({
    grid: { left: 44, right: 12, top: 12, bottom: 28 }, tooltip: { trigger: 'axis' }, xAxis: { type: 'value', min: 0, max: 100, name: '%', ...axis }, yAxis: { type: 'value', min: 0, max: 100, ...axis },
    series: [{ type: 'line', smooth: false, showSymbol: true, symbolSize: 7, areaStyle: { opacity: 0.12 }, data: f.concentration.curve.map((c) => [c.customers, c.income]), markLine: { silent: true, symbol: 'none', data: [{ xAxis: 20 }] } }],
  }), [f]);
  const trend = useMemo(() => ({
    grid: { left: 64, right: 12, top: 28, bottom: 24 }, tooltip: { trigger: 'axis', valueFormatter: (v: number) => money(v * 100) }, legend: { top: 0, textStyle: { color: '#98a0ac' } }, xAxis: { type: 'category', data: months, ...axis }, yAxis: { type: 'value', ...axis },
    color: levels.map((l) => levelColours[l.level] ?? '#98a0ac'), series: levels.map((l) => ({ type: 'bar', barMaxWidth: 48, stack: 'all', name: codeWords(t, 'serviceLevel', l.level), data: l.yuan })),
  }), [months, levels, t]);
  const completed = f.onTime.reduce((sum, m) => sum + m.completed, 0);
  const scores = f.satisfaction.reduce((sum, m) => sum + m.count, 0);
  return (
    <>
      <div className="today" role="group" aria-label={t('fig.title')}>
        <span><b className="num">{money(f.concentration.totalFen)}</b>{t('fig.income')}</span><span><b className="num">{f.concentration.topFifth}%</b>{t('fig.topFifth')}</span>
        <Link to="/orders" search={{ state: ['completed'] }}><b className="num">{completed ? `${Math.round((f.onTime.reduce((s, m) => s + m.onTime, 0) * 100) / completed)}%` : '—'}</b>{t('fig.onTime', { count: completed })}</Link>
        <span><b className="num">{scores ? (f.satisfaction.reduce((s, m) => s + m.score * m.count, 0) / scores).toFixed(1) : '—'}</b>{t('fig.satisfaction', { count: scores })}</span>
        <Link to="/warnings" search={{ kind: ['churnRisk'] }}><b className="num">{money(f.atRiskFen)}</b>{t('fig.atRisk')}</Link>
      </div>
      <div className="home-grid">
        <div>
          <Panel title={t('fig.trend')}><Chart option={trend} height={240} label={t('fig.trend')} onPoint={(month, series) => void navigate({ to: '/customers', search: { billed: month, level: levels[series] && [levels[series].level] } })} /></Panel>
          <Panel title={t('fig.concentration', { count: f.concentration.count })}><Chart option={curve} height={220} label={t('fig.curve')} onPoint={(_, __, value) => { const share = Array.isArray(value) ? Number(value[0]) : 0; if (share > 0) void navigate({ to: '/customers', search: { share: `0-${share}` } }); }} /></Panel>
        </div>
        <div>
          <Panel title={t('fig.best')}><Earners of={f.concentration.best} /></Panel>
          {f.atRisk.length > 0 && <Panel title={t('fig.atRisk')} extra={<Link to="/warnings" search={{ kind: ['churnRisk'] }}>{t('kit:all')}</Link>}><Earners of={f.atRisk} /></Panel>}
          <Panel title={t('fig.units')}>
            <table className="facts-table"><tbody>{f.units.map((u) => <tr key={u.orgUnit}><td><Link to="/customers" search={{ unit: [u.orgUnit] }}><UnitName code={u.orgUnit} /></Link></td><td className="num">{money(u.fen)}</td><td className="num">{u.beforeFen ? `${u.fen >= u.beforeFen ? '+' : ''}${(((u.fen - u.beforeFen) * 100) / u.beforeFen).toFixed(1)}%` : ''}</td></tr>)}</tbody></table>
          </Panel>
        </div>
      </div>
    </>
  );
}

function Earners({ of }: { of: Earner[] }) {
  return <>{of.map((e) => <div key={e.customerNo} style={{ display: 'flex', gap: 10, padding: '4px 0', borderTop: '1px solid var(--line)' }}><Link to="/customers/$no" params={{ no: e.customerNo }} style={{ flex: 1, minWidth: 0 }}>{e.name}</Link><Level code={e.serviceLevel} /><span className="num">{money(e.fen)}</span></div>)}</>;
}

/** What of the team's work a director looks at first. */
export function ForDirectors() {
  const { t } = useTranslation();
  const figures = useAsked<Director>('/figures/director');
  return (
    <Answered of={figures}>
      {(f) => (
        <>
          {(f.escalations > 0 || f.warnings.length > 0) && (
            <Panel title={t('fig.teamWarnings')} extra={<Link to="/warnings" search={{ by: 'manager' }}>{t('kit:all')}</Link>}>
              <table className="facts-table"><thead><tr><th /><th className="num">{t('w.open')}</th><th className="num">{t('w.overdue')}</th><th className="num">{t('w.escalated')}</th></tr></thead>
                <tbody>{f.warnings.map((w) => <tr key={w.key}><td><Link to="/warnings" search={{ manager: w.key || undefined }}>{w.key ? <StaffName id={w.key} /> : t('w.nobody')}</Link></td><td className="num">{w.open}</td><td className="num">{w.overdue}</td><td className="num">{w.escalated}</td></tr>)}</tbody></table>
            </Panel>
          )}
          {f.atRisk.length > 0 && <Panel title={<>{t('fig.atRisk')} <span className="quiet num">{money(f.atRiskFen)}</span></>}><Earners of={f.atRisk} /></Panel>}
        </>
      )}
    </Answered>
  );
}
