import { ColumnChoice, Empty, ListTable, queryText, StateTag, When, type ListColumn, TextFilter, Views } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Checkbox, DatePicker, Select, Tag } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAsked, useOrgUnits, usePages, useRight } from '../../api/client';
import type { OrderFilters, OrderRow } from '../../api/orderTypes';
import type { OrderSearch } from '../../router';
import { CodeState, codeWords, inLanguage, UnitName } from '../../texts/codes';

const route = getRouteApi('/frame/orders');
const flags = ['open', 'late', 'predicted', 'failed'] as const;
const flagWords = { open: 'o.open', late: 'o.late', predicted: 'o.predictedLate', failed: 'o.failed' } as const;
const cleared: OrderSearch = { text: undefined, state: undefined, manager: undefined, step: undefined, unit: undefined, open: undefined, late: undefined, predicted: undefined, failed: undefined, from: undefined, to: undefined, customer: undefined };

export function Orders() {
  const { t, i18n } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<OrderSearch>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const mayExport = useRight('orders.export');
  const mayPlace = useRight('orders.place');
  const { columns: chosen, ...query } = search;
  const rows = usePages<OrderRow>('/orders', { ...query });
  const total = rows.data?.pages[0]?.total;
  const columns: ListColumn<OrderRow>[] = [
    { key: 'orderNo', title: t('o.orderNo'), sort: 'number', width: 150, show: (r) => <Link className="num" to="/orders/$no" params={{ no: r.orderNo }}>{r.orderNo}</Link> },
    { key: 'name', title: t('o.name'), sort: 'name', width: 220, show: (r) => r.name },
    { key: 'customer', title: t('o.customer'), width: 190, show: (r) => <Link to="/customers/$no" params={{ no: r.customerNo }}>{r.customerName ?? r.customerNo}</Link> },
    { key: 'state', title: t('o.state'), width: 100, show: (r) => <CodeState group="orderState" code={r.state} /> },
    { key: 'progress', title: t('o.progress'), width: 170, show: (r) => <Progress row={r} /> },
    { key: 'current', title: t('o.current'), width: 170, show: (r) => r.current.map((c) => inLanguage(c.title, i18n.language)).filter((x, i, all) => all.indexOf(x) === i).join(', ') },
    { key: 'manager', title: t('o.manager'), width: 90, show: (r) => r.managerName ?? r.managerId },
    { key: 'ordered', title: t('o.ordered'), sort: 'ordered', width: 140, show: (r) => <When at={r.orderedAt} /> },
    { key: 'expected', title: t('o.expected'), sort: 'expected', width: 140, show: (r) => (r.endedAt ? <span className="quiet"><When at={r.endedAt} /></span> : <span className={r.predictedLate ? 'state-warn' : ''}><When at={r.expectedAt} /></span>) },
    { key: 'requested', title: t('o.requested'), sort: 'requested', width: 110, extra: true, show: (r) => <span className="num">{r.requestedOn}</span> },
    { key: 'unit', title: t('o.unit'), width: 100, extra: true, show: (r) => <UnitName code={r.orgUnit} /> },
  ];
  return (
    <>
      <div className="page-head">
        <h1>{t('orders')}</h1>{total !== undefined && <span className="quiet num">{t(total >= 10000 ? 'list.totalMany' : 'list.total', { count: total })}</span>}<span className="grow" />
        <Views page="orders" search={search} onOpen={(view) => void navigate({ search: view })} />
        <ColumnChoice columns={columns} chosen={chosen} onChoose={(keys) => set({ columns: keys })} />
        {mayExport && <Button href={`/api/orders/export${queryText({ ...query, lang: i18n.language })}`} download>{t('kit:export')}</Button>}
        {mayPlace && <Link to="/orders/new"><Button type="primary">{t('o.fresh')}</Button></Link>}
      </div>
      <Filters search={search} set={set} />
      <ListTable<OrderRow>
        rows={rows} columns={columns} chosen={chosen} rowKey={(r) => r.orderNo} empty={<Empty title={t('o.none')}>{t('o.noneWhat')}</Empty>}
        sort={{ by: search.sort, descending: search.descending !== false, onSort: (sort, descending) => set({ sort, descending: sort ? descending : undefined }) }}
      />
    </>
  );
}

function Progress({ row: { steps: s, predictedLate } }: { row: OrderRow }) {
  const { t } = useTranslation();
  return (
    <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
      <svg width="56" height="8" aria-hidden="true"><rect width="56" height="8" rx="4" fill="var(--line)" /><rect width={(56 * s.done) / Math.max(1, s.total)} height="8" rx="4" fill="var(--good)" /></svg>
      <span className="num">{t('o.steps', s)}</span>
      {s.failed > 0 ? <StateTag tone="bad">{t('o.failedSteps', { count: s.failed })}</StateTag> : s.late > 0 ? <StateTag tone="bad">{t('o.lateSteps', { count: s.late })}</StateTag> : predictedLate ? <StateTag tone="warn">{t('o.predicted')}</StateTag> : null}
    </span>
  );
}

