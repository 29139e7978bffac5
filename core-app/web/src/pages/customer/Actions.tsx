import { ApiProblem, formErrors, problemWords, useLater } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, customerPath, useAsked, useRight } from '../../api/client';
import type { Customer } from '../../api/types';
import { CustomerChoice } from '../orders/Choices';

interface Staff { staffId: string; name: string; displayName: string }
type Act = 'assign' | 'merge' | 'undo';

/** What is seldom done to a customer: another manager, a merge, and undoing it. */
export function Actions({ customer, asked }: { customer: Customer; asked: string }) {
  const { t } = useTranslation();
  const [mayAssign, mayMerge] = [useRight('customers.assign'), useRight('customers.merge')];
  const [open, setOpen] = useState<Act>();
  const merged = customer.customerNo !== asked;
  const acts: Act[] = [...(mayAssign ? ['assign' as const] : []), ...(mayMerge ? ['merge' as const] : []), ...(mayMerge && merged ? ['undo' as const] : [])];
  if (!acts.length) return null;
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: acts.map((a) => ({ key: a, label: t(`ac.${a}`), onClick: () => setOpen(a) })) }}><Button>{t('ac.more')}</Button></Dropdown>
      {open && <ActForm key={open} act={open} customer={customer} asked={asked} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function ActForm({ act, customer, asked, onClose }: { act: Act; customer: Customer; asked: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ staffId?: string; note?: string; into?: string; reason?: string }>();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (busy) return;
    const entry = await form.validateFields().catch(() => null);
    if (!entry) return;
    setBusy(true);
    try {
      if (act === 'assign') {
        // The tag of this moment: who changed the customer meanwhile is not overwritten unseen.
        const { etag } = await api.ask<Customer>('GET', customerPath(customer.customerNo));
        await api.ask('PUT', `${customerPath(customer.customerNo)}/manager`, { body: { staffId: entry.staffId, note: entry.note }, ifMatch: etag ?? '' });
      } else if (act === 'merge') await api.ask('POST', `${customerPath(customer.customerNo)}/merge`, { body: { into: entry.into, reason: entry.reason } });
      else await api.ask('POST', `${customerPath(asked)}/undo-merge`, { body: { reason: entry.reason } });
      void message.success(t(act === 'assign' ? 'ac.assigned' : act === 'merge' ? 'ac.merged' : 'ac.undone'));
      await client.invalidateQueries();
      onClose();
      if (act === 'merge') await navigate({ to: '/customers/$no', params: { no: entry.into! } });
    } catch (e) {
      form.setFields(formErrors(t, e) as Parameters<typeof form.setFields>[0]);
      void message.error(e instanceof ApiProblem && e.fields.length ? problemWords(t, new ApiProblem(422, 'input.invalid', '')) : problemWords(t, e), 6);
    } finally {
      setBusy(false);
    }
  };
  const required = [{ required: true, whitespace: true, message: t('kit:field.required') }];
  return (
    <Modal open title={`${t(`ac.${act}`)} · ${customer.name}`} onCancel={onClose} onOk={() => void run()} confirmLoading={busy} okText={t('kit:save')} cancelText={t('kit:cancel')}>
      <Form form={form} layout="vertical" disabled={busy} initialValues={{ staffId: customer.manager?.staffId }}>
        {act === 'assign' && <><Form.Item name="staffId" label={t('ac.manager')}><StaffChoice /></Form.Item><Form.Item name="note" label={t('ac.note')}><Input maxLength={200} /></Form.Item></>}
        {act === 'merge' && <><p className="quiet">{t('ac.mergeHint')}</p><Form.Item name="into" label={t('ac.mergeInto')} rules={required}><CustomerChoice /></Form.Item></>}
        {act !== 'assign' && <Form.Item name="reason" label={t('ac.reason')} rules={required}><Input.TextArea rows={2} maxLength={400} /></Form.Item>}
      </Form>
    </Modal>
  );
}

function StaffChoice({ value, onChange, id }: { value?: string; onChange?: (v: string | undefined) => void; id?: string }) {
  const [text, setText] = useState('');
  const asked = useLater(text.trim(), 200);
  const staff = useAsked<Staff[]>('/staff', { text: asked || undefined, limit: 30 });
  return <Select id={id} allowClear showSearch filterOption={false} value={value} onSearch={setText} onChange={(v?: string) => onChange?.(v)} loading={staff.isFetching} options={staff.data?.map((s) => ({ value: s.staffId, label: `${s.displayName} · ${s.staffId}` }))} />;
}
