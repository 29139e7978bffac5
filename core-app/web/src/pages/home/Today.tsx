import { StateTag, type Tone } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAsked, useRight } from '../../api/client';
import type { OrderRow } from '../../api/orderTypes';
import type { Paged } from '../../api/types';

const counts = [['late', 'bad'], ['failed', 'bad'], ['predicted', 'warn'], ['open', 'accent']] as const;

/** What today is about: each figure leads to what it counts. */
export function Today() {
  const { t } = useTranslation();
  const sees = useRight('orders.see');
  if (!sees) return null;
  return <div className="today" role="group" aria-label={t('hm.today')}>{counts.map(([name, tone]) => <Figure key={name} name={name} tone={tone} />)}</div>;
}

function Figure({ name, tone }: { name: (typeof counts)[number][0]; tone: Tone }) {
  const { t } = useTranslation();
  const total = useAsked<Paged<OrderRow>>('/orders', { [name]: 'true', ...(name === 'open' ? {} : { open: 'true' }), limit: 1 }).data?.total;
  return <Link to="/orders" search={{ open: true, [name]: true }}><b className="num">{total ?? '…'}</b><StateTag tone={total ? tone : 'quiet'}>{t(`hm.${name}`)}</StateTag></Link>;
}
