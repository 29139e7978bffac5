import { Empty, ListTable, StateTag, When, type ListColumn } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Checkbox, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe, usePages } from '../../api/client';
import type { Task } from '../../api/orderTypes';
import { useActions } from '../../orders/useActions';
import { codeWords, inLanguage } from '../../texts/codes';
import { Left } from './StepPanel';

const tasksRoute = getRouteApi('/frame/tasks');
const falloutRoute = getRouteApi('/frame/fallout');
const roles = ['accountManager', 'clerk', 'resource', 'construction', 'billing', 'director'];

/** What waits for me, the next due first. */
export function Tasks() {
  const { t } = useTranslation();
  const me = useMe();
  const search = tasksRoute.useSearch();
  const navigate = tasksRoute.useNavigate();
  const rows = usePages<Task>('/tasks', { ...search });
  return (
    <>
      <div className="page-head"><h1>{t('tasks')}</h1></div>
      <div className="chips">
        <RoleChoice value={search.role} onChange={(role) => void navigate({ search: (old) => ({ ...old, role }), replace: true })} />
        {me?.roles.includes('accountManager') && <Checkbox checked={!!search.mine} onChange={(e) => void navigate({ search: (old) => ({ ...old, mine: e.target.checked || undefined }), replace: true })}>{t('tk.mine')}</Checkbox>}
      </div>
      <TaskTable rows={rows} empty={<Empty title={t('tk.none')}>{t('tk.noneWhat')}</Empty>} />
    </>
  );
}

/** What failed and waits for somebody, with the other system's own words. */
export function Fallout() {
  const { t } = useTranslation();
  const search = falloutRoute.useSearch();
  const navigate = falloutRoute.useNavigate();
  const rows = usePages<Task>('/fallout', { ...search });
  return (
    <>
      <div className="page-head"><h1>{t('fallout')}</h1></div>
      <div className="chips"><RoleChoice value={search.role} onChange={(role) => void navigate({ search: (old) => ({ ...old, role }), replace: true })} /></div>
      <TaskTable rows={rows} failed empty={<Empty title={t('tk.falloutNone')}>{t('tk.falloutNoneWhat')}</Empty>} />
    </>
  );
}

function RoleChoice({ value, onChange }: { value: string | undefined; onChange: (role: string | undefined) => void }) {
  const { t } = useTranslation();
  return <Select allowClear placeholder={t('tk.role')} aria-label={t('tk.role')} style={{ width: 160 }} value={value} options={roles.map((r) => ({ value: r, label: codeWords(t, 'orderRole', r) }))} onChange={(v?: string) => onChange(v)} />;
}

function TaskTable({ rows, failed, empty }: { rows: ReturnType<typeof usePages<Task>>; failed?: boolean; empty: React.ReactNode }) {
  const { t, i18n } = useTranslation();
  const { wish, busy } = useActions();
  const columns: ListColumn<Task>[] = [
    { key: 'step', title: t('o.step'), width: 150, show: (k) => <Link to="/orders/$no" params={{ no: k.orderNo }} search={{ step: k.key }}><b>{inLanguage(k.title, i18n.language)}</b></Link> },
    { key: 'order', title: t('o.name'), width: 210, show: (k) => <>{k.orderName}<div className="quiet num">{k.orderNo}</div></> },
    { key: 'customer', title: t('o.customer'), width: 180, show: (k) => <Link to="/customers/$no" params={{ no: k.customerNo }}>{k.customerName ?? k.customerNo}</Link> },
    { key: 'role', title: t('tk.role'), width: 100, show: (k) => codeWords(t, 'orderRole', k.role) },
    failed
      ? { key: 'trouble', title: t('o.trouble'), width: 330, show: (k) => <><StateTag tone="bad">{k.trouble && !k.trouble.words ? k.trouble.code : codeWords(t, 'stepState', k.state)}</StateTag><div style={{ whiteSpace: 'normal' }}>{inLanguage(k.trouble?.words, i18n.language) || k.trouble?.reason}</div></> }
      : { key: 'due', title: t('tk.due'), width: 240, show: (k) => <><When at={k.dueAt} /> <Left step={k} /></> },
    { key: 'since', title: failed ? t('tk.since') : t('o.since'), width: 190, show: (k) => <When at={k.startedAt} withAge /> },
    { key: 'manager', title: t('o.manager'), width: 90, show: (k) => k.managerName ?? k.managerId },
    { key: 'do', title: '', width: 130, pinned: true, show: (k) => <Space>{k.can.map((w) => <Button key={w} size="small" type={w === 'skip' ? 'default' : 'primary'} disabled={busy !== undefined} onClick={() => wish(k.orderNo, w, { key: k.key, title: inLanguage(k.title, i18n.language) })}>{t(`o.${w}`)}</Button>)}</Space> },
  ];
  return <ListTable<Task> rows={rows} columns={columns} rowKey={(k) => `${k.orderNo}/${k.key}`} empty={empty} />;
}
