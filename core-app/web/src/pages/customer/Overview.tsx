import { Answered, Empty, Failed, money, Panel, phone, Sourced, TimeLine } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { customerPath, useAsked, usePages } from '../../api/client';
import { sourceOf, type Customer, type Money, type TimeEntry, type TreeNode } from '../../api/types';
import { codeWords, CodeState, Level, UnitName } from '../../texts/codes';

const route = getRouteApi('/frame/customers/$no');
const kinds = ['bill', 'payment', 'interaction', 'ticket', 'order', 'workOrder', 'agreement', 'change'];
const stateGroup: Record<string, string> = { bill: 'billState', ticket: 'ticketState', order: 'orderState', agreement: 'agreementStatus', workOrder: 'workOrderState', payment: 'posting' };
// What the title of a kind is a code of; the others' titles are words already.
const titleGroup: Record<string, string> = { interaction: 'interaction', ticket: 'ticketKind', payment: 'channel', agreement: 'agreementType', workOrder: 'workOrderType' };
const linkOf: Record<string, string> = { bill: 'bills', payment: 'payments', interaction: 'interactions', ticket: 'tickets', order: 'orders', agreement: 'agreements', change: 'history' };

export function Overview({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(270px, 1fr))', gap: 12, alignItems: 'start' }}>
      <div><Profile customer={customer} /><Tree customer={customer} /></div>
      <Panel title={t('page.timeline')}><Happened customerNo={customer.customerNo} /></Panel>
      <div><MoneyFacts customerNo={customer.customerNo} /><Open customer={customer} /></div>
    </div>
  );
}

