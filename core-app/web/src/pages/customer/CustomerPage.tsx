import { Answered, ApiProblem, Empty, Panel, Sourced } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, Button, Tabs } from 'antd';
import { lazy, Suspense, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { customerPath, useAsked, useRight } from '../../api/client';
import { sourceOf, type Customer } from '../../api/types';
import { CodeState, Level } from '../../texts/codes';
import { Actions } from './Actions';
import { Overview } from './Overview';
import { VisitEntry } from './VisitEntry';

const route = getRouteApi('/frame/customers/$no');
const lists = (name: 'Payments' | 'Tickets' | 'Interactions' | 'Agreements' | 'Differences' | 'History' | 'Orders') => lazy(() => import('./Lists').then((m) => ({ default: m[name] })));
const tabs: Record<string, ComponentType<{ customer: Customer }>> = {
  overview: Overview, products: lazy(() => import('./Products').then((m) => ({ default: m.Products }))), bills: lazy(() => import('./Bills').then((m) => ({ default: m.Bills }))),
  payments: lists('Payments'), orders: lists('Orders'), warnings: lazy(() => import('../warnings/OfCustomer').then((m) => ({ default: m.OfCustomer }))), tickets: lists('Tickets'), interactions: lists('Interactions'), agreements: lists('Agreements'), differences: lists('Differences'), history: lists('History'),
};

export function CustomerPage() {
  const { no } = route.useParams();
  const asked = useAsked<Customer>(`${customerPath(no)}`);
  const { t } = useTranslation();
  if (asked.error instanceof ApiProblem && asked.error.status === 404) return <Panel><Empty title={t('kit:problem.not.found', { defaultValue: no })}><Link to="/customers">{t('customers')}</Link></Empty></Panel>;
  return <Answered of={asked} lines={10}>{(customer) => <Shown customer={customer} asked={no} />}</Answered>;
}

function Shown({ customer, asked }: { customer: Customer; asked: string }) {
  const { t } = useTranslation();
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const mayEdit = useRight('customers.edit');
  const mayOrder = useRight('orders.place');
  const mayVisit = useRight('interactions.write');
  const [visit, setVisit] = useState(false);
  const Shown = tabs[tab] ?? Overview;
  const count: Record<string, number> = { products: customer.counts.products, tickets: customer.counts.openTickets, differences: customer.counts.differences, orders: customer.counts.openOrders };
  return (
    <>
      <nav className="quiet" aria-label="breadcrumb" style={{ marginBottom: 4 }}><Link to="/customers">{t('customers')}</Link> / {customer.customerNo}</nav>
      <div className="page-head">
        <h1><Sourced source={sourceOf(customer.sources.name)}>{customer.name}</Sourced></h1><Level code={customer.serviceLevel} /><CodeState group="customerStatus" code={customer.status} /><span className="grow" />
        {mayOrder && <Link to="/orders/new" search={{ customer: customer.customerNo }}><Button>{t('o.fresh')}</Button></Link>}
        {mayVisit && <Button onClick={() => setVisit(true)}>{t('page.visit')}</Button>}
        <Actions customer={customer} asked={asked} />
        {mayEdit && <Link to="/customers/$no/edit" params={{ no: customer.customerNo }}><Button type="primary">{t('page.edit')}</Button></Link>}
      </div>
      {customer.customerNo !== asked && <Alert type="info" showIcon title={t('page.merged', { no: customer.customerNo })} style={{ marginBottom: 12 }} />}
      <Tabs
        activeKey={tabs[tab] ? tab : 'overview'} onChange={(key) => void navigate({ search: { tab: key === 'overview' ? undefined : key } })}
        items={Object.keys(tabs).map((key) => ({ key, label: <>{t(`tab.${key}`)}{count[key] ? <span className="quiet num"> {count[key]}</span> : null}</> }))}
      />
      <Suspense fallback={null}><Shown customer={customer} /></Suspense>
      <VisitEntry customerNo={customer.customerNo} contacts={customer.contacts ?? []} open={visit} onClose={() => setVisit(false)} />
    </>
  );
}
