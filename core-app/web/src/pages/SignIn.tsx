import { ApiProblem, changeLanguage, dateTime, LookSwitches, Mark, problemWords } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Me } from '../api/types';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { t } = useTranslation();
  const { back } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const go = async (entry: { name: string; password: string }) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { data: me } = await api.ask<Me>('POST', '/sign-in', { body: entry });
      api.useToken(me.token);
      // What was kept belonged to whoever sat here before.
      client.clear();
      client.setQueryData(['me'], me);
      // A language chosen on this page is kept; otherwise the person's own is taken.
      if (!localStorage.getItem('hub.language')) changeLanguage(me.language);
      const to = me.passwordExpired ? '/password' : (back ?? '/');
      // The operations console is an app of its own.
      if (/^\/ops(\/|$|\?)/.test(to)) window.location.assign(to);
      else router.history.push(to);
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div style={{ minHeight: '100vh', display: 'grid', placeItems: 'center', padding: 16 }}>
      <div style={{ position: 'fixed', top: 8, right: 12 }}><LookSwitches /></div>
      <main className="panel" style={{ width: 340, maxWidth: '100%', padding: 28 }}>
        <div style={{ display: 'flex', gap: 10, alignItems: 'center', marginBottom: 20 }}>
          <Mark size={32} /><div><h1 style={{ fontSize: 17, margin: 0 }}>{t('title')}</h1><span className="quiet">{t('signIn.about')}</span></div>
        </div>
        <Form layout="vertical" onFinish={(entry: { name: string; password: string }) => void go(entry)} requiredMark={false} disabled={busy}>
          <Form.Item name="name" label={t('signIn.name')} rules={[{ required: true, message: t('kit:field.required') }]}><Input autoFocus autoComplete="username" size="large" /></Form.Item>
          <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('kit:field.required') }]}><Input.Password autoComplete="current-password" size="large" /></Form.Item>
          {problem !== undefined && <Alert type="error" showIcon title={words(problem)} style={{ marginBottom: 16 }} role="alert" />}
          <Button type="primary" htmlType="submit" block size="large" loading={busy}>{t('signIn.go')}</Button>
        </Form>
      </main>
    </div>
  );

  function words(e: unknown): string {
    if (e instanceof ApiProblem && e.code === 'sign-in.wrong') return t('signIn.wrong');
    if (e instanceof ApiProblem && e.code === 'sign-in.locked') return e.body.until ? t('signIn.lockedUntil', { until: dateTime(String(e.body.until)) }) : t('signIn.locked');
    return problemWords(t, e);
  }
}
