import { AlertOutlined, ApartmentOutlined, ApiOutlined, BankOutlined, BellOutlined, ExceptionOutlined, FileTextOutlined, LineChartOutlined, MailOutlined, PlayCircleOutlined, SwapOutlined } from '@ant-design/icons';
import { SearchBox, Shell, systemWords, type Language, type SearchHit } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { Badge, Button } from 'antd';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ops, useAsked, useMe } from './api/client';
import type { Alert, Row, Story } from './api/types';
import { typeWords } from './parts/words';

/** Alerts that stand and nobody has taken, for a look on every page. */
function Standing() {
  const { t } = useTranslation();
  const open = useAsked<{ items: Alert[] }>('/alerts', { state: 'standing' }, true, 10_000).data?.items.filter((a) => a.state === 'standing') ?? [];
  return <Link to="/alerts" aria-label={t('alerts.bell', { count: open.length })}><Badge size="small" count={open.length} color="var(--bad)"><Button type="text" icon={<BellOutlined />} tabIndex={-1} /></Badge></Link>;
}

const messageId = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

export function Frame() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(() => { document.title = t('title'); }, [t, i18n.language]);
  const find = useCallback(async (text: string, signal: AbortSignal): Promise<SearchHit[]> => {
    const hits: SearchHit[] = [];
    if (messageId.test(text)) hits.push({ id: 'id', kind: t('find.message'), title: text, go: () => void navigate({ to: '/messages/$id', params: { id: text } }) });
    const story = await ops.get<Story>(`/keys/${encodeURIComponent(text)}`, { limit: 5 }, signal);
    if (story.items.length > 0) {
      hits.push({ id: 'key', kind: t('find.key'), title: text, detail: t(story.more ? 'find.many' : 'find.count', { count: story.items.length }), go: () => void navigate({ to: '/keys/$value', params: { value: text } }) });
      hits.push(...story.items.slice(0, 5).map((m: Row) => ({ id: m.id, kind: t('find.message'), title: typeWords(t, m.type), detail: `${m.interface ?? m.source} · ${m.businessKey ?? ''}`, go: () => void navigate({ to: '/messages/$id', params: { id: m.id } }) })));
    }
    hits.push({ id: 'text', kind: t('find.text'), title: text, detail: t('find.textWhat'), go: () => void navigate({ to: '/messages', search: { q: text } }) });
    return hits;
  }, [navigate, t]);
  if (!me) return null;
  const may = (right: string) => me.rights.includes(right);
  const signOut = async () => {
    await api.ask('POST', '/sign-out').catch(() => {});
    client.clear();
    window.location.assign('/sign-in');
  };
  return (
    <Shell
      title={t('title')}
      navigation={[
        <Link to="/" activeOptions={{ exact: true, includeSearch: false }}><ApartmentOutlined aria-hidden />{t('map.title')}</Link>,
        <Link to="/messages" activeOptions={{ includeSearch: false }}><MailOutlined aria-hidden />{t('messages.title')}</Link>,
        <Link to="/failures" activeOptions={{ includeSearch: false }}><ExceptionOutlined aria-hidden />{t('failures.title')}</Link>,
        <Link to="/runs"><PlayCircleOutlined aria-hidden />{t('runs.title')}</Link>,
        <Link to="/endpoints" activeOptions={{ includeSearch: false }}><ApiOutlined aria-hidden />{t('endpoints.title')}</Link>,
        <Link to="/files" activeOptions={{ includeSearch: false }}><FileTextOutlined aria-hidden />{t('files.title')}</Link>,
        <Link to="/alerts" activeOptions={{ includeSearch: false }}><BellOutlined aria-hidden />{t('alerts.title')}</Link>,
        <Link to="/figures" activeOptions={{ includeSearch: false }}><LineChartOutlined aria-hidden />{t('figures.title')}</Link>,
        <Link to="/mappings" activeOptions={{ includeSearch: false }}><SwapOutlined aria-hidden />{t('mappings.title')}</Link>,
        may('warnings.see') && <a href="/warnings"><AlertOutlined aria-hidden />{t('warnings')}</a>,
        may('customers.see') && <a href="/"><BankOutlined aria-hidden />{t('coreApp')}</a>,
      ].filter(Boolean)}
      search={<SearchBox find={find} words={t('find.words')} />}
      bell={<Standing />}
      person={{ name: me.displayName, detail: `${me.name} · ${me.roles.map((r) => { const [role, system] = r.split('@'); return `${t(`role.${role}`, { defaultValue: role })}${system ? `（${systemWords(t, system)}）` : ''}`; }).join(', ')}` }}
      onPassword={() => window.location.assign('/password')}
      onSignOut={() => void signOut()}
      onLanguage={(language: Language) => void api.ask('PUT', '/me/language', { body: { language } }).catch(() => {})}
    >
      <Outlet />
    </Shell>
  );
}
