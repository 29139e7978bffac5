import { Answered, ApiProblem, formErrors, refusalWords, requestId } from '@integration/web-kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { App, Button, DatePicker, Form, Input, Segmented, Steps } from 'antd';
import dayjs from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAsked } from '../../api/client';
import { orderPath, type Order, type Preview } from '../../api/orderTypes';
import { actions, entryOf, itemOf, type OrderEntry } from '../../orders/entry';
import { codeWords } from '../../texts/codes';
import { CustomerChoice } from './Choices';
import { ItemForms } from './ItemForms';
import { PlanView } from './PlanView';

const route = getRouteApi('/frame/orders/new');

export function OrderForm() {
  const { amend } = route.useSearch();
  // What is amended is asked for anew, and kept with the tag that it had.
  const asked = useQuery({ queryKey: ['edit', 'order', amend], queryFn: () => api.ask<Order>('GET', orderPath(amend!)), enabled: amend !== undefined, staleTime: Infinity, gcTime: 0 });
  return amend ? <Answered of={asked} lines={10}>{({ data, etag }) => <Entry key={etag} order={data} etag={etag ?? `"${data.revision}"`} />}</Answered> : <Entry />;
}

function Entry({ order, etag }: { order?: Order; etag?: string }) {
  const { t } = useTranslation();
  const search = route.useSearch();
  const [form] = Form.useForm<OrderEntry>();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [at, setAt] = useState(order ? 1 : 0);
  const [busy, setBusy] = useState(false);
  const [plan, setPlan] = useState<Preview>();
  // Made once per form: the same order handed in twice is one order.
  const id = useRef(requestId());
  const customerNo = Form.useWatch('customerNo', form) ?? order?.customerNo ?? search.customer;
  const action = Form.useWatch('action', form) ?? order?.items[0]?.action ?? search.action ?? 'new';
  const days = useAsked<{ name: string }>(`/customers/${encodeURIComponent(customerNo ?? '')}`, undefined, !!customerNo).data;

  const body = () => {
    const e = form.getFieldsValue(true) as OrderEntry;
    return { customerNo: e.customerNo, name: e.name?.trim(), requestedOn: e.requestedOn?.format('YYYY-MM-DD'), items: e.items.map((i) => itemOf(e.action, i)) };
  };
  const run = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
    } catch (e) {
      const errors = formErrors(t, e);
      form.setFields(errors as Parameters<typeof form.setFields>[0]);
      if (e instanceof ApiProblem && e.fields.length) setAt(e.fields.every((f) => !f.field.startsWith('items')) ? 0 : 1);
      if (e instanceof ApiProblem && e.code === 'edit.stale') {
        void message.warning(t('o.stale'), 8);
        client.removeQueries({ queryKey: ['edit', 'order', order?.orderNo] });
        await client.invalidateQueries({ queryKey: ['edit', 'order', order?.orderNo] });
      } else void message.error(refusalWords(t, e, 'oc.refusal'), 8);
    } finally {
      setBusy(false);
    }
  };
  const next = () => run(async () => {
    const fields = at === 0 ? ['customerNo', 'action', 'name', 'requestedOn'] : undefined;
    try {
      await (fields ? form.validateFields(fields) : form.validateFields());
    } catch {
      return;
    }
    if (at === 1) setPlan((await api.ask<Preview>('POST', '/orders/preview', { body: body() })).data);
    setAt(at + 1);
  });
  const place = () => run(async () => {
    const { data } = await api.ask<{ orderNo: string }>('POST', '/orders', { body: { ...body(), requestId: id.current } });
    void message.success(t('of.placed', { no: data.orderNo }));
    await client.invalidateQueries();
    await navigate({ to: '/orders/$no', params: { no: data.orderNo } });
  });
  const amendIt = () => run(async () => {
    try {
      await form.validateFields();
    } catch {
      return;
    }
    const { data } = await api.ask<Order>('PUT', `${orderPath(order!.orderNo)}/items`, { body: { requestId: id.current, items: body().items, reason: form.getFieldValue('reason') as string }, ifMatch: etag });
    client.setQueryData(['order', order!.orderNo], data);
    void message.success(t('o.accepted'));
    await navigate({ to: '/orders/$no', params: { no: order!.orderNo } });
  });
  const required = [{ required: true, whitespace: true, message: t('kit:field.required') }];
  return (
    <>
      <nav className="quiet" aria-label="breadcrumb" style={{ marginBottom: 4 }}><Link to="/orders">{t('orders')}</Link>{order && <> / <Link to="/orders/$no" params={{ no: order.orderNo }}>{order.orderNo}</Link></>}</nav>
      <div className="page-head"><h1>{order ? `${t('of.amend')} · ${order.name}` : t('of.title')}</h1>{days && <span className="quiet">{days.name}</span>}</div>
      {order ? <p className="quiet">{t('of.amendHint')}</p> : <Steps size="small" current={at} style={{ maxWidth: 720, marginBottom: 16 }} items={[{ title: t('of.who') }, { title: t('of.what') }, { title: t('of.plan') }]} />}
      <Form
        form={form} layout="vertical" disabled={busy} style={{ maxWidth: 900 }} scrollToFirstError
        initialValues={{ customerNo: order?.customerNo ?? search.customer, action: order?.items[0]?.action ?? (actions.includes(search.action ?? '') ? search.action : 'new'), name: order?.name, requestedOn: order?.requestedOn ? dayjs(order.requestedOn) : dayjs().add(20, 'day'), items: order?.items.map(entryOf) ?? [{}] }}
      >
        <section className="panel" hidden={at !== 0}>
          <Form.Item name="customerNo" label={t('o.customer')} rules={required}><CustomerChoice /></Form.Item>
          <Form.Item name="action" label={t('of.type')} rules={required}><Segmented options={actions.map((a) => ({ value: a, label: codeWords(t, 'action', a) }))} onChange={() => form.setFieldValue('items', [{}])} /></Form.Item>
          <Form.Item name="name" label={t('of.name')} extra={t('of.nameHint')} rules={required}><Input maxLength={200} /></Form.Item>
          <Form.Item name="requestedOn" label={t('of.requestedOn')}><DatePicker minDate={dayjs()} style={{ width: 200 }} /></Form.Item>
        </section>
        <div hidden={at !== 1}><ItemForms customerNo={customerNo} action={action} /></div>
        {order && <Form.Item name="reason" label={t('o.reason')} rules={required} style={{ marginTop: 12 }}><Input maxLength={500} /></Form.Item>}
      </Form>
      {at === 2 && plan && <PlanView plan={plan} />}
      <div style={{ display: 'flex', gap: 8, marginTop: 16 }}>
        {!order && at > 0 && <Button onClick={() => setAt(at - 1)}>{t('of.back')}</Button>}
        {order ? <Button type="primary" loading={busy} onClick={() => void amendIt()}>{t('of.saveAmend')}</Button> : at < 2 ? <Button type="primary" loading={busy} onClick={() => void next()}>{t('of.next')}</Button> : <Button type="primary" loading={busy} onClick={() => void place()}>{t('of.place')}</Button>}
      </div>
    </>
  );
}

