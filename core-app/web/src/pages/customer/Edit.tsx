import { Answered, ApiProblem, formErrors, Panel, problemWords, requestId, systemWords } from '@integration/web-kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, DatePicker, Form, Input, Select, Space, Table } from 'antd';
import dayjs from 'dayjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, customerPath, useMe, useOrgUnits } from '../../api/client';
import type { Customer } from '../../api/types';
import { codeWords } from '../../texts/codes';

const route = getRouteApi('/frame/customers/$no/edit');
const levels = ['diamond', 'gold', 'silver', 'standard'];
const statuses = ['prospect', 'active', 'suspended', 'left'];
const roles = ['decisionMaker', 'technical', 'finance', 'other'];
type Entry = Omit<Customer, 'sources' | 'counts' | 'manager' | 'customerNo'> & { note?: string };
interface Stale { etag: string; current: Record<string, unknown>; changes: { attribute: string; yours?: unknown; theirs?: unknown }[] }

export function Edit() {
  const { no } = route.useParams();
  // What is edited is asked for anew, and kept with the tag that it had.
  const asked = useQuery({ queryKey: ['edit', no], queryFn: () => api.ask<Customer>('GET', customerPath(no)), staleTime: Infinity, gcTime: 0 });
  return <Answered of={asked} lines={10}>{({ data, etag }) => <CustomerForm customer={data} etag={etag ?? ''} />}</Answered>;
}

export const Fresh = () => <CustomerForm />;

function CustomerForm({ customer, etag = '' }: { customer?: Customer; etag?: string }) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<Entry>();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const units = useOrgUnits();
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const [stale, setStale] = useState<Stale>();
  const tag = useRef(etag);
  const id = useRef('');
  const sure = useRef(false);
  id.current ||= requestId();
  const save = async (entry: Entry) => {
    // A second click while the first is on its way does nothing.
    if (busy) return;
    setBusy(true);
    try {
      const no = customer?.customerNo;
      const { data } = no
        ? await api.ask<Customer>('PUT', customerPath(no), { body: { ...clean(customer), ...clean(entry) }, ifMatch: tag.current })
        : await api.ask<{ customerNo: string }>('POST', '/customers', { body: { ...clean(entry), requestId: id.current, sure: sure.current } });
      client.removeQueries({ queryKey: ['edit'] });
      await client.invalidateQueries();
      void message.success(t('edit.saved'));
      await navigate({ to: '/customers/$no', params: { no: data.customerNo } });
    } catch (e) {
      if (e instanceof ApiProblem && e.code === 'edit.stale') setStale(e.body as unknown as Stale);
      else if (e instanceof ApiProblem && e.code === 'customer.exists') {
        sure.current = true;
        void message.warning(t('edit.exists', { no: String(e.body.customerNo) }));
      } else {
        form.setFields(formErrors(t, e) as Parameters<typeof form.setFields>[0]);
        void message.error(problemWords(t, e));
      }
    } finally {
      setBusy(false);
    }
  };
  const settle = (mine: boolean) => {
    if (!stale) return;
    tag.current = stale.etag;
    // What the other changed and this person did not touch is taken over either way.
    for (const c of stale.changes) if (!mine || !form.isFieldTouched(c.attribute as keyof Entry)) form.setFieldValue(c.attribute as keyof Entry, stale.current[c.attribute] as never);
    setStale(undefined);
    if (mine) form.submit();
  };
  const field = (name: keyof Entry & string) => {
    const source = customer?.sources[name];
    const fixed = source !== undefined && !source.editable;
    return { name, label: t(`c.${name}`, { defaultValue: name }), extra: fixed ? t('edit.notHere', { master: systemWords(t, source.master ?? source.source) }) : undefined, fixed };
  };
  const item = (name: keyof Entry & string, input: (fixed: boolean) => React.ReactNode, needed = false) => {
    const { fixed, ...props } = field(name);
    return <Form.Item {...props} rules={needed ? [{ required: true, whitespace: true, message: t('kit:field.required') }] : undefined}>{input(fixed)}</Form.Item>;
  };
  return (
    <>
      <div className="page-head">
        <h1>{customer ? `${t('edit.title')} · ${customer.name}` : t('edit.fresh')}</h1><span className="grow" />
        <Button onClick={() => void navigate(customer ? { to: '/customers/$no', params: { no: customer.customerNo } } : { to: '/customers' })}>{t('kit:cancel')}</Button>
        <Button type="primary" loading={busy} onClick={() => form.submit()}>{t('kit:save')}</Button>
      </div>
      {stale && <StaleView stale={stale} onMine={() => settle(true)} onTheirs={() => settle(false)} />}
      <Form form={form} layout="vertical" onFinish={(e) => void save(e)} initialValues={customer ?? { status: 'prospect', serviceLevel: 'standard', orgUnit: me?.orgUnit, contacts: [] }} scrollToFirstError>
        <Panel title={t('page.profile')}>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', gap: '0 16px' }}>
            {item('name', (fixed) => <Input disabled={fixed} maxLength={200} />, true)}
            {item('shortName', (fixed) => <Input disabled={fixed} />)}
            {item('industry', (fixed) => <Input disabled={fixed} />)}
            {item('size', (fixed) => <Input disabled={fixed} />)}
            {item('status', (fixed) => <Select disabled={fixed} options={statuses.map((s) => ({ value: s, label: codeWords(t, 'customerStatus', s) }))} />)}
            {item('serviceLevel', (fixed) => <Select disabled={fixed} options={levels.map((s) => ({ value: s, label: codeWords(t, 'serviceLevel', s) }))} />)}
            {item('creditClass', (fixed) => <Input disabled={fixed} />)}
            {item('orgUnit', (fixed) => <Select disabled={fixed} options={units?.map((u) => ({ value: u.code, label: u.name[i18n.language === 'en' ? 'en' : 'zh'] }))} />, true)}
            {item('parentCustomerNo', (fixed) => <Input disabled={fixed} />)}
            {item('address', (fixed) => <Input disabled={fixed} />)}
          </div>
        </Panel>
        <Panel title={t('c.contacts')}><Contacts fixed={field('contacts').fixed} /></Panel>
        <Panel title={t('c.specialDays')}><SpecialDays fixed={field('specialDays').fixed} /></Panel>
        {customer && <Panel><Form.Item name="note" label={t('edit.note')} style={{ margin: 0 }}><Input maxLength={200} /></Form.Item></Panel>}
      </Form>
    </>
  );
}

