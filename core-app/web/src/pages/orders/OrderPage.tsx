import { Answered, ApiProblem, Empty, Graph, Panel, problemWords, When, type ShownStep } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, Button, Tabs } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../../api/orderTypes';
import { shownStep } from '../../orders/shown';
import { useActions } from '../../orders/useActions';
import { useNow, useOrder } from '../../orders/useOrder';
import { CodeState, codeWords, inLanguage, Level, UnitName } from '../../texts/codes';
import { Attachments, Items, Notes, OrderHistory } from './About';
import { Milestones } from './Milestones';
import { Playback, usePlayback } from './Playback';
import { StepPanel } from './StepPanel';

const route = getRouteApi('/frame/orders/$no');

export function OrderPage() {
  const { no } = route.useParams();
  const { t } = useTranslation();
  const { asked, lost } = useOrder(no);
  if (asked.error instanceof ApiProblem && asked.error.status === 404) return <Panel><Empty title={problemWords(t, asked.error)}><Link to="/orders">{t('orders')}</Link></Empty></Panel>;
  return <Answered of={asked} lines={12}>{(order) => <>{lost && <Alert type="warning" showIcon title={t('o.lost')} style={{ marginBottom: 8 }} />}<Shown order={order} /></>}</Answered>;
}

const wishes = ['hold', 'resume', 'cancel'] as const;

function Shown({ order }: { order: Order }) {
  const { t, i18n } = useTranslation();
  const { step: chosen, tab } = route.useSearch();
  const navigate = route.useNavigate();
  const { wish, busy } = useActions();
  const play = usePlayback(order);
  const close = () => void navigate({ search: (old) => ({ ...old, step: undefined }), replace: true });
  const step = play.steps.find((s) => s.key === chosen);
  return (
    <>
      <nav className="quiet no-print" aria-label="breadcrumb" style={{ marginBottom: 4 }}><Link to="/orders">{t('orders')}</Link> / {order.orderNo}</nav>
      <div className="page-head">
        <h1>{order.name}</h1><CodeState group="orderState" code={order.state} />{order.predictedLate && !order.endedAt && <span className="state state-warn">⚠ {t('o.predicted')}</span>}<span className="grow" />
        <span className="no-print" style={{ display: 'flex', gap: 8 }}>
          {order.can.includes('amend') && <Link to="/orders/new" search={{ amend: order.orderNo }}><Button>{t('o.amend')}</Button></Link>}
          {wishes.filter((w) => order.can.includes(w)).map((w) => <Button key={w} danger={w === 'cancel'} loading={busy === w} onClick={() => wish(order.orderNo, w)}>{t(`o.${w}`)}</Button>)}
          {play.possible && <Button onClick={play.toggle}>{play.on ? t('o.now') : t('o.playback')}</Button>}
          <Button onClick={() => window.print()}>{t('o.print')}</Button>
        </span>
      </div>
      <Facts order={order} />
      {order.heldAt && <Alert type="warning" showIcon title={<>{t('o.heldSince', { at: '' })} <When at={order.heldAt} /> {order.reason}</>} style={{ marginBottom: 12 }} />}
      {play.on && <Playback play={play} />}
      <Milestones steps={play.steps} />
      <div className="order-grid">
        <Drawing steps={play.steps} chosen={chosen} onChoose={(key) => void navigate({ search: (old) => ({ ...old, step: key }), replace: true })} />
        {step && <div className="order-side" role="region" aria-label={inLanguage(step.title, i18n.language)} onKeyDown={(e) => { if (e.key === 'Escape') close(); }}><StepPanel order={order} step={step} past={play.on} onWish={(name) => wish(order.orderNo, name, { key: step.key, title: inLanguage(step.title, i18n.language) })} onClose={close} /></div>}
      </div>
      <Tabs
        activeKey={tab ?? 'items'} style={{ marginTop: 12 }} onChange={(key) => void navigate({ search: (old) => ({ ...old, tab: key }), replace: true })}
        items={[
          { key: 'items', label: t('o.items'), children: <Items order={order} /> }, { key: 'notes', label: t('o.notes'), children: <Notes order={order} /> },
          { key: 'attachments', label: t('o.attachments'), children: <Attachments order={order} /> }, { key: 'history', label: t('o.history'), children: <OrderHistory order={order} /> },
        ]}
      />
    </>
  );
}

function Facts({ order: o }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <dl className="line-facts">
      <div><dt>{t('o.orderNo')}</dt><dd className="num">{o.orderNo}</dd></div>
      <div><dt>{t('o.customer')}</dt><dd><Link to="/customers/$no" params={{ no: o.customerNo }}>{o.customerName ?? o.customerNo}</Link> <Level code={o.serviceLevel} /></dd></div>
      <div><dt>{t('o.manager')}</dt><dd>{o.managerName ?? o.managerId ?? '—'} · <UnitName code={o.orgUnit} /></dd></div>
      <div><dt>{t('o.ordered')}</dt><dd><When at={o.orderedAt} /></dd></div>
      {o.requestedOn && <div><dt>{t('o.requested')}</dt><dd className="num">{o.requestedOn}</dd></div>}
      {o.endedAt ? <div><dt>{t('o.ended')}</dt><dd><When at={o.endedAt} /></dd></div> : <div><dt>{t('o.expected')}</dt><dd className={o.predictedLate ? 'state-warn' : ''}><When at={o.expectedAt} withAge /></dd></div>}
      {o.parentOrderNo && <div><dt>{t('o.parent')}</dt><dd>{o.parentVisible ? <Link to="/orders/$no" params={{ no: o.parentOrderNo }}>{o.parentOrderNo}</Link> : o.parentOrderNo}</dd></div>}
      {o.subOrders?.map((s) => <div key={s.orderNo}><dt>{t('o.part')}</dt><dd>{s.visible ? <Link to="/orders/$no" params={{ no: s.orderNo }}>{s.orderNo}</Link> : s.orderNo} <CodeState group="orderState" code={s.state} />{s.circuit && <> <span className="quiet">{t('oc.result.partCircuit')}</span> <span className="num">{s.circuit}</span></>}</dd></div>)}
    </dl>
  );
}

function Drawing({ steps, chosen, onChoose }: { steps: Order['steps']; chosen: string | undefined; onChoose: (key: string) => void }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const several = new Set(steps.map((s) => s.itemNo).filter((n) => n !== undefined)).size > 1;
  const shown: ShownStep[] = useMemo(
    () => steps.map((s) => shownStep(s, `${inLanguage(s.title, i18n.language)}${several && s.itemNo !== undefined ? ` ${s.itemNo}` : ''}`, codeWords(t, 'stepState', s.state), now, { predicted: t('o.predicted'), noReturn: '⊘' })),
    [steps, now, t, i18n.language, several],
  );
  return <Graph steps={shown} label={t('o.graph')} laneTitle={(lane) => laneWords(t, lane)} chosen={chosen} onChoose={onChoose} />;
}

export function laneWords(t: Parameters<typeof codeWords>[0], lane: string): string {
  const [kind, name] = lane.split(':');
  return codeWords(t, kind === 'role' ? 'orderRole' : 'lane', name);
}
