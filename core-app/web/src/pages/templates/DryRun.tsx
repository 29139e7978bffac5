import { Empty, Failed, StateTag } from '@integration/web-kit';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { DryRun, Template } from '../../api/orderTypes';

/** Past orders reckoned by what is drawn: longer or shorter than they were planned. */
export function DryRunView({ template }: { template: Template }) {
  const { t } = useTranslation();
  const run = useMutation({ mutationFn: async () => (await api.ask<DryRun>('POST', '/templates/dry-run', { body: { template, orders: 50 } })).data });
  const hours = (v: number | undefined) => (v === undefined ? '' : v.toFixed(1));
  const most = Math.max(1, ...(run.data?.orders ?? []).flatMap((o) => [o.hours ?? 0, o.hoursBefore ?? 0]));
  return (
    <>
      <p><Button loading={run.isPending} onClick={() => run.mutate()}>{t('td.dryRun')}</Button> <span className="quiet">{t('td.dryRunHint')}</span></p>
      {run.isError && <Failed error={run.error} retry={() => run.mutate()} />}
      {run.data && run.data.orders.length === 0 && <Empty title={t('td.noOrders')} />}
      {run.data && run.data.orders.length > 0 && (
        <>
          <p className="num">{t('td.median')} <b>{hours(run.data.medianHours)}</b> · {t('td.medianBefore')} <b>{hours(run.data.medianHoursBefore)}</b></p>
          <Table
            size="small" pagination={{ pageSize: 20, hideOnSinglePage: true }} rowKey="orderNo" dataSource={run.data.orders} scroll={{ x: 'max-content' }}
            columns={[
              { title: t('o.orderNo'), render: (_, o) => <Link to="/orders/$no" params={{ no: o.orderNo }}>{o.orderNo}</Link> }, { title: t('o.name'), dataIndex: 'name' },
              { title: t('td.hours'), render: (_, o) => <span className="num"><svg width="120" height="14" aria-hidden="true"><rect y="1" height="5" width={((o.hours ?? 0) / most) * 120} fill="var(--accent)" /><rect y="8" height="5" width={((o.hoursBefore ?? 0) / most) * 120} fill="var(--quiet)" /></svg> {hours(o.hours)} / {hours(o.hoursBefore)}</span> },
              { title: t('td.added'), render: (_, o) => o.added.join(', ') }, { title: t('td.removed'), render: (_, o) => o.removed.join(', ') }, { title: t('td.problems'), render: (_, o) => o.problem && <StateTag tone="bad">{o.problem}</StateTag> },
            ]}
          />
        </>
      )}
    </>
  );
}
