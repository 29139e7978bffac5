import { Empty, ListTable, When, type ListColumn } from '@integration/web-kit';
import { getRouteApi } from '@tanstack/react-router';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../api/client';
import type { AuditEntry } from '../api/types';

const route = getRouteApi('/frame/audit');
const fields = ['who', 'what', 'on', 'text'] as const;

export function Audit() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rows = usePages<AuditEntry>('/audit', { ...search });
  const json = (value: unknown) => (value === undefined ? '' : <code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: 12 }}>{JSON.stringify(value)}</code>);
  const columns: ListColumn<AuditEntry>[] = [
    { key: 'at', title: t('col.at'), width: 140, show: (e) => <When at={e.at} /> }, { key: 'who', title: t('col.who'), width: 110, show: (e) => e.who }, { key: 'what', title: t('col.what'), width: 140, show: (e) => <span title={e.what}>{t(`audited.${e.what.replaceAll('.', '_')}`, { defaultValue: e.what })}</span> }, { key: 'on', title: t('col.on'), width: 130, show: (e) => e.on },
    { key: 'before', title: t('col.before'), width: 260, show: (e) => json(e.before) }, { key: 'after', title: t('col.after'), width: 260, show: (e) => json(e.after) }, { key: 'from', title: t('col.from'), width: 110, show: (e) => e.from },
  ];
  return (
    <>
      <div className="page-head"><h1>{t('audit')}</h1></div>
      <div className="chips">
        {fields.map((f) => <Input.Search key={f + (search[f] ?? '')} allowClear defaultValue={search[f]} placeholder={t(`auditPage.${f}`)} aria-label={t(`auditPage.${f}`)} style={{ width: 180 }} onSearch={(v) => void navigate({ search: (old) => ({ ...old, [f]: v || undefined }) })} />)}
      </div>
      <ListTable<AuditEntry> rows={rows} columns={columns} rowKey={(e) => String(e.no)} empty={<Empty title={t('auditPage.none')}>{t('auditPage.noneWhat')}</Empty>} />
    </>
  );
}
