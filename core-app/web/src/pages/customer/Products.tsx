import { bandwidth, day, Empty, Failed, money, Panel, phone, Sourced } from '@integration/web-kit';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Input, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { customerPath, usePages } from '../../api/client';
import type { Customer, End, Product } from '../../api/types';
import { CodeState } from '../../texts/codes';

const route = getRouteApi('/frame/customers/$no');

export function Products({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { text } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = usePages<Product>(`${customerPath(customer.customerNo)}/products`, { text });
  const items = rows.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <>
      <div className="chips">
        <Input.Search key={text} allowClear defaultValue={text} placeholder={t('col.service')} aria-label={t('col.service')} style={{ width: 260 }} onSearch={(v) => void navigate({ search: (old) => ({ ...old, text: v || undefined }) })} />
        <span className="quiet num">{rows.data && t('list.total', { count: rows.data.pages[0]?.total ?? items.length })}</span>
      </div>
      {rows.isPending && <Skeleton active />}
      {rows.isError && <Failed error={rows.error} retry={() => void rows.refetch()} />}
      {rows.isSuccess && !items.length && <Panel><Empty title={t('page.noneHere')}>{t('page.noneWhat')}</Empty></Panel>}
      {items.map((p) => (
        <section className="panel" key={p.productId}>
          <div style={{ display: 'flex', gap: '4px 16px', flexWrap: 'wrap', alignItems: 'baseline' }}>
            <b className="num">{phone(p.serviceNo) || p.productId}</b>
            <Sourced source={p.source ? { system: p.source, message: p.message } : undefined}>{p.offeringName ?? p.offering}</Sourced><CodeState group="productStatus" code={p.status} />
            <span className="quiet num">{[bandwidth(p.bandwidthKbps), p.accountNo, day(p.startedOn)].filter(Boolean).join(' · ')}</span><span className="num" style={{ marginLeft: 'auto' }}>{money(p.monthlyFeeFen)}</span>
          </div>
          {(p.aEnd ?? p.zEnd) && <Line product={p} />}
        </section>
      ))}
      {rows.hasNextPage && <div className="table-foot"><Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>{t('kit:more')}</Button></div>}
    </>
  );
}

/** A end, the line, Z end: what a technician would draw. */
function Line({ product: p }: { product: Product }) {
  const { t } = useTranslation();
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0,1fr) minmax(90px,1fr) minmax(0,1fr)', gap: 12, marginTop: 10, alignItems: 'center' }}>
      <EndOf name={t('page.aEnd')} end={p.aEnd} />
      <div style={{ textAlign: 'center' }}>
        <span className="num quiet">{p.circuitNo}</span>
        <svg viewBox="0 0 200 14" width="100%" height="14" preserveAspectRatio="none" aria-hidden="true"><line x1="8" y1="7" x2="192" y2="7" stroke="var(--accent)" strokeWidth="2" strokeDasharray={p.status === 'active' ? undefined : '6 5'} /><circle cx="6" cy="7" r="5" fill="var(--accent)" /><circle cx="194" cy="7" r="5" fill="var(--accent)" /></svg>
        <span className="num">{bandwidth(p.bandwidthKbps)}</span>
      </div>
      <EndOf name={t('page.zEnd')} end={p.zEnd} />
    </div>
  );
}

function EndOf({ name, end }: { name: string; end: End | undefined }) {
  return (
    <div>
      <div className="quiet">{name} {end?.areaCode}</div>
      {end ? <><div>{end.address}</div><div className="quiet">{[end.room, end.port, end.contactName, phone(end.contactPhone)].filter(Boolean).join(' · ')}</div></> : <span className="quiet">—</span>}
    </div>
  );
}
