import { formErrors, problemWords } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMe } from '../api/client';

export function Password() {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ old: string; new: string }>();
  const [busy, setBusy] = useState(false);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const client = useQueryClient();
  const me = useMe();
  const save = async (entry: { old: string; new: string }) => {
    setBusy(true);
    try {
      await api.ask('PUT', '/me/password', { body: { old: entry.old, new: entry.new } });
      await client.resetQueries({ queryKey: ['me'] });
      void message.success(t('passwords.done'));
      await navigate({ to: '/' });
    } catch (e) {
      form.setFields(formErrors(t, e) as Parameters<typeof form.setFields>[0]);
      void message.error(problemWords(t, e));
    } finally {
      setBusy(false);
    }
  };
  const required = { required: true, message: t('kit:field.required') };
  return (
    <>
      <div className="page-head"><h1>{t('passwords.title')}</h1></div>
      <section className="panel" style={{ maxWidth: 400 }}>
        {me?.passwordExpired && <Alert type="warning" showIcon title={t('passwords.expired')} style={{ marginBottom: 16 }} />}
        <Form form={form} layout="vertical" onFinish={(e) => void save(e)} disabled={busy}>
          <Form.Item name="old" label={t('passwords.old')} rules={[required]}><Input.Password autoComplete="current-password" /></Form.Item>
          <Form.Item name="new" label={t('passwords.fresh')} rules={[required]}><Input.Password autoComplete="new-password" /></Form.Item>
          <Form.Item name="again" label={t('passwords.again')} dependencies={['new']} rules={[required, ({ getFieldValue }) => ({ validator: (_, v) => (!v || v === getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(t('passwords.differ')))) })]}><Input.Password autoComplete="new-password" /></Form.Item>
          <Button type="primary" htmlType="submit" loading={busy}>{t('kit:save')}</Button>
        </Form>
      </section>
    </>
  );
}
