import { age, Panel, StateTag, systemWords, When } from '@integration/web-kit';
import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import { orderPath, type Order, type OrderMessage, type Step, type StepWish } from '../../api/orderTypes';
import { useNow } from '../../orders/useOrder';
import { CodeState, codeWords, inLanguage } from '../../texts/codes';
import { MessageButton } from './Message';

/** One step: who, since when, due, what the other system said, its messages, and what can be done. */
export function StepPanel({ order, step: s, past, onWish, onClose }: { order: Order; step: Step; past: boolean; onWish: (wish: StepWish) => void; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const title = (key: string) => inLanguage(order.steps.find((x) => x.key === key)?.title, i18n.language) || key;
  return (
    <Panel title={inLanguage(s.title, i18n.language)} extra={<span><CodeState group="stepState" code={s.state} /> <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('kit:close')} onClick={onClose} /></span>}>
      {s.trouble && <div role="alert" className="trouble"><b>{t('o.trouble')}</b><div>{inLanguage(s.trouble.words, i18n.language) || [s.trouble.code, s.trouble.reason].filter(Boolean).join(': ')}</div></div>}
      {!past && !!s.can?.length && <p className="no-print" style={{ display: 'flex', gap: 8, margin: '0 0 10px' }}>{s.can.map((w) => <Button key={w} type={w === 'skip' ? 'default' : 'primary'} danger={w === 'skip'} onClick={() => onWish(w)}>{t(`o.${w}`)}</Button>)}</p>}
      <dl className="facts">
        <dt>{t('o.who')}</dt><dd>{s.person ? codeWords(t, 'orderRole', s.role) : systemWords(t, s.system ?? 'core')}{!s.person && <span className="quiet"> · {codeWords(t, 'orderRole', s.role)}</span>}</dd>
        {s.itemNo !== undefined && <><dt>{t('o.items')}</dt><dd>{t('o.item', { no: s.itemNo })}</dd></>}
        {s.after.length > 0 && s.state === 'waiting' && <><dt>{t('o.after')}</dt><dd>{s.after.map(title).join(', ')}</dd></>}
        {s.startedAt && <><dt>{t('o.since')}</dt><dd><When at={s.startedAt} withAge /></dd></>}
        {s.dueAt && !s.endedAt && <><dt>{t('o.due')}</dt><dd><When at={s.dueAt} /> <Left step={s} /></dd></>}
        {s.endedAt && <><dt>{t('o.endedAt')}</dt><dd><When at={s.endedAt} /></dd></>}
        {s.predictedEnd && !s.endedAt && <><dt>{t('o.predictedEnd')}</dt><dd className={s.predictedLate ? 'state-warn' : ''}><When at={s.predictedEnd} /></dd></>}
        {s.slaHours !== undefined && <><dt>{t('o.sla')}</dt><dd>{t('o.hours', { count: s.slaHours })}</dd></>}
        {s.usualHours !== undefined && <><dt>{t('o.usual')}</dt><dd>{t('o.hours', { count: Math.round(s.usualHours * 10) / 10 })}</dd></>}
        {Object.entries(s.result ?? {}).map(([key, value]) => <Pair key={key} name={codeWords(t, 'result', key)}><span className="num">{value}</span></Pair>)}
        {!!s.alerts && <><dt /><dd><StateTag tone="warn">{t('o.alerts', { count: s.alerts })}</StateTag></dd></>}
        {(s.turn ?? 1) > 1 && <><dt /><dd>{t('o.turn', { count: s.turn })}</dd></>}
        {s.pointOfNoReturn && <><dt /><dd><StateTag tone="warn">{t('o.noReturn')}</StateTag></dd></>}
      </dl>
      <Messages orderNo={order.orderNo} step={s.key} revision={order.revision} />
    </Panel>
  );
}

function Pair({ name, children }: { name: string; children: React.ReactNode }) {
  return <><dt>{name}</dt><dd>{children}</dd></>;
}

/** How much of a running step's time is left. */
export function Left({ step }: { step: Pick<Step, 'dueAt' | 'warnAt'> }) {
  const { t } = useTranslation();
  const now = useNow();
  if (!step.dueAt) return null;
  const a = age(step.dueAt, now);
  const over = Date.parse(step.dueAt) <= now;
  const warned = step.warnAt !== undefined && Date.parse(step.warnAt) <= now;
  return <StateTag tone={over ? 'bad' : warned ? 'warn' : 'quiet'}>{t(over ? 'o.overdue' : 'o.left', { age: t(`kit:age.${a.unit}`, { count: a.count }) })}</StateTag>;
}

function Messages({ orderNo, step, revision }: { orderNo: string; step: string; revision: number }) {
  const { t } = useTranslation();
  const asked = useAsked<{ items: OrderMessage[] }>(`${orderPath(orderNo)}/messages`, { step, limit: 20, revision });
  if (!asked.data) return null;
  return (
    <>
      <h3 style={{ fontSize: 13, margin: '14px 0 4px' }}>{t('o.messages')}</h3>
      {asked.data.items.length === 0 && <span className="quiet">{t('o.noMessages')}</span>}
      {asked.data.items.map((m) => (
        <div key={m.id} className="message-line"><span className="quiet">{t(`o.${m.direction}`)}</span><MessageButton orderNo={orderNo} id={m.id}>{[m.interface, m.type].filter(Boolean).join(' · ')}</MessageButton><span className="quiet num"><When at={m.at} /></span><span className="quiet">{codeWords(t, 'messageState', m.state)}</span></div>
      ))}
    </>
  );
}
