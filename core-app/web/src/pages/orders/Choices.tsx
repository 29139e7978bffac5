import { bandwidth, phone, useLater } from '@integration/web-kit';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customerPath, useAsked } from '../../api/client';
import type { Paged, Product, Row } from '../../api/types';

interface Chosen<T> { value?: string; onChange?: (value: string | undefined) => void; onFound?: (found: T) => void; id?: string; disabled?: boolean }

/** A customer by number, part of the name or initials. */
export function CustomerChoice({ value, onChange, id, disabled }: Chosen<Row>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const asked = useLater(text.trim(), 200);
  const rows = useAsked<Paged<Row>>('/customers', { text: asked || undefined, limit: 20, sort: asked ? undefined : 'level' });
  const known = useAsked<Row>(customerPath(value ?? ''), undefined, !!value);
  const options = (rows.data?.items ?? []).map((r) => ({ value: r.customerNo, label: `${r.name} · ${r.customerNo}` }));
  if (known.data && !options.some((o) => o.value === value)) options.unshift({ value: known.data.customerNo, label: `${known.data.name} · ${known.data.customerNo}` });
  return <Select id={id} disabled={disabled} showSearch filterOption={false} value={value} options={options} onSearch={setText} onChange={(v?: string) => onChange?.(v)} loading={rows.isFetching} placeholder={t('of.customerHint')} style={{ width: '100%' }} />;
}

/** One of the customer's lines, by its number. */
export function LineChoice({ customerNo, value, onChange, onFound, id, disabled }: Chosen<Product> & { customerNo: string | undefined }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const asked = useLater(text.trim(), 200);
  const rows = useAsked<Paged<Product>>(`${customerPath(customerNo ?? '')}/products`, { text: asked || undefined, limit: 30 }, !!customerNo);
  const items = rows.data?.items ?? [];
  return (
    <Select
      id={id} disabled={disabled} showSearch filterOption={false} value={value} onSearch={setText} loading={rows.isFetching} placeholder={t('of.lineHint')} style={{ width: '100%' }}
      options={items.map((p) => ({ value: p.productId, label: [phone(p.serviceNo) || p.productId, p.offeringName ?? p.offering, bandwidth(p.bandwidthKbps), p.aEnd?.address].filter(Boolean).join(' · ') }))}
      onChange={(v?: string) => { onChange?.(v); const found = items.find((p) => p.productId === v); if (found) onFound?.(found); }}
    />
  );
}
