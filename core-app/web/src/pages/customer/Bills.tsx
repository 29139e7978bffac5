import { Answered, Empty, ListTable, money, Panel, roughMoney, Sourced, type ListColumn } from '@integration/web-kit';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Drawer, Segmented, Table, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerPath, useAsked, usePages } from '../../api/client';
import type { Bill, Consumption, Customer } from '../../api/types';
import { CodeState } from '../../texts/codes';
import { Chart } from '@integration/web-kit/Chart';

const route = getRouteApi('/frame/customers/$no');

export function Bills({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { month } = route.useSearch();
  const navigate = route.useNavigate();
  const path = customerPath(customer.customerNo);
  const [months, setMonths] = useState(24);
  const year = useAsked<Consumption>(`${path}/consumption`, { months });
  const rows = usePages<Bill>(`${path}/bills`, {}, 200);
  const [opened, setOpened] = useState<string>();
  const setMonth = (value: string | undefined) => void navigate({ search: (old) => ({ ...old, month: value }), replace: true });
  const columns: ListColumn<Bill>[] = [
    { key: 'period', title: t('col.period'), width: 90, show: (b) => <span className="num">{b.period}</span> },
    { key: 'billNo', title: t('col.billNo'), width: 170, show: (b) => <Button type="link" size="small" style={{ padding: 0 }} onClick={() => setOpened(b.billNo)}>{b.billNo}</Button> },
    { key: 'accountNo', title: t('col.accountNo'), width: 130, show: (b) => <span className="num">{b.accountNo}</span> },
    { key: 'state', title: t('col.state'), width: 100, show: (b) => <CodeState group="billState" code={b.state} /> },
    { key: 'due', title: t('col.due'), right: true, width: 120, show: (b) => <Sourced source={b.message ? { system: 'billing', message: b.message } : undefined}>{money(b.dueFen)}</Sourced> },
    { key: 'paid', title: t('col.paid'), right: true, width: 120, show: (b) => money(b.paidFen) }, { key: 'arrears', title: t('col.arrears'), right: true, width: 120, show: (b) => <span className={b.arrearsFen > 0 ? 'state-bad' : 'quiet'}>{money(b.arrearsFen)}</span> },
    { key: 'dueDate', title: t('col.dueDate'), width: 110, show: (b) => b.dueDate },
  ];
  const shown = useMemo(() => (rows.data && month ? { ...rows.data, pages: rows.data.pages.map((p) => ({ ...p, items: p.items.filter((b) => b.period === month) })) } : rows.data), [rows.data, month]);
  return (
    <>
      <Panel title={t('page.consumption')} extra={<span className="quiet">{t('page.consumptionHint')} <Segmented size="small" value={months} onChange={setMonths} options={[12, 24, 36].map((n) => ({ value: n, label: t('page.months', { count: n }) }))} /></span>}><Answered of={year}>{(c) => <Trend of={c} onMonth={setMonth} />}</Answered></Panel>
      <section style={{ marginTop: 12 }}>
        <div className="chips">{month ? <Tag closable onClose={() => setMonth(undefined)}>{t('col.period')}: {month}</Tag> : <span className="quiet">{t('page.allMonths')}</span>}</div>
        <ListTable<Bill> rows={{ ...rows, data: shown } as typeof rows} columns={columns} rowKey={(b) => b.billNo} empty={<Empty title={t('page.noneHere')}>{t('page.noneWhat')}</Empty>} />
      </section>
      <BillDrawer path={path} billNo={opened} onClose={() => setOpened(undefined)} />
    </>
  );
}

function Trend({ of, onMonth }: { of: Consumption; onMonth: (month: string) => void }) {
  const { t, i18n } = useTranslation();
  // A month in which nothing was billed is a gap: no bill is not a bill of nothing.
  const billed = of.months.map((m, i) => (m.dueFen === 0 && of.offerings.every((o) => !o.fenByMonth[i]) ? undefined : m));
  const option = useMemo(() => ({
    grid: { left: 8, right: 8, top: 34, bottom: 4, containLabel: true }, legend: { top: 0, left: 0 },
    tooltip: { trigger: 'axis', valueFormatter: (v: unknown) => (v === null || v === undefined ? '—' : money(Math.round(Number(v)))) },
    xAxis: { type: 'category', data: of.months.map((m) => m.month) }, yAxis: { type: 'value', axisLabel: { formatter: (v: number) => roughMoney(Math.round(v), i18n.language) } },
    series: [
      ...of.offerings.map((o) => ({ type: 'bar', stack: 'due', name: o.name ?? o.offering, barMaxWidth: 22, data: o.fenByMonth.map((fen) => fen || null) })),
      { type: 'line', name: t('page.due'), data: billed.map((m) => m?.dueFen ?? null), symbolSize: 7, color: '#2f5fd0' },
      { type: 'line', name: t('page.trend'), data: of.months.map((m) => m.trendFen ?? null), symbol: 'none', lineStyle: { type: 'dashed' }, color: '#8a94a6' },
      ...(of.months.some((m) => m.groupFen !== undefined && m.groupFen !== m.dueFen) ? [{ type: 'line', name: t('page.group'), data: of.months.map((m) => m.groupFen || null), symbol: 'none', color: '#7a5ea8' }] : []),
    ],
  }), [of, t, i18n.language]);
  return <Chart option={option} height={260} label={t('page.consumption')} onPoint={onMonth} />;
}

function BillDrawer({ path, billNo, onClose }: { path: string; billNo: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const asked = useAsked<Bill>(`${path}/bills/${encodeURIComponent(billNo ?? '')}`, undefined, billNo !== undefined);
  return (
    <Drawer open={billNo !== undefined} onClose={onClose} title={t('page.billOf', { no: billNo })} size={520}>
      <Answered of={asked}>
        {(b) => <Table size="small" pagination={false} rowKey={(_, i) => String(i)} dataSource={b.items} columns={[{ title: t('col.code'), dataIndex: 'code' }, { title: t('col.fee'), dataIndex: 'name' }, { title: t('col.service'), dataIndex: 'serviceNo', className: 'num' }, { title: t('col.amount'), dataIndex: 'amountFen', align: 'right', className: 'num', render: (v: number) => money(v) }]} />}
      </Answered>
    </Drawer>
  );
}