function Profile({ customer: c }: { customer: Customer }) {
  const { t } = useTranslation();
  const rows: [string, ReactNode][] = [
    ['shortName', c.shortName], ['industry', c.industry], ['size', c.size], ['address', c.address], ['creditClass', c.creditClass], ['orgUnit', c.orgUnit && <UnitName code={c.orgUnit} />], ['managerId', c.manager && [c.manager.name ?? c.manager.staffId, phone(c.manager.phone)].filter(Boolean).join(' ')],
  ];
  return (
    <Panel title={t('page.profile')}>
      <dl className="facts">
        <dt>{t('c.customerNo')}</dt><dd className="num">{c.customerNo}</dd>
        {rows.map(([name, value]) => <Fact key={name} name={t(`c.${name}`)}><Sourced source={sourceOf(c.sources[name])}>{value}</Sourced></Fact>)}
        {c.specialDays?.map((d) => <Fact key={d.name + d.date} name={d.name}><Sourced source={sourceOf(c.sources.specialDays)}>{d.date}</Sourced></Fact>)}
      </dl>
      <h3 style={{ fontSize: 13, margin: '14px 0 6px' }}>{t('c.contacts')}</h3>
      {c.contacts?.length ? c.contacts.map((one, i) => (
        <div key={one.contactId ?? i} style={{ padding: '5px 0', borderTop: '1px solid var(--line)' }}>
          <Sourced source={sourceOf(c.sources.contacts)}>{one.name}</Sourced> <span className="quiet">{[codeWords(t, 'contactRole', one.role), one.title].filter(Boolean).join(' · ')}</span>
          <div className="num">{one.phones?.map((p) => <a key={p} href={`tel:${p}`} style={{ marginRight: 10 }}>{phone(p)}</a>)}{one.email && <a href={`mailto:${one.email}`}>{one.email}</a>}</div>
        </div>
      )) : <span className="quiet">{t('page.noneHere')}</span>}
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

function Tree({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const asked = useAsked<{ root: TreeNode }>(`${customerPath(customer.customerNo)}/tree`);
  return <Panel title={t('page.tree')}><Answered of={asked}>{({ root }) => <Node node={root} here={customer.customerNo} />}</Answered></Panel>;
}

function Node({ node, here }: { node: TreeNode; here: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <div style={{ display: 'flex', gap: 8, padding: '2px 0' }}>
        {!node.visible ? <span className="quiet">{t('page.hidden')}</span> : node.customerNo === here ? <b>{node.name}</b> : <Link to="/customers/$no" params={{ no: node.customerNo }}>{node.name}</Link>}
        <Level code={node.serviceLevel} />
      </div>
      {!!node.children?.length && <div style={{ paddingLeft: 14, borderLeft: '1px solid var(--line)' }}>{node.children.map((n) => <Node key={n.customerNo} node={n} here={here} />)}</div>}
    </div>
  );
}

function MoneyFacts({ customerNo }: { customerNo: string }) {
  const { t } = useTranslation();
  const asked = useAsked<Money>(`${customerPath(customerNo)}/money`);
  return (
    <Panel title={t('page.money')}>
      <Answered of={asked}>
        {(m) => (
          <dl className="facts">
            <dt>{t('page.arrears')}</dt><dd className={`num ${m.arrearsFen > 0 ? 'state-bad' : ''}`}>{money(m.arrearsFen)}{m.overdueSince && <div className="quiet">{t('page.overdueSince')} {m.overdueSince}</div>}</dd>
            {m.lastBill && <><dt>{t('page.lastBill')}</dt><dd className="num">{m.lastBill.period} {money(m.lastBill.dueFen)}</dd></>}
            <dt>{t('page.due12')}</dt><dd className="num">{money(m.dueLast12Fen)}</dd><dt>{t('page.paid12')}</dt><dd className="num">{money(m.paidLast12Fen)}</dd>
            {m.balanceFen !== undefined && <><dt>{t('page.balance')}</dt><dd className="num">{money(m.balanceFen)}</dd></>}
            {m.creditLimitFen !== undefined && <><dt>{t('page.limit')}</dt><dd className="num">{money(m.creditLimitFen)}</dd></>}
          </dl>
        )}
      </Answered>
    </Panel>
  );
}

function Open({ customer: { counts } }: { customer: Customer }) {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const row = (tab: string, name: string, count: number) => <><dt>{t(`page.${name}`)}</dt><dd><Button type="link" size="small" className="num" style={{ padding: 0, height: 'auto' }} onClick={() => void navigate({ search: { tab } })}>{count}</Button></dd></>;
  return <Panel title={t('page.open')}><dl className="facts">{row('tickets', 'openTickets', counts.openTickets)}{row('orders', 'openOrders', counts.openOrders)}{row('differences', 'openDifferences', counts.differences)}{row('products', 'productCount', counts.products)}</dl></Panel>;
}

function Happened({ customerNo }: { customerNo: string }) {
  const { t } = useTranslation();
  const { kinds: chosen } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = usePages<TimeEntry>(`${customerPath(customerNo)}/timeline`, { kinds: chosen }, 20);
  const entries = rows.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <>
      <Select
        mode="multiple" size="small" allowClear placeholder={t('page.noFilter')} aria-label={t('page.timeline')} style={{ width: '100%', marginBottom: 12 }} value={chosen?.split(',') ?? []} options={kinds.map((k) => ({ value: k, label: codeWords(t, 'kind', k) }))}
        onChange={(values: string[]) => void navigate({ search: (old) => ({ ...old, kinds: values.length ? values.join(',') : undefined }), replace: true })}
      />
      {rows.isError && <Failed error={rows.error} retry={() => void rows.refetch()} />}
      {rows.isSuccess && entries.length === 0 && <Empty title={t('page.noneHere')}>{t('page.noneWhat')}</Empty>}
      <TimeLine
        entries={entries.map((e, i) => ({
          key: `${e.kind}/${e.key}/${e.at}/${i}`, at: e.at, kind: codeWords(t, 'kind', e.kind), title: linkOf[e.kind] ? <Link to="." search={{ tab: linkOf[e.kind] }}>{title(e)}</Link> : title(e), detail: e.detail,
          side: <>{e.amountFen !== undefined && money(e.amountFen)} {e.kind !== 'change' && <CodeState group={stateGroup[e.kind] ?? e.kind} code={e.state} />}</>,
        }))}
      />
      {rows.hasNextPage && <Button block loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>{t('kit:more')}</Button>}
    </>
  );

  function title(e: TimeEntry): string {
    if (e.kind === 'change') return `${codeWords(t, 'history', e.state)} ${e.title ? t(`c.${e.title}`, { defaultValue: e.title }) : ''}`;
    return titleGroup[e.kind] ? codeWords(t, titleGroup[e.kind]!, e.title ?? e.key) : (e.title ?? e.key);
  }
}
