import { ColumnChoice, Empty, ListTable, queryText, When, type ListColumn, TextFilter, Views } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked, useOrgUnits, usePages, useRight } from '../api/client';
import type { Filters, Row } from '../api/types';
import type { ListSearch } from '../router';
import { CodeState, codeWords, Level, UnitName } from '../texts/codes';

const route = getRouteApi('/frame/customers');
const names = ['level', 'status', 'industry', 'manager', 'unit'] as const;

export function Customers() {
  const { t, i18n } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<ListSearch>) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const filters = useAsked<Filters>('/customers/filters').data;
  const units = useOrgUnits();
  const mayExport = useRight('customers.export');
  const mayEdit = useRight('customers.edit');
  const mayImport = useRight('customers.import');
  const { columns: chosen, ...query } = search;
  const rows = usePages<Row>('/customers', { ...query });
  const total = rows.data?.pages[0]?.total;
  const wordOf = (name: (typeof names)[number], value: string) =>
    name === 'level' ? codeWords(t, 'serviceLevel', value) : name === 'status' ? codeWords(t, 'customerStatus', value)
      : name === 'manager' ? (value === 'none' ? t('list.nobody') : (filters?.managers.find((m) => m.staffId === value)?.name ?? value))
        : name === 'unit' ? (units?.find((u) => u.code === value)?.name[i18n.language === 'en' ? 'en' : 'zh'] ?? value) : value;
  const options: Record<(typeof names)[number], { value: string; label: string }[]> = {
    level: filters?.levels.map((l) => ({ value: l.code, label: `${wordOf('level', l.code)} (${l.count})` })) ?? [],
    status: filters?.statuses.map((s) => ({ value: s.code, label: `${wordOf('status', s.code)} (${s.count})` })) ?? [],
    industry: filters?.industries.map((i) => ({ value: i, label: i })) ?? [],
    manager: [...(filters?.managers.map((m) => ({ value: m.staffId, label: `${m.name} (${m.count})` })) ?? []), { value: 'none', label: t('list.nobody') }],
    unit: units?.map((u) => ({ value: u.code, label: wordOf('unit', u.code) })) ?? [],
  };
  const columns: ListColumn<Row>[] = [
    { key: 'customerNo', title: t('c.customerNo'), sort: 'number', width: 130, show: (r) => <span className="num">{r.customerNo}</span> },
    { key: 'name', title: t('c.name'), sort: 'name', width: 240, show: (r) => <Link to="/customers/$no" params={{ no: r.customerNo }}>{r.name}</Link> },
    { key: 'serviceLevel', title: t('c.serviceLevel'), sort: 'level', width: 90, show: (r) => <Level code={r.serviceLevel} /> },
    { key: 'status', title: t('c.status'), sort: 'status', width: 90, show: (r) => <CodeState group="customerStatus" code={r.status} /> },
    { key: 'industry', title: t('c.industry'), width: 110, show: (r) => r.industry },
    { key: 'orgUnit', title: t('c.orgUnit'), sort: 'unit', width: 100, show: (r) => <UnitName code={r.orgUnit} /> },
    { key: 'manager', title: t('c.managerId'), sort: 'manager', width: 110, show: (r) => r.managerName ?? r.managerId },
    { key: 'changedAt', title: t('c.changedAt'), sort: 'changed', width: 140, show: (r) => <When at={r.changedAt} /> },
    { key: 'shortName', title: t('c.shortName'), width: 120, extra: true, show: (r) => r.shortName },
    { key: 'creditClass', title: t('c.creditClass'), width: 90, extra: true, show: (r) => r.creditClass },
    { key: 'address', title: t('c.address'), width: 220, extra: true, show: (r) => r.address },
  ];
  const figures = (['billed', 'share'] as const).filter((n) => search[n]);
  const filtered = names.some((n) => search[n]?.length) || search.text || figures.length > 0;
  return (
    <>
      <div className="page-head">
        <h1>{t('customers')}</h1>{total !== undefined && <span className="quiet num">{t(total >= 10000 ? 'list.totalMany' : 'list.total', { count: total })}</span>}<span className="grow" />
        <Views page="customers" search={search} onOpen={(view) => void navigate({ search: view })} />
        <ColumnChoice columns={columns} chosen={chosen} onChoose={(keys) => set({ columns: keys })} />
        {mayExport && <Button href={`/api/customers/export${queryText({ ...query, lang: i18n.language })}`} download>{t('kit:export')}</Button>}
        {mayImport && <Link to="/customers/import"><Button>{t('im.open')}</Button></Link>}
        {mayEdit && <Link to="/customers/new"><Button type="primary">{t('list.fresh')}</Button></Link>}
      </div>
      <div className="chips">
        <TextFilter value={search.text} onChange={(text) => set({ text })} placeholder={t('list.filter')} />
        {names.map((name) => (
          <Select
            key={name} mode="multiple" placeholder={t(`list.${name}`)} aria-label={t(`list.${name}`)} style={{ minWidth: 120 }} popupMatchSelectWidth={220} maxTagCount={0} maxTagPlaceholder={(all) => `${t(`list.${name}`)} · ${all.length}`}
            value={search[name] ?? []} options={options[name]} onChange={(values: string[]) => set({ [name]: values.length ? values : undefined })} optionFilterProp="label"
          />
        ))}
      </div>
      {filtered && (
        <div className="chips">
          {names.flatMap((n) => (search[n] ?? []).map((v) => <Tag key={n + v} closable onClose={() => set({ [n]: search[n]!.length > 1 ? search[n]!.filter((x) => x !== v) : undefined })}>{t(`list.${n}`)}: {wordOf(n, v)}</Tag>))}
          {figures.map((n) => <Tag key={n} closable onClose={() => set({ [n]: undefined })}>{t(`list.${n}`, { value: search[n] })}</Tag>)}
          <Button size="small" type="link" onClick={() => set({ billed: undefined, share: undefined, text: undefined, level: undefined, status: undefined, industry: undefined, manager: undefined, unit: undefined })}>{t('kit:clearFilters')}</Button>
        </div>
      )}
      <ListTable<Row>
        rows={rows} columns={columns} chosen={chosen} rowKey={(r) => r.customerNo} empty={<Empty title={t('list.none')}>{t('list.noneWhat')}</Empty>}
        sort={{ by: search.sort, descending: search.descending, onSort: (sort, descending) => set({ sort, descending: descending || undefined }) }}
      />
    </>
  );
}
