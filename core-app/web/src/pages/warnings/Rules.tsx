import { Answered, ApiProblem, Panel, problemWords, StateTag } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, App, Button, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAsked, useOrgUnits, useRight } from '../../api/client';
import type { Rule, Threshold, TryOut } from '../../api/warningTypes';
import { codeWords, inLanguage, UnitName } from '../../texts/codes';
import { bars } from './bars';
import { Severity } from './Parts';

const route = getRouteApi('/frame/warning-rules');
const levels = ['usual', 'diamond', 'gold', 'silver'] as const;

/** Rules on the left; the chosen one's figures and its try-out beside them. */
export function Rules() {
  const { t, i18n } = useTranslation();
  const navigate = route.useNavigate();
  const { rule: chosen } = route.useSearch();
  const rules = useAsked<Rule[]>('/warning-rules');
  return (
    <>
      <nav className="quiet" aria-label="breadcrumb" style={{ marginBottom: 4 }}><Link to="/warnings">{t('warnings')}</Link> / {t('warningRules')}</nav>
      <div className="page-head"><h1>{t('warningRules')}</h1></div>
      <Answered of={rules} lines={12}>
        {(all) => {
          const shown = all.find((r) => r.code === chosen) ?? all[0];
          return (
            <div className="rules-grid">
              <Panel>
                {all.map((r) => (
                  <button key={r.code} type="button" className="rule-line" aria-current={r.code === shown?.code ? 'true' : undefined} onClick={() => void navigate({ search: { rule: r.code } })}>
                    <span>{inLanguage(r.title, i18n.language)}</span><span className="quiet">{t(`wc.warningKind.${r.kind}`)}</span>{r.enabled ? <Severity code={r.severity} /> : <StateTag tone="quiet">{t('wr.disabled')}</StateTag>}
                  </button>
                ))}
              </Panel>
              {shown && <RuleForm key={`${shown.code}@${shown.version}`} rule={shown} />}
            </div>
          );
        }}
      </Answered>
    </>
  );
}

function RuleForm({ rule }: { rule: Rule }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const units = useOrgUnits();
  const may = useRight('warnings.rules');
  const [draft, setDraft] = useState(rule);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const names = Object.keys(rule.values);
  const set = (change: Partial<Rule>) => setDraft((d) => ({ ...d, ...change }));
  const setUnit = (unit: string, values: Record<string, Threshold> | undefined) => setDraft((d) => {
    const { [unit]: _, ...rest } = d.units;
    return { ...d, units: values ? { ...rest, [unit]: values } : rest };
  });
  const save = async () => {
    if (busy) return;
    setBusy(true);
    setErrors({});
    try {
      const { data: saved } = await api.ask<Rule>('PUT', `/warning-rules/${rule.code}`, { body: draft });
      message.success(t('wr.saved', { version: saved.version }));
      await client.invalidateQueries({ queryKey: ['/warning-rules'] });
    } catch (e) {
      if (e instanceof ApiProblem && e.code === 'rule.stale') {
        message.warning(t('wr.stale', { version: (e.body as { current?: Rule }).current?.version }), 6);
        await client.invalidateQueries({ queryKey: ['/warning-rules'] });
      } else if (e instanceof ApiProblem && e.fields.length) setErrors(Object.fromEntries(e.fields.map((f) => [f.field, String((f.args as Record<string, string> | undefined)?.message ?? f.code)])));
      else message.error(problemWords(t, e));
    }
    setBusy(false);
  };
  return (
    <div>
      <Panel title={<>{inLanguage(rule.title, i18n.language)} <span className="quiet num">{rule.code} · {t('wr.version', { version: rule.version })}</span></>} extra={<Switch disabled={!may} checked={draft.enabled} checkedChildren={t('wr.enabled')} unCheckedChildren={t('wr.disabled')} onChange={(enabled) => set({ enabled })} />}>
        <p className="quiet" style={{ marginTop: 0 }}>{inLanguage(rule.says, i18n.language).replace(/\{\w+\}/g, '…')}</p>
        {!may && <p className="quiet">{t('wr.readOnly')}</p>}
        {Object.values(errors).map((e) => <Alert key={e} type="error" showIcon title={e} style={{ marginBottom: 8 }} />)}
        <div style={{ display: 'flex', gap: 24, flexWrap: 'wrap', marginBottom: 12 }}>
          <label>{t('wr.dueHours')} <InputNumber size="small" disabled={!may} min={0.5} max={2000} value={draft.dueHours} status={errors.dueHours ? 'error' : undefined} onChange={(v) => set({ dueHours: v ?? draft.dueHours })} /></label>
          <label>{t('wr.escalate')} <Select mode="tags" size="small" disabled={!may} style={{ minWidth: 150 }} tokenSeparators={[',', ' ']} value={draft.escalateHours.map(String)} onChange={(v: string[]) => set({ escalateHours: v.map(Number).filter((n) => n > 0) })} /></label>
        </div>
        {names.length > 0 && <Thresholds values={draft.values} names={names} path="values" errors={errors} may={may} onChange={(values) => set({ values })} />}
        {names.length > 0 && (
          <>
            <h3>{t('wr.unitRule')}</h3>
            {Object.entries(draft.units).map(([unit, values]) => (
              <div key={unit} style={{ marginBottom: 8 }}>
                <b><UnitName code={unit} /></b> {may && <Button size="small" type="link" onClick={() => setUnit(unit, undefined)}>{t('wr.removeUnit')}</Button>}
                <Thresholds values={values} names={names} path={`units.${unit}`} errors={errors} may={may} onChange={(v) => setUnit(unit, v)} />
              </div>
            ))}
            {may && <Select size="small" style={{ width: 200 }} placeholder={t('wr.addUnit')} value={null} options={units?.filter((u) => !draft.units[u.code]).map((u) => ({ value: u.code, label: u.name[i18n.language === 'en' ? 'en' : 'zh'] }))} onChange={(unit: string | null) => unit && setUnit(unit, structuredClone(draft.values))} />}
          </>
        )}
        {may && <div style={{ marginTop: 12 }}><Button type="primary" loading={busy} disabled={JSON.stringify(draft) === JSON.stringify(rule)} onClick={() => void save()}>{t('wr.save')}</Button></div>}
      </Panel>
      {rule.tryable ? <Try rule={draft} /> : <Panel><span className="quiet">{t('wr.notTryable')}</span></Panel>}
    </div>
  );
}

