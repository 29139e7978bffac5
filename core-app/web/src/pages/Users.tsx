import { Empty, formErrors, ListTable, problemWords, When, type ListColumn } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button, Drawer, Form, Input, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useOrgUnits, usePages } from '../api/client';
import type { User } from '../api/types';
import { codeWords, roleWords, CodeState, UnitName } from '../texts/codes';

const route = getRouteApi('/frame/users');
// A role of the operations console may be for one system: operator@billing.
const perSystem = ['viewer', 'operator', 'repairer'];
const roles = ['accountManager', 'director', 'clerk', 'resourceStaff', 'constructionStaff', 'billingStaff', 'executive', 'viewer', 'operator', 'repairer', 'hubAdministrator', 'administrator'];

export function Users() {
  const { t } = useTranslation();
  const { user: opened, text, role } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = usePages<User>('/users', { text, role });
  const open = (user: string | undefined) => void navigate({ search: (old) => ({ ...old, user }) });
  const columns: ListColumn<User>[] = [
    { key: 'name', title: t('user.name'), width: 120, show: (u) => <Button type="link" size="small" style={{ padding: 0 }} onClick={() => open(u.name)}>{u.name}</Button> }, { key: 'displayName', title: t('user.displayName'), width: 120, show: (u) => u.displayName }, { key: 'staffId', title: t('user.staffId'), width: 110, show: (u) => <span className="num">{u.staffId}</span> },
    { key: 'unit', title: t('user.unit'), width: 110, show: (u) => <UnitName code={u.orgUnit} /> }, { key: 'roles', title: t('user.roles'), width: 200, show: (u) => u.roles.map((r) => roleWords(t, r)).join(', ') }, { key: 'reach', title: t('user.reach'), width: 120, show: (u) => codeWords(t, 'reach', u.reach) },
    { key: 'state', title: t('user.state'), width: 120, show: (u) => <CodeState group="userState" code={u.state} /> }, { key: 'last', title: t('user.last'), width: 150, show: (u) => <When at={u.lastSignInAt} /> },
  ];
  const user = rows.data?.pages.flatMap((p) => p.items).find((u) => u.name === opened);
  return (
    <>
      <div className="page-head"><h1>{t('users')}</h1><span className="grow" /><Button type="primary" onClick={() => open('+')}>{t('user.add')}</Button></div>
      <div className="chips">
        <Input.Search key={text} allowClear defaultValue={text} placeholder={t('user.search')} aria-label={t('user.search')} style={{ width: 260 }} onSearch={(v) => void navigate({ search: (old) => ({ ...old, text: v || undefined }) })} />
        <Select allowClear placeholder={t('user.roles')} aria-label={t('user.roles')} style={{ width: 160 }} value={role} options={roles.map((r) => ({ value: r, label: codeWords(t, 'role', r) }))} onChange={(v) => void navigate({ search: (old) => ({ ...old, role: v }) })} />
      </div>
      <ListTable<User> rows={rows} columns={columns} rowKey={(u) => u.name} empty={<Empty title={t('user.none')} />} />
      {(opened === '+' || user) && <UserDrawer key={opened} user={user} onClose={() => open(undefined)} />}
    </>
  );
}

type Entry = Pick<User, 'name' | 'staffId' | 'displayName' | 'orgUnit' | 'superior' | 'roles' | 'reach'>;

function UserDrawer({ user, onClose }: { user: User | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [form] = Form.useForm<Entry>();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const units = useOrgUnits();
  const [busy, setBusy] = useState(false);
  const path = `/users/${encodeURIComponent(user?.name ?? '')}`;
  const act = async (work: () => Promise<string | undefined>) => {
    setBusy(true);
    try {
      const password = await work();
      if (password) void modal.info({ title: t('user.password'), content: <code style={{ fontSize: 16, userSelect: 'all' }}>{password}</code> });
      else void message.success(t('user.saved'));
      await client.invalidateQueries({ queryKey: ['pages', '/users'] });
      onClose();
    } catch (e) {
      form.setFields(formErrors(t, e) as Parameters<typeof form.setFields>[0]);
      void message.error(problemWords(t, e));
    } finally {
      setBusy(false);
    }
  };
  const save = (entry: Entry) => act(async () => {
    if (user) await api.ask('PUT', path, { body: entry });
    else return (await api.ask<{ password: string }>('POST', '/users', { body: entry })).data.password;
    return undefined;
  });
  const lock = () => {
    let reason = '';
    void modal.confirm({ title: t('user.lock'), content: <Input placeholder={t('user.reason')} aria-label={t('user.reason')} onChange={(e) => { reason = e.target.value; }} />, onOk: () => act(async () => { await api.ask('POST', `${path}/lock`, { body: { reason } }); return undefined; }) });
  };
  const required = [{ required: true, message: t('kit:field.required') }];
  return (
    <Drawer open onClose={onClose} title={user?.name ?? t('user.add')} size={420} extra={<Button type="primary" loading={busy} onClick={() => form.submit()}>{t('kit:save')}</Button>}>
      {user && (
        <Space style={{ marginBottom: 16 }}>
          {user.state === 'active' ? <Button onClick={lock}>{t('user.lock')}</Button> : <Button onClick={() => void act(async () => { await api.ask('POST', `${path}/unlock`); return undefined; })}>{t('user.unlock')}</Button>}
          <Button onClick={() => void act(async () => (await api.ask<{ password: string }>('POST', `${path}/password`)).data.password)}>{t('user.reset')}</Button>
        </Space>
      )}
      <Form form={form} layout="vertical" onFinish={(e) => void save(e)} disabled={busy} initialValues={user ?? { reach: 'own', roles: [] }}>
        {!user && <Form.Item name="name" label={t('user.name')} rules={required}><Input /></Form.Item>}
        <Form.Item name="displayName" label={t('user.displayName')} rules={required}><Input /></Form.Item>
        <Form.Item name="staffId" label={t('user.staffId')} rules={required}><Input /></Form.Item>
        <Form.Item name="orgUnit" label={t('user.unit')} rules={required}><Select options={units?.map((u) => ({ value: u.code, label: u.name[i18n.language === 'en' ? 'en' : 'zh'] }))} /></Form.Item>
        <Form.Item name="superior" label={t('user.superior')}><Input /></Form.Item>
        <Form.Item name="roles" label={t('user.roles')} rules={required} extra={t('user.perSystem', { roles: perSystem.map((r) => `${r}@billing`).join(', ') })}><Select mode="tags" options={roles.map((r) => ({ value: r, label: codeWords(t, 'role', r) }))} /></Form.Item>
        <Form.Item name="reach" label={t('user.reach')} rules={required}><Select options={['own', 'team', 'unit'].map((r) => ({ value: r, label: codeWords(t, 'reach', r) }))} /></Form.Item>
      </Form>
    </Drawer>
  );
}
