import { Answered, Empty, ListTable, money, OpenMessage, Panel, Sourced, systemWords, When, type ListColumn } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { Table } from 'antd';
import { useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { customerPath, useAsked, usePages, useRight } from '../../api/client';
import { Decide } from './Decide';
import type { Account, Customer, Difference, HistoryEntry, Interaction, Payment, Ticket } from '../../api/types';
import { brief } from '../../texts/brief';
import { CodeState, codeWords } from '../../texts/codes';

interface Shown { customer: Customer }

/** Where a line of a list came from. */
const from = (x: { source?: string; message?: string }) => (x.source ? { system: x.source, message: x.message } : undefined);

function Paged<T extends object>({ path, columns, rowKey }: { path: string; columns: ListColumn<T>[]; rowKey: (row: T) => string }) {
  const rows = usePages<T>(path, {});
  return <ListTable<T> rows={rows} columns={columns} rowKey={rowKey} empty={<Nothing />} />;
}

function Whole<T extends object>({ path, columns, rowKey }: { path: string; columns: { title: string; show: (row: T) => ReactNode; right?: boolean }[]; rowKey: (row: T) => string }) {
  const asked = useAsked<T[]>(path);
  return (
    <Answered of={asked}>
      {(rows) => <Table<T> size="small" pagination={false} rowKey={rowKey} dataSource={rows} scroll={{ x: 'max-content' }} locale={{ emptyText: <Nothing /> }} columns={columns.map((c) => ({ title: c.title, align: c.right ? 'right' as const : undefined, render: (_: unknown, r: T) => c.show(r) }))} />}
    </Answered>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return <Panel><Empty title={t('page.noneHere')}>{t('page.noneWhat')}</Empty></Panel>;
}

function Accounts({ customer }: Shown) {
  const { t } = useTranslation();
  return (
    <Whole<Account>
      path={`${customerPath(customer.customerNo)}/accounts`} rowKey={(a) => a.accountNo}
      columns={[
        { title: t('col.accountNo'), show: (a) => <Sourced source={from(a)}><span className="num">{a.accountNo}</span></Sourced> }, { title: t('c.name'), show: (a) => a.name }, { title: t('col.state'), show: (a) => <CodeState group="accountStatus" code={a.status} /> }, { title: t('col.channel'), show: (a) => codeWords(t, 'channel', a.paymentMethod) },
        { title: t('page.balance'), right: true, show: (a) => money(a.balanceFen) }, { title: t('page.limit'), right: true, show: (a) => money(a.creditLimitFen) }, { title: t('col.group'), show: (a) => a.onePointGroup },
      ]}
    />
  );
}

export function Payments({ customer }: Shown) {
  const { t } = useTranslation();
  return (
    <><Accounts customer={customer} /><div style={{ height: 12 }} />
    <Paged<Payment>
      path={`${customerPath(customer.customerNo)}/payments`} rowKey={(p) => p.paymentNo}
      columns={[
        { key: 'at', title: t('col.at'), width: 140, show: (p) => <When at={p.paidAt} /> }, { key: 'no', title: t('col.paymentNo'), width: 180, show: (p) => <Sourced source={from(p)}><span className="num">{p.paymentNo}</span></Sourced> }, { key: 'bill', title: t('col.billNo'), width: 170, show: (p) => <span className="num">{p.billNo}</span> },
        { key: 'account', title: t('col.accountNo'), width: 130, show: (p) => <span className="num">{p.accountNo}</span> }, { key: 'amount', title: t('col.amount'), right: true, width: 120, show: (p) => money(p.amountFen) },
        { key: 'channel', title: t('col.channel'), width: 100, show: (p) => codeWords(t, 'channel', p.channel) }, { key: 'posting', title: t('col.posting'), width: 160, show: (p) => <><CodeState group="posting" code={p.posting} /> {p.postingReason}</> },
      ]}
    /></>
  );
}

export function Tickets({ customer }: Shown) {
  const { t } = useTranslation();
  return (
    <Paged<Ticket>
      path={`${customerPath(customer.customerNo)}/tickets`} rowKey={(x) => x.ticketNo}
      columns={[
        { key: 'at', title: t('col.at'), width: 140, show: (x) => <When at={x.reportedAt} /> }, { key: 'no', title: t('col.ticketNo'), width: 150, show: (x) => <Sourced source={from(x)}><span className="num">{x.ticketNo}</span></Sourced> }, { key: 'kind', title: t('col.kind'), width: 80, show: (x) => codeWords(t, 'ticketKind', x.kind) },
        { key: 'severity', title: t('col.severity'), width: 80, show: (x) => codeWords(t, 'severity', x.severity) }, { key: 'state', title: t('col.state'), width: 100, show: (x) => <CodeState group="ticketState" code={x.state} /> }, { key: 'service', title: t('col.service'), width: 130, show: (x) => <span className="num">{x.serviceNo}</span> },
        { key: 'text', title: t('col.description'), width: 260, show: (x) => x.description }, { key: 'promised', title: t('col.promised'), width: 140, show: (x) => <When at={x.promisedAt} /> }, { key: 'solution', title: t('col.solution'), width: 200, show: (x) => x.solution }, { key: 'satisfaction', title: t('visit.score'), right: true, width: 80, show: (x) => x.satisfaction },
      ]}
    />
  );
}

export function Interactions({ customer }: Shown) {
  const { t } = useTranslation();
  return (
    <Paged<Interaction>
      path={`${customerPath(customer.customerNo)}/interactions`} rowKey={(x) => x.interactionId}
      columns={[
        { key: 'at', title: t('col.at'), width: 140, show: (x) => <When at={x.tookPlaceAt} /> }, { key: 'kind', title: t('visit.kind'), width: 80, show: (x) => codeWords(t, 'interaction', x.kind) }, { key: 'who', title: t('col.who'), width: 100, show: (x) => x.staffName ?? x.staffId },
        { key: 'contact', title: t('visit.contact'), width: 110, show: (x) => x.contactName }, { key: 'content', title: t('visit.content'), width: 320, show: (x) => <Sourced source={from(x)}>{x.content}</Sourced> }, { key: 'next', title: t('visit.next'), width: 200, show: (x) => x.nextStep }, { key: 'score', title: t('visit.score'), right: true, width: 80, show: (x) => x.score },
      ]}
    />
  );
}

export function Differences({ customer }: Shown) {
  const { t } = useTranslation();
  const may = useRight('differences.decide');
  return (
    <Whole<Difference>
      path={`${customerPath(customer.customerNo)}/differences`} rowKey={(d) => `${d.entity}/${d.key}/${d.attribute}/${d.system}`}
      columns={[
        { title: t('col.attribute'), show: (d) => <>{t(`c.${d.attribute}`, { defaultValue: d.attribute })}<div className="quiet">{d.key !== customer.customerNo && d.key}</div></> }, { title: t('col.system'), show: (d) => systemWords(t, d.system) }, { title: t('page.ours'), show: (d) => <>{d.ours}<div className="quiet">{d.oursSource}</div></> },
        { title: t('page.theirs'), show: (d) => <>{d.theirs}<div className="quiet">{d.theirsSource}</div></> }, { title: t('col.seen'), show: (d) => <When at={d.lastSeen} /> }, { title: t('col.state'), show: (d) => <CodeState group="difference" code={d.state} /> }, { title: t('col.note'), show: (d) => [d.decidedBy, d.note].filter(Boolean).join(': ') }, ...(may ? [{ title: '', show: (d: Difference) => d.state === 'open' && <Decide difference={d} /> }] : []),
      ]}
    />
  );
}

interface AgreementRow { agreementNo: string; type: string; status: string; startsOn?: string; endsOn?: string; amountFen?: number; discountPolicy?: string; sla?: string; documents?: { title: string; location: string }[]; source?: string; message?: string }

export function Agreements({ customer }: Shown) {
  const { t } = useTranslation();
  return (
    <Whole<AgreementRow>
      path={`${customerPath(customer.customerNo)}/agreements`} rowKey={(a) => a.agreementNo}
      columns={[{ title: t('col.agreementNo'), show: (a) => <Sourced source={from(a)}>{a.agreementNo}</Sourced> }, { title: t('col.kind'), show: (a) => codeWords(t, 'agreementType', a.type) }, { title: t('col.state'), show: (a) => <CodeState group="agreementStatus" code={a.status} /> }, { title: t('col.starts'), show: (a) => a.startsOn }, { title: t('col.ends'), show: (a) => a.endsOn }, { title: t('col.amount'), right: true, show: (a) => money(a.amountFen) }, { title: t('col.discount'), show: (a) => a.discountPolicy }, { title: 'SLA', show: (a) => a.sla }, { title: t('col.documents'), show: (a) => a.documents?.map((d) => <div key={d.location} title={d.location}>{d.title}</div>) }]}
    />
  );
}

interface OrderRow { orderNo: string; name?: string; state: string; orderedAt: string; expectedAt?: string; reason?: string; source?: string; message?: string }

export function Orders({ customer }: Shown) {
  const { t } = useTranslation();
  const sees = useRight('orders.see');
  return (
    <Whole<OrderRow>
      path={`${customerPath(customer.customerNo)}/orders`} rowKey={(o) => o.orderNo}
      columns={[{ title: t('col.orderNo'), show: (o) => (sees ? <Link to="/orders/$no" params={{ no: o.orderNo }}>{o.orderNo}</Link> : o.orderNo) }, { title: t('col.fee'), show: (o) => <Sourced source={from(o)}>{o.name}</Sourced> }, { title: t('col.state'), show: (o) => <CodeState group="orderState" code={o.state} /> }, { title: t('col.ordered'), show: (o) => <When at={o.orderedAt} /> }, { title: t('col.promised'), show: (o) => <When at={o.expectedAt} /> }, { title: t('col.note'), show: (o) => o.reason }]}
    />
  );
}

export function History({ customer }: Shown) {
  const { t } = useTranslation();
  const open = useContext(OpenMessage);
  return (
    <Paged<HistoryEntry>
      path={`${customerPath(customer.customerNo)}/history`} rowKey={(h) => `${h.at}/${h.what}/${h.attribute}/${h.message}/${h.after}`}
      columns={[
        { key: 'at', title: t('col.at'), width: 140, show: (h) => (open && h.message ? <button type="button" className="sourced" style={{ cursor: 'pointer' }} onClick={() => open(h.message!)}><When at={h.at} /></button> : <When at={h.at} />) }, { key: 'who', title: t('col.who'), width: 110, show: (h) => h.who }, { key: 'what', title: t('col.what'), width: 80, show: (h) => codeWords(t, 'history', h.what) }, { key: 'attribute', title: t('col.attribute'), width: 110, show: (h) => h.attribute && t(`c.${h.attribute}`, { defaultValue: h.attribute }) },
        { key: 'before', title: t('col.before'), width: 220, show: (h) => brief(h.before) }, { key: 'after', title: t('col.after'), width: 220, show: (h) => brief(h.after) }, { key: 'note', title: t('col.note'), width: 160, show: (h) => h.note },
      ]}
    />
  );
}