function Contacts({ fixed }: { fixed: boolean }) {
  const { t } = useTranslation();
  return (
    <Form.List name="contacts">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))', gap: '0 12px', alignItems: 'start', borderBottom: '1px solid var(--line)', marginBottom: 8 }}>
              <Form.Item name={[name, 'contactId']} hidden><Input /></Form.Item>
              <Form.Item name={[name, 'name']} label={t('c.name')} rules={[{ required: true, whitespace: true, message: t('kit:field.required') }]}><Input disabled={fixed} /></Form.Item>
              <Form.Item name={[name, 'role']} label={t('edit.role')}><Select allowClear disabled={fixed} options={roles.map((r) => ({ value: r, label: codeWords(t, 'contactRole', r) }))} /></Form.Item>
              <Form.Item name={[name, 'title']} label={t('edit.jobTitle')}><Input disabled={fixed} /></Form.Item>
              <Form.Item name={[name, 'phones']} label={t('edit.phones')}><Select mode="tags" open={false} suffixIcon={null} disabled={fixed} tokenSeparators={[',', '，', ';']} /></Form.Item>
              <Form.Item name={[name, 'email']} label={t('edit.email')}><Input disabled={fixed} /></Form.Item>
              <Form.Item name={[name, 'birthday']} label={t('dayEntry.birthday')}><DayInput disabled={fixed} /></Form.Item>
              <Form.Item label=" "><Button disabled={fixed} onClick={() => remove(name)}>{t('edit.remove')}</Button></Form.Item>
            </div>
          ))}
          <Button disabled={fixed} onClick={() => add({ role: 'other', phones: [] })}>{t('edit.addContact')}</Button>
        </>
      )}
    </Form.List>
  );
}

