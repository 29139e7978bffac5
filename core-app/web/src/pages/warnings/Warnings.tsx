import { Ago, ColumnChoice, Empty, ListTable, StateTag, When, type ListColumn, TextFilter, Views } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Checkbox, Segmented, Select, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, useMe, useOrgUnits, usePages, useRight } from '../../api/client';
import { acts, type Act, type Warning, type WarningCount } from '../../api/warningTypes';
import type { WarningSearch } from '../../router';
import { inLanguage, StaffName, UnitName } from '../../texts/codes';
import { ActForm, Severity, WarningState } from './Parts';

const route = getRouteApi('/frame/warnings');
const kinds = ['orderLink', 'consumption', 'arrears', 'productChange', 'agreement', 'service', 'churnRisk', 'specialDay', 'care', 'interface'];
const states = ['raised', 'acknowledged', 'handling', 'suppressed', 'closed'];
const severities = ['critical', 'major', 'minor'];
const several = { state: states, severity: severities, kind: kinds } as const;
const group = { state: 'wc.warningState', severity: 'code.severity', kind: 'wc.warningKind' } as const;

type Chip = [string, React.ReactNode, () => void];

/** What the list asks the API: open ones, unless states are chosen. */
export function asked(search: WarningSearch, staffId: string | undefined): Record<string, string | string[] | boolean | undefined> {
  const { mine, by: _, columns: __, ...rest } = search;
  return { ...rest, open: search.state?.length ? undefined : 'true', owner: mine ? staffId : search.owner };
}

export function Warnings() {
  const { t, i18n } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const me = useMe();
  const mayHandle = useRight('warnings.handle');
  const [chosen, setChosen] = useState<string[]>([]);
  const [act, setAct] = useState<Act>();
  const set = (change: Partial<WarningSearch>) => { setChosen([]); void navigate({ search: (old) => ({ ...old, ...change }), replace: true }); };
  const query = asked(search, me?.staffId);
  const rows = usePages<Warning>('/warnings', query);
  const total = rows.data?.pages[0]?.total;
  const columns: ListColumn<Warning>[] = [
    ...(mayHandle ? [{ key: 'choose', title: '', width: 36, show: (w: Warning) => <Checkbox aria-label={w.warningId} disabled={w.state === 'closed'} checked={chosen.includes(w.warningId)} onClick={(e) => e.stopPropagation()} onChange={(e) => setChosen((all) => (e.target.checked ? [...all, w.warningId] : all.filter((x) => x !== w.warningId)))} /> }] : []),
    { key: 'severity', title: t('w.severity'), width: 84, show: (w) => <Severity code={w.severity} /> },
    { key: 'what', title: t('w.what'), width: 265, show: (w) => <Link to="/warnings/$id" params={{ id: w.warningId }} title={inLanguage(w.title, i18n.language)}>{inLanguage(w.title, i18n.language)}</Link> },
    { key: 'kind', title: t('w.kind'), width: 92, show: (w) => t(`wc.warningKind.${w.kind}`) },
    { key: 'customer', title: t('w.customer'), width: 150, show: (w) => w.customerNo && <Link to="/customers/$no" params={{ no: w.customerNo }}>{w.customerName ?? w.customerNo}</Link> },
    { key: 'state', title: t('w.state'), width: 92, show: (w) => <WarningState code={w.state} /> },
    { key: 'owner', title: t('w.owner'), width: 110, show: (w) => <>{w.owner ? <StaffName id={w.owner} /> : <span className="quiet">{t('w.nobody')}</span>}{w.level > 0 && <span className="quiet num"> ↑{w.level}</span>}</> },
    { key: 'raised', title: t('w.raised'), width: 96, show: (w) => <span className="quiet"><Ago at={w.raisedAt} /></span> },
    { key: 'due', title: t('w.due'), width: 145, show: (w) => (w.overdue ? <StateTag tone="bad"><When at={w.dueAt} /></StateTag> : <When at={w.dueAt} />) },
    { key: 'seen', title: t('w.seen'), width: 60, right: true, extra: true, show: (w) => w.seen },
    { key: 'unit', title: t('w.unit'), width: 90, extra: true, show: (w) => <UnitName code={w.orgUnit} /> },
  ];
  const open = act && chosen.length > 0 ? act : undefined;
  return (
    <>
      <div className="page-head">
        <h1>{t('warnings')}</h1>{total !== undefined && <span className="quiet num">{t(total >= 10000 ? 'list.totalMany' : 'list.total', { count: total })}</span>}<span className="grow" />
        <Views page="warnings" search={search} onOpen={(view) => void navigate({ search: view })} />
        <ColumnChoice columns={columns.filter((c) => c.key !== 'choose')} chosen={search.columns} onChoose={(keys) => set({ columns: keys })} />
        <Link to="/warning-rules"><Button>{t('warningRules')}</Button></Link>
      </div>
      <Figures search={search} set={set} staffId={me?.staffId} />
      <Filters search={search} set={set} />
      {mayHandle && chosen.length > 0 && (
        <div className="chips" role="toolbar" aria-label={t('w.chosen', { count: chosen.length })}>
          <b>{t('w.chosen', { count: chosen.length })}</b>{acts.map((a) => <Button key={a} size="small" onClick={() => setAct(a)}>{t(`wc.warningAct.${a}`)}</Button>)}<Button size="small" type="link" onClick={() => setChosen([])}>{t('w.clear')}</Button>
        </div>
      )}
      <ListTable<Warning> rows={rows} columns={columns} chosen={search.columns?.length ? ['choose', ...search.columns] : undefined} rowKey={(w) => w.warningId} empty={<Empty title={t('w.none')}>{t('w.noneWhat')}</Empty>} />
      {open && <ActForm key={open} act={open} ids={chosen} onClose={(done) => { setAct(undefined); if (done) setChosen([]); }} />}
    </>
  );
}