function Filters({ search, set }: { search: OrderSearch; set: (change: Partial<OrderSearch>) => void }) {
  const { t, i18n } = useTranslation();
  const filters = useAsked<OrderFilters>('/orders/filters').data;
  const units = useOrgUnits();
  const unitName = (code: string) => units?.find((u) => u.code === code)?.name[i18n.language === 'en' ? 'en' : 'zh'] ?? code;
  const managerName = (id: string) => (id === 'none' ? t('list.nobody') : filters?.managers.find((m) => m.staffId === id)?.name ?? id);
  const stepName = (step: string) => inLanguage(filters?.steps.find((s) => s.step === step)?.title, i18n.language) || step;
  const chips: [string, string, () => void][] = [
    ...(search.state ?? []).map((v): [string, string, () => void] => [`s${v}`, `${t('o.state')}: ${codeWords(t, 'orderState', v)}`, () => set({ state: search.state!.length > 1 ? search.state!.filter((x) => x !== v) : undefined })]),
    ...(search.unit ?? []).map((v): [string, string, () => void] => [`u${v}`, `${t('o.unit')}: ${unitName(v)}`, () => set({ unit: search.unit!.length > 1 ? search.unit!.filter((x) => x !== v) : undefined })]),
    ...(search.manager ? [['m', `${t('o.manager')}: ${managerName(search.manager)}`, () => set({ manager: undefined })] as [string, string, () => void]] : []), ...(search.step ? [['st', `${t('o.step')}: ${stepName(search.step)}`, () => set({ step: undefined })] as [string, string, () => void]] : []),
    ...(search.customer ? [['c', `${t('o.customer')}: ${search.customer}`, () => set({ customer: undefined })] as [string, string, () => void]] : []), ...(search.from || search.to ? [['d', `${t('o.ordered')}: ${search.from ?? ''} – ${search.to ?? ''}`, () => set({ from: undefined, to: undefined })] as [string, string, () => void]] : []),
    ...flags.filter((f) => search[f]).map((f): [string, string, () => void] => [f, t(flagWords[f]), () => set({ [f]: undefined })]),
  ];
  return (
    <>
      <div className="chips">
        <TextFilter value={search.text} onChange={(text) => set({ text })} placeholder={t('o.filter')} />
        <Select mode="multiple" placeholder={t('o.state')} aria-label={t('o.state')} style={{ minWidth: 110 }} popupMatchSelectWidth={180} maxTagCount={0} maxTagPlaceholder={(all) => `${t('o.state')} · ${all.length}`} value={search.state ?? []} options={filters?.states.map((s) => ({ value: s.code, label: `${codeWords(t, 'orderState', s.code)} (${s.count})` }))} onChange={(v: string[]) => set({ state: v.length ? v : undefined })} />
        <Select allowClear placeholder={t('o.step')} aria-label={t('o.step')} style={{ width: 130 }} popupMatchSelectWidth={220} value={search.step} options={filters?.steps.map((s) => ({ value: s.step, label: `${inLanguage(s.title, i18n.language)} (${s.count})` }))} onChange={(v?: string) => set({ step: v })} />
        <Select allowClear showSearch placeholder={t('o.manager')} aria-label={t('o.manager')} style={{ width: 130 }} popupMatchSelectWidth={200} optionFilterProp="label" value={search.manager} options={[...(filters?.managers ?? []).map((m) => ({ value: m.staffId, label: `${m.name} (${m.count})` })), { value: 'none', label: t('list.nobody') }]} onChange={(v?: string) => set({ manager: v })} />
        <DatePicker.RangePicker value={[search.from ? dayjs(search.from) : null, search.to ? dayjs(search.to) : null]} allowEmpty={[true, true]} placeholder={[t('o.from'), t('o.to')]} style={{ width: 230 }} onChange={(days) => set({ from: days?.[0]?.format('YYYY-MM-DD'), to: days?.[1]?.format('YYYY-MM-DD') })} />
        {flags.map((f) => <Checkbox key={f} checked={!!search[f]} onChange={(e) => set({ [f]: e.target.checked || undefined })}>{t(flagWords[f])}</Checkbox>)}
      </div>
      {(chips.length > 0 || search.text) && <div className="chips">{chips.map(([key, words, close]) => <Tag key={key} closable onClose={close}>{words}</Tag>)}<Button size="small" type="link" onClick={() => set(cleared)}>{t('kit:clearFilters')}</Button></div>}
    </>
  );
}