/** A day without a time, as the API writes it. */
function DayInput({ value, onChange, id, disabled }: { value?: string; onChange?: (v: string | undefined) => void; id?: string; disabled?: boolean }) {
  return <DatePicker id={id} disabled={disabled} style={{ width: '100%' }} value={value ? dayjs(value) : null} onChange={(d) => onChange?.(d?.format('YYYY-MM-DD'))} />;
}

function SpecialDays({ fixed }: { fixed: boolean }) {
  const { t } = useTranslation();
  const required = [{ required: true, message: t('kit:field.required') }];
  return (
    <Form.List name="specialDays">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} style={{ display: 'grid', gridTemplateColumns: 'minmax(150px, 280px) 180px auto', gap: '0 12px', alignItems: 'start', justifyContent: 'start' }}>
              <Form.Item name={[name, 'name']} label={t('dayEntry.name')} rules={[{ required: true, whitespace: true, message: t('kit:field.required') }]}><Input disabled={fixed} maxLength={60} /></Form.Item>
              <Form.Item name={[name, 'date']} label={t('dayEntry.date')} rules={required}><DayInput disabled={fixed} /></Form.Item>
              <Form.Item label=" "><Button disabled={fixed} onClick={() => remove(name)}>{t('dayEntry.remove')}</Button></Form.Item>
            </div>
          ))}
          <Button disabled={fixed} onClick={() => add({})}>{t('dayEntry.add')}</Button>
        </>
      )}
    </Form.List>
  );
}

function StaleView({ stale, onMine, onTheirs }: { stale: Stale; onMine: () => void; onTheirs: () => void }) {
  const { t } = useTranslation();
  const { i18n } = useTranslation();
  const units = useOrgUnits();
  const one = (v: unknown): string => (typeof v !== 'object' || v === null ? String(v) : Object.entries(v).filter(([k]) => k !== 'contactId').map(([k, x]) => (k === 'role' ? codeWords(t, 'contactRole', String(x)) : Array.isArray(x) ? x.join(', ') : String(x))).filter(Boolean).join(' · '));
  const words = (v: unknown, { attribute }: Stale['changes'][number]) => (v === undefined || v === null ? '—' : Array.isArray(v) ? v.map((x, i) => <div key={i}>{one(x)}</div>)
    : attribute === 'status' ? codeWords(t, 'customerStatus', String(v)) : attribute === 'serviceLevel' ? codeWords(t, 'serviceLevel', String(v)) : attribute === 'orgUnit' ? (units?.find((u) => u.code === v)?.name[i18n.language === 'en' ? 'en' : 'zh'] ?? String(v)) : one(v));
  return (
    <Alert
      type="warning" showIcon role="alert" style={{ marginBottom: 12 }} title={t('edit.stale', { count: stale.changes.length })}
      description={
        <>
          <Table size="small" pagination={false} rowKey="attribute" dataSource={stale.changes} columns={[{ title: t('col.attribute'), dataIndex: 'attribute', render: (a: string) => t(`c.${a}`, { defaultValue: a }) }, { title: t('edit.yours'), dataIndex: 'yours', render: words }, { title: t('edit.theirs'), dataIndex: 'theirs', render: words }]} />
          <Space style={{ marginTop: 8 }}><Button onClick={onTheirs}>{t('edit.takeTheirs')}</Button><Button type="primary" onClick={onMine}>{t('edit.keepMine')}</Button></Space>
        </>
      }
    />
  );
}

/** Only what the API takes; an emptied field is absent. */
function clean(from: Partial<Customer> & { note?: string }): Partial<Entry> {
  const { name, shortName, industry, size, address, status, serviceLevel, creditClass, parentCustomerNo, orgUnit, contacts, specialDays, note } = from;
  const all = { name, shortName, industry, size, address, status, serviceLevel, creditClass, parentCustomerNo, orgUnit, contacts: contacts?.map((c) => Object.fromEntries(Object.entries(c).filter(([, v]) => v !== '')) as unknown as typeof c), specialDays, note };
  // Not in the form stays as it was; emptied in the form is told as nothing.
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== undefined).map(([k, v]) => [k, v === '' ? null : v])) as Partial<Entry>;
}