function Filters({ search, set }: { search: WarningSearch; set: (change: Partial<WarningSearch>) => void }) {
  const { t, i18n } = useTranslation();
  const units = useOrgUnits();
  const unitName = (code: string) => units?.find((u) => u.code === code)?.name[i18n.language === 'en' ? 'en' : 'zh'] ?? code;
  const names = ['state', 'severity', 'kind'] as const;
  const chips: Chip[] = [
    ...names.flatMap((name) => (search[name] ?? []).map((v): Chip => [name + v, `${t(`w.${name}`)}: ${t(`${group[name]}.${v}`)}`, () => set({ [name]: search[name]!.length > 1 ? search[name]!.filter((x) => x !== v) : undefined })])),
    ...(search.unit ? [['u', `${t('w.unit')}: ${unitName(search.unit)}`, () => set({ unit: undefined })] as Chip] : []),
    ...(search.customer ? [['c', `${t('w.customer')}: ${search.customer}`, () => set({ customer: undefined })] as Chip] : []),
    ...(search.order ? [['o', `${t('w.order')}: ${search.order}`, () => set({ order: undefined })] as Chip] : []),
    ...(search.manager ? [['m', <>{t('list.manager')}: <StaffName id={search.manager} /></>, () => set({ manager: undefined })] as Chip] : []),
  ];
  return (
    <>
      <div className="chips">
        <TextFilter value={search.text} onChange={(text) => set({ text })} placeholder={t('w.filter')} />
        {names.map((name) => <Select key={name} mode="multiple" placeholder={t(`w.${name}`)} aria-label={t(`w.${name}`)} style={{ minWidth: 110 }} popupMatchSelectWidth={160} maxTagCount={0} maxTagPlaceholder={(all) => `${t(`w.${name}`)} · ${all.length}`} value={search[name] ?? []} options={several[name].map((v) => ({ value: v, label: t(`${group[name]}.${v}`) }))} onChange={(v: string[]) => set({ [name]: v.length ? v : undefined })} />)}
        <Select allowClear showSearch optionFilterProp="label" placeholder={t('w.unit')} aria-label={t('w.unit')} style={{ width: 130 }} value={search.unit} options={units?.map((u) => ({ value: u.code, label: unitName(u.code) }))} onChange={(v?: string) => set({ unit: v })} />
        <Checkbox checked={!!search.overdue} onChange={(e) => set({ overdue: e.target.checked || undefined })}>{t('w.overdue')}</Checkbox>
        <Checkbox checked={!!search.mine} onChange={(e) => set({ mine: e.target.checked || undefined })}>{t('w.mine')}</Checkbox>
      </div>
      {(chips.length > 0 || search.text) && <div className="chips">{chips.map(([key, words, close]) => <Tag key={key} closable onClose={close}>{words}</Tag>)}<Button size="small" type="link" onClick={() => set({ text: undefined, state: undefined, severity: undefined, kind: undefined, unit: undefined, customer: undefined, order: undefined, manager: undefined, overdue: undefined, mine: undefined })}>{t('kit:clearFilters')}</Button></div>}
    </>
  );
}

/** How many of what; every figure leads to the list that it counts. */
function Figures({ search, set, staffId }: { search: WarningSearch; set: (change: Partial<WarningSearch>) => void; staffId: string | undefined }) {
  const { t } = useTranslation();
  const by = search.by ?? 'kind';
  const counts = useAsked<WarningCount[]>('/warnings/count', { by, ...(asked(search, staffId) as Record<string, string>) }).data;
  const words = (key: string) => (by === 'kind' ? t(`wc.warningKind.${key}`) : by === 'severity' ? t(`code.severity.${key}`) : by === 'unit' ? <UnitName code={key} /> : by === 'manager' && key ? <StaffName id={key} /> : key || t('w.nobody'));
  return (
    <section className="panel" style={{ marginBottom: 12 }}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <Segmented size="small" value={by} onChange={(v) => set({ by: v === 'kind' ? undefined : v })} options={[['kind', 'w.byKind'], ['severity', 'w.bySeverity'], ['unit', 'w.byUnit'], ['manager', 'w.byManager'], ['month', 'w.byMonth']].map(([value, label]) => ({ value: value!, label: t(label!) }))} />
        {(counts ?? []).slice(0, 14).map((c) => (
          <span key={c.key} style={{ whiteSpace: 'nowrap' }}>
            {by === 'month' ? words(c.key) : <Button size="small" type="link" style={{ padding: 0 }} onClick={() => set({ [by]: by === 'kind' || by === 'severity' ? [c.key] : c.key })}>{words(c.key)}</Button>} <b className="num">{c.raised}</b>{c.overdue > 0 && <span className="quiet num"> · {t('w.overdue')} {c.overdue}</span>}
          </span>
        ))}
      </div>
    </section>
  );
}
