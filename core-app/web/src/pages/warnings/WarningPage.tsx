import { Answered, ApiProblem, Empty, money, OpenMessage, Panel, StateTag, When } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import { acts, type Act, type WarningDetail } from '../../api/warningTypes';
import { inLanguage, Level, StaffName, UnitName } from '../../texts/codes';
import { bars } from './bars';
import { ActForm, Severity, WarningState } from './Parts';

const route = getRouteApi('/frame/warnings/$id');

export function WarningPage() {
  const { id } = route.useParams();
  const { t } = useTranslation();
  const found = useAsked<WarningDetail>(`/warnings/${encodeURIComponent(id)}`);
  if (found.error instanceof ApiProblem && found.error.status === 404) return <Panel><Empty title={t('kit:problem.not.found', { defaultValue: id })}><Link to="/warnings">{t('warnings')}</Link></Empty></Panel>;
  return <Answered of={found} lines={10}>{(detail) => <Shown detail={detail} />}</Answered>;
}

function Shown({ detail: { warning: w, saw, log, message, can } }: { detail: WarningDetail }) {
  const { t, i18n } = useTranslation();
  const [act, setAct] = useState<Act>();
  const openMessage = useContext(OpenMessage);
  const logWords = t('wc.warningLog', { returnObjects: true }) as Record<string, string>;
  const ends = (at: string | undefined) => at && <When at={at} withAge />;
  const facts: [string, React.ReactNode][] = [
    [t('w.customer'), w.customerNo && <><Link to="/customers/$no" params={{ no: w.customerNo }}>{w.customerName ?? w.customerNo}</Link> <Level code={w.serviceLevel} /></>], [t('w.order'), w.orderNo && <Link to="/orders/$no" params={{ no: w.orderNo }}>{w.orderNo}</Link>], [t('w.unit'), <UnitName code={w.orgUnit} />],
    [t('w.owner'), w.owner ? <StaffName id={w.owner} /> : t('w.nobody')], [t('w.raised'), ends(w.raisedAt)], [t('w.lastSeen'), <>{ends(w.lastSeenAt)} · {t('w.times', { count: w.seen })}</>], [t('w.due'), w.overdue ? <StateTag tone="bad">{ends(w.dueAt)}</StateTag> : ends(w.dueAt)],
    [t('w.rule'), w.rule.startsWith('told:') ? w.rule.slice(5) : <Link to="/warning-rules" search={{ rule: w.rule }}>{w.rule}</Link>], [t('w.message'), openMessage && <Button type="link" size="small" style={{ padding: 0 }} onClick={() => openMessage(message)}><code>{message}</code></Button>],
  ];
  return (
    <>
      <nav className="quiet" aria-label="breadcrumb" style={{ marginBottom: 4 }}><Link to="/warnings">{t('warnings')}</Link> / {w.warningId}</nav>
      <div className="page-head">
        <h1>{inLanguage(w.title, i18n.language)}</h1><Severity code={w.severity} /><WarningState code={w.state} />{w.level > 0 && <span className="quiet">{t('w.up', { count: w.level })}</span>}{w.mutedUntil && <span className="quiet">{t('w.mutedUntil', { day: w.mutedUntil })}</span>}<span className="grow" />
        {acts.filter((a) => can.includes(a)).map((a) => <Button key={a} type={a === 'handle' ? 'primary' : 'default'} onClick={() => setAct(a)}>{t(`wc.warningAct.${a}`)}</Button>)}
      </div>
      <div className="home-grid">
        <div>
          <Panel title={t('w.saw')}>
            {saw.values.length === 0 && saw.series.length === 0 && (Object.values(saw.args).length === 0 ? <span className="quiet">{t('w.none2')}</span> : <>{Object.values(saw.args).map((v, i) => <div key={i}>{v}</div>)}</>)}
            {saw.values.length > 0 && (
              <table className="facts-table"><thead><tr><th /><th className="num">{t('w.value')}</th><th className="num">{t('w.threshold')}</th></tr></thead>
                <tbody>{saw.values.map((v) => <tr key={v.name}><td>{t(`wc.saw.${v.name}`, { defaultValue: v.name })}</td><td className="num">{figure(v.value)}</td><td className="num">{v.threshold === undefined ? '' : figure(v.threshold)}</td></tr>)}</tbody></table>
            )}
            {saw.series.length > 1 && <Series series={saw.series} label={t('w.series')} />}
          </Panel>
          <Panel title={t('w.log')}>
            {log.map((l) => <div key={l.number} style={{ display: 'flex', gap: 12, padding: '5px 0', borderTop: '1px solid var(--line)' }}><span style={{ width: 190, flex: 'none' }}><When at={l.at} /></span><span style={{ width: 110, flex: 'none' }}>{l.who === 'hub' ? t('w.hub') : <StaffName id={l.who} />}</span><span><b>{logWords[l.what] ?? l.what}</b> {l.note}</span></div>)}
          </Panel>
        </div>
        <Panel>{facts.filter(([, v]) => v).map(([name, v]) => <div key={name} style={{ display: 'flex', gap: 12, padding: '4px 0' }}><span className="quiet" style={{ width: 96, flex: 'none' }}>{name}</span><span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{v}</span></div>)}</Panel>
      </div>
      {act && <ActForm key={act} act={act} ids={[w.warningId]} onClose={() => setAct(undefined)} />}
    </>
  );
}

const figure = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

/** Months side by side, the last one marked: it is what the warning is about. */
function Series({ series, label }: { series: { at: string; value: number }[]; label: string }) {
  const { width, height, of } = bars(series.map((s) => s.value));
  return (
    <figure style={{ margin: '12px 0 0' }}>
      <svg viewBox={`0 0 ${width} ${height + 18}`} style={{ width: '100%', maxWidth: 640 }} role="img" aria-label={label}>
        {of.map((b, i) => (
          <g key={series[i]!.at}><title>{`${series[i]!.at}: ${money(series[i]!.value)}`}</title>
            <rect x={b.x} y={b.y} width={b.width} height={b.height} fill={i === of.length - 1 ? 'var(--warn)' : 'var(--accent)'} opacity={i === of.length - 1 ? 1 : 0.55} /><text x={b.x + b.width / 2} y={height + 13} textAnchor="middle" fontSize="9" fill="currentColor" opacity="0.65">{series[i]!.at.slice(2)}</text></g>
        ))}
      </svg>
    </figure>
  );
}
