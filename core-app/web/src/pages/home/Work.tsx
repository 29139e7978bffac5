import { Answered, Empty, MiniGraph, Panel } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAsked, useMe, useRight } from '../../api/client';
import { orderPath, type Order, type OrderFilters, type OrderRow, type Task } from '../../api/orderTypes';
import type { Paged } from '../../api/types';
import { shownStep } from '../../orders/shown';
import { codeWords, inLanguage } from '../../texts/codes';
import { Left } from '../orders/StepPanel';

/** My tasks, the next due first. */
export function MyTasks() {
  const { t, i18n } = useTranslation();
  const works = useRight('orders.work');
  const mine = useMe()?.roles.includes('accountManager');
  const asked = useAsked<Paged<Task>>('/tasks', { limit: 6, mine: mine ? 'true' : undefined }, works);
  if (!works) return null;
  return (
    <Panel title={t('hm.tasks')} extra={<Link to="/tasks" search={{ mine: mine || undefined }}>{t('kit:all')}</Link>}>
      <Answered of={asked}>
        {({ items }) => items.length === 0 ? <Empty title={t('tk.none')} /> : <>{items.map((k) => (
          <div key={`${k.orderNo}/${k.key}`} className="home-line"><div><Link to="/orders/$no" params={{ no: k.orderNo }} search={{ step: k.key }}>{inLanguage(k.title, i18n.language)}</Link><div className="quiet">{k.customerName ?? k.customerNo} · {k.orderName}</div></div><Left step={k} /></div>
        ))}</>}
      </Answered>
    </Panel>
  );
}

/** Orders on their way, each as a small graph. */
export function InFlight() {
  const { t } = useTranslation();
  const sees = useRight('orders.see');
  const asked = useAsked<Paged<OrderRow>>('/orders', { open: 'true', limit: 6, sort: 'expected', descending: 'false' }, sees);
  if (!sees) return null;
  return (
    <Panel title={t('hm.inFlight')} extra={<Link to="/orders" search={{ open: true }}>{t('kit:all')}</Link>}>
      <Answered of={asked}>{({ items }) => items.length === 0 ? <Empty title={t('hm.noOrders')} /> : <>{items.map((o) => <Flight key={o.orderNo} row={o} />)}</>}</Answered>
    </Panel>
  );
}

function Flight({ row }: { row: OrderRow }) {
  const { t, i18n } = useTranslation();
  const order = useAsked<Order>(orderPath(row.orderNo)).data;
  const now = Date.now();
  const at = row.current.map((c) => inLanguage(c.title, i18n.language)).filter((x, i, all) => all.indexOf(x) === i).join(', ');
  return (
    <div className="home-line">
      <div><Link to="/orders/$no" params={{ no: row.orderNo }}>{row.name}</Link><div className="quiet">{row.customerName ?? row.customerNo}{at && ` · ${at}`}</div></div>
      {order && <MiniGraph label={`${t('o.steps', row.steps)} ${at}`} steps={order.steps.map((s) => ({ ...shownStep(s, '', codeWords(t, 'stepState', s.state), now, { predicted: '', noReturn: '' }), hollow: s.state === 'waiting' }))} />}
    </div>
  );
}

/** Open orders per person: who has how much on the desk. */
export function TeamLoad() {
  const { t } = useTranslation();
  const sees = useRight('orders.see');
  const me = useMe();
  const asked = useAsked<OrderFilters>('/orders/filters', undefined, sees && me?.reach !== 'own');
  if (!sees || me?.reach === 'own') return null;
  return (
    <Panel title={t('hm.load')}>
      <Answered of={asked}>
        {({ managers }) => {
          const most = Math.max(1, ...managers.map((m) => m.count));
          return managers.length === 0 ? <Empty title={t('hm.noOrders')} /> : <>{[...managers].sort((a, b) => b.count - a.count).slice(0, 12).map((m) => (
            <Link key={m.staffId} className="bar-line" to="/orders" search={{ manager: m.staffId }}><span>{m.name}</span><svg width="100%" height="10" aria-hidden="true"><rect width={`${(100 * m.count) / most}%`} height="10" rx="2" fill="var(--accent)" /></svg><span className="num">{m.count}</span></Link>
          ))}</>;
        }}
      </Answered>
    </Panel>
  );
}
