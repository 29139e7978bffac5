import { formErrors, problemWords, requestId } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { App, AutoComplete, DatePicker, Drawer, Form, Input, Rate, Segmented, Select, Button } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, customerPath } from '../../api/client';
import type { Contact } from '../../api/types';
import { codeWords } from '../../texts/codes';

interface Entry { kind: string; tookPlaceAt: Dayjs; contactName?: string; phone?: string; content: string; nextStep?: string; satisfaction?: number; severity?: string; serviceNo?: string }

export function VisitEntry({ customerNo, contacts, open, onClose }: { customerNo: string; contacts: Contact[]; open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Entry>();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [about, setAbout] = useState<'talk' | 'trouble'>('talk');
  const id = useRef('');
  useEffect(() => { if (open) id.current = requestId(); }, [open]);
  const save = async (entry: Entry) => {
    setBusy(true);
    try {
      const { severity, serviceNo, content, nextStep, satisfaction, tookPlaceAt, ...who } = entry;
      if (about === 'trouble') {
        const { data } = await api.ask<{ ticketNo: string }>('POST', `${customerPath(customerNo)}/tickets`, { body: { ...who, severity, serviceNo: serviceNo || undefined, description: content, requestId: id.current } });
        void message.success(t('visit.ticket', { no: data.ticketNo }), 6);
      } else {
        await api.ask('POST', `${customerPath(customerNo)}/interactions`, { body: { ...who, content, nextStep, satisfaction: satisfaction || undefined, tookPlaceAt: tookPlaceAt.toISOString(), requestId: id.current } });
        void message.success(t('visit.saved'));
      }
      form.resetFields();
      onClose();
      await client.invalidateQueries();
    } catch (e) {
      // The API calls a ticket's text its description.
      form.setFields(formErrors(t, e).map((f) => (f.name[0] === 'description' ? { ...f, name: ['content'] } : f)) as Parameters<typeof form.setFields>[0]);
      void message.error(problemWords(t, e));
    } finally {
      setBusy(false);
    }
  };
  const required = [{ required: true, message: t('kit:field.required') }];
  return (
    <Drawer open={open} onClose={onClose} title={t('visit.title')} size={420} forceRender extra={<Button type="primary" loading={busy} onClick={() => form.submit()}>{t('kit:save')}</Button>}>
      <Form form={form} layout="vertical" onFinish={(e) => void save(e)} disabled={busy} initialValues={{ kind: 'visit', tookPlaceAt: dayjs() }}>
        <Segmented<'talk' | 'trouble'> block value={about} onChange={(v) => { setAbout(v); form.setFieldValue('kind', v === 'talk' ? 'visit' : 'fault'); }} options={[{ value: 'talk', label: t('visit.talk') }, { value: 'trouble', label: t('visit.trouble') }]} style={{ marginBottom: 12 }} />
        <Form.Item name="kind" label={t('visit.kind')} rules={required}><Select options={(about === 'talk' ? ['visit', 'call', 'opinion', 'complaint', 'survey'] : ['fault', 'complaint', 'support']).map((k) => ({ value: k, label: codeWords(t, about === 'talk' ? 'interaction' : 'ticketKind', k) }))} /></Form.Item>
        {about === 'talk' ? <Form.Item name="tookPlaceAt" label={t('visit.at')} rules={required}><DatePicker showTime format="YYYY-MM-DD HH:mm" style={{ width: '100%' }} /></Form.Item> : (
          <>
            <Form.Item name="severity" label={t('col.severity')} rules={required} initialValue="major"><Select options={['critical', 'major', 'minor'].map((k) => ({ value: k, label: codeWords(t, 'severity', k) }))} /></Form.Item>
            <Form.Item name="serviceNo" label={t('col.service')}><Input maxLength={60} /></Form.Item>
          </>
        )}
        <Form.Item name="contactName" label={t('visit.contact')}><AutoComplete options={contacts.map((c) => ({ value: c.name }))} onSelect={(name: string) => form.setFieldValue('phone', contacts.find((c) => c.name === name)?.phones?.[0])} /></Form.Item>
        <Form.Item name="phone" label={t('visit.phone')}><Input /></Form.Item>
        <Form.Item name="content" label={t('visit.content')} rules={required}><Input.TextArea rows={5} maxLength={2000} showCount /></Form.Item>
        {about === 'talk' && <><Form.Item name="nextStep" label={t('visit.next')}><Input.TextArea rows={2} maxLength={500} /></Form.Item><Form.Item name="satisfaction" label={t('visit.score')}><Rate /></Form.Item></>}
      </Form>
    </Drawer>
  );
}