function Thresholds({ values, names, path, errors, may, onChange }: { values: Record<string, Threshold>; names: string[]; path: string; errors: Record<string, string>; may: boolean; onChange: (values: Record<string, Threshold>) => void }) {
  const { t } = useTranslation();
  return (
    <table className="facts-table">
      <thead><tr><th>{t('wr.thresholds')}</th>{levels.map((l) => <th key={l} className="num">{l === 'usual' ? t('wr.usual') : codeWords(t, 'serviceLevel', l)}</th>)}</tr></thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <td>{t(`wc.saw.${name}`, { defaultValue: name })}</td>
            {levels.map((level) => (
              <td key={level} className="num">
                <InputNumber size="small" style={{ width: 110 }} disabled={!may} min={0} aria-label={`${name} ${level}`} status={errors[`${path}.${name}`] ? 'error' : undefined} placeholder={level === 'usual' ? undefined : String(values[name]?.usual ?? '')} value={values[name]?.[level]}
                  onChange={(v) => onChange({ ...values, [name]: { ...(values[name] ?? { usual: 0 }), [level]: v ?? (level === 'usual' ? 0 : undefined) } })} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How many warnings the figures as they stand in the form would have raised: nothing is saved by it. */
function Try({ rule }: { rule: Rule }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [months, setMonths] = useState(6);
  const [tried, setTried] = useState<TryOut>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      setTried((await api.ask<TryOut>('POST', `/warning-rules/${rule.code}/try`, { body: { rule, months } })).data);
    } catch (e) {
      message.error(problemWords(t, e));
    }
    setBusy(false);
  };
  const drawn = bars(tried?.months.map((m) => m.raised) ?? []);
  return (
    <Panel title={t('wr.try')} extra={<span style={{ display: 'flex', gap: 8 }}><Select size="small" value={months} options={[3, 6, 12].map((n) => ({ value: n, label: t('wr.tryMonths', { count: n }) }))} onChange={setMonths} /><Button size="small" loading={busy} onClick={() => void run()}>{t('wr.try')}</Button></span>}>
      {tried && (
        <>
          <svg viewBox={`0 -14 ${drawn.width} ${drawn.height + 32}`} style={{ width: '100%', maxWidth: 640 }} role="img" aria-label={t('wr.try')}>
            {drawn.of.map((b, i) => (
              <g key={tried.months[i]!.month}><title>{`${tried.months[i]!.month}: ${tried.months[i]!.raised} · ${t('wr.customers', { count: tried.months[i]!.customers })}`}</title>
                <rect x={b.x} y={b.y} width={b.width} height={b.height} fill="var(--accent)" /><text x={b.x + b.width / 2} y={b.y - 3} textAnchor="middle" fontSize="11" fill="currentColor">{tried.months[i]!.raised}</text>
                <text x={b.x + b.width / 2} y={drawn.height + 14} textAnchor="middle" fontSize="11" fill="currentColor" opacity="0.65">{tried.months[i]!.month}</text></g>
            ))}
          </svg>
          {tried.sample.length > 0 && <h3>{t('wr.sample')}</h3>}
          {tried.sample.slice(0, 12).map((s) => <div key={s.month + s.customerNo + s.title.zh} style={{ padding: '3px 0' }}><span className="quiet num">{s.month}</span> <Link to="/customers/$no" params={{ no: s.customerNo }}>{s.customerName}</Link> {inLanguage(s.title, i18n.language)}</div>)}
        </>
      )}
    </Panel>
  );
}
