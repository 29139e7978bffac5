import { AlertOutlined, ApartmentOutlined, AuditOutlined, BankOutlined, BranchesOutlined, CalendarOutlined, CheckSquareOutlined, DeleteOutlined, DeploymentUnitOutlined, HomeOutlined, TeamOutlined, ToolOutlined } from '@ant-design/icons';
import { OpenMessage, SearchBox, Shell, type Language, type SearchHit } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMe } from './api/client';
import type { Hit } from './api/types';
import { MessageDrawer } from './pages/MessageDrawer';
import { Bell } from './pages/warnings/Bell';
import { codeWords, roleWords } from './texts/codes';

const tabOf: Record<string, string> = { phone: 'products', circuit: 'products', account: 'payments', order: 'orders', bill: 'bills', ticket: 'tickets' };

export function Frame() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [message, setMessage] = useState<string>();
  useEffect(() => { document.title = t('title'); }, [t, i18n.language]);
  const may = (right: string) => me?.rights.includes(right) ?? false;
  const seesOrders = may('orders.see');
  const find = useCallback(async (text: string, signal: AbortSignal): Promise<SearchHit[]> => {
    const { hits } = await api.get<{ hits: Hit[] }>('/search', { q: text }, signal);
    return hits.map((h) => ({
      id: `${h.kind}/${h.key}/${h.customerNo}`, kind: codeWords(t, 'kind', h.kind), title: h.title, detail: [h.detail, h.kind === 'customer' ? h.customerNo : h.customerName].filter((x, i, all) => x && all.indexOf(x) === i).join(' · '),
      go: () => void (h.kind === 'order' && seesOrders ? navigate({ to: '/orders/$no', params: { no: h.key } }) : navigate({ to: '/customers/$no', params: { no: h.customerNo }, search: { tab: tabOf[h.kind], text: tabOf[h.kind] === 'products' ? h.key : undefined } })),
    }));
  }, [navigate, t, seesOrders]);
  if (!me) return null;
  const signOut = async () => {
    await api.ask('POST', '/sign-out').catch(() => {});
    client.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Shell
      title={t('title')}
      navigation={[
        <Link to="/" activeOptions={{ exact: true }}><HomeOutlined aria-hidden />{t('home')}</Link>,
        may('customers.see') && <Link to="/customers"><BankOutlined aria-hidden />{t('customers')}</Link>,
        may('orders.see') && <Link to="/orders"><ApartmentOutlined aria-hidden />{t('orders')}</Link>,
        may('orders.work') && <Link to="/tasks"><CheckSquareOutlined aria-hidden />{t('tasks')}</Link>,
        may('orders.repair') && <Link to="/fallout"><ToolOutlined aria-hidden />{t('fallout')}</Link>,
        may('warnings.see') && <Link to="/warnings"><AlertOutlined aria-hidden />{t('warnings')}</Link>,
        may('customers.see') && <Link to="/special-days"><CalendarOutlined aria-hidden />{t('specialDays')}</Link>,
        may('templates.see') && <Link to="/templates"><BranchesOutlined aria-hidden />{t('templates')}</Link>,
        may('users.manage') && <Link to="/users"><TeamOutlined aria-hidden />{t('users')}</Link>,
        may('customers.purge') && <Link to="/purge"><DeleteOutlined aria-hidden />{t('pu.title')}</Link>,
        may('messages.see') && <a href="/ops/"><DeploymentUnitOutlined aria-hidden />{t('operations')}</a>,
        may('audit.see') && <Link to="/audit"><AuditOutlined aria-hidden />{t('audit')}</Link>,
      ].filter(Boolean)}
      search={may('customers.see') ? <SearchBox find={find} /> : null}
      bell={may('warnings.see') ? <Bell /> : null}
      person={{ name: me.displayName, detail: `${me.name} · ${me.roles.map((r) => roleWords(t, r)).join(', ')}` }}
      onPassword={() => void navigate({ to: '/password' })}
      onSignOut={() => void signOut()}
      onLanguage={(language: Language) => void api.ask('PUT', '/me/language', { body: { language } }).catch(() => {})}
    >
      <OpenMessage.Provider value={may('messages.see') ? setMessage : null}><Outlet /></OpenMessage.Provider>
      <MessageDrawer id={message} onClose={() => setMessage(undefined)} />
    </Shell>
  );
}
