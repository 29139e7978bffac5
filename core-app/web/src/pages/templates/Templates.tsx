import { Answered, Empty, When } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { Button, Space, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked, useRight } from '../../api/client';
import type { TemplateRow } from '../../api/orderTypes';
import { codeWords, inLanguage } from '../../texts/codes';

export function Templates() {
  const { t, i18n } = useTranslation();
  const asked = useAsked<TemplateRow[]>('/templates');
  const mayEdit = useRight('templates.edit');
  return (
    <>
      <div className="page-head"><h1>{t('templates')}</h1><span className="grow" />{mayEdit && <Link to="/templates/$name" params={{ name: 'new' }}><Button type="primary">{t('td.fresh')}</Button></Link>}</div>
      <Answered of={asked} lines={8}>
        {(rows) => (
          <Table<TemplateRow>
            size="small" pagination={false} rowKey="template" dataSource={rows} scroll={{ x: 'max-content' }} locale={{ emptyText: <Empty title={t('td.none')} /> }}
            columns={[
              { title: t('templates'), render: (_, r) => <Link to="/templates/$name" params={{ name: r.template }}><b>{inLanguage(r.title, i18n.language)}</b><div className="quiet">{r.template}</div></Link> },
              { title: t('td.actions'), render: (_, r) => r.serves.actions.map((a) => codeWords(t, 'action', a)).join(', ') }, { title: t('td.offerings'), render: (_, r) => r.serves.offerings.join(', ') }, { title: t('o.step'), dataIndex: 'steps', align: 'right', className: 'num' },
              { title: t('td.versions'), render: (_, r) => <Space size={4}>{r.versions.map((v) => <Link key={v} to="/templates/$name" params={{ name: r.template }} search={{ version: v }}>{v}</Link>)}</Space> },
              { title: t('orders'), align: 'right', className: 'num', render: (_, r) => (r.running ? t('td.running', { count: r.running }) : '') }, { title: t('col.at'), render: (_, r) => <When at={r.savedAt} /> }, { title: t('col.who'), dataIndex: 'savedBy' }, { title: t('col.note'), dataIndex: 'note' },
            ]}
          />
        )}
      </Answered>
    </>
  );
}
