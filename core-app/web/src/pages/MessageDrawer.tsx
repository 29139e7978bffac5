import { Answered, StateTag, When } from '@integration/web-kit';
import { Link, useParams } from '@tanstack/react-router';
import { Drawer, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../api/client';

interface Body { kind: string; subscriber?: string; contentType: string; bytes: number; cut: boolean; text: string }
interface Message {
  id: string; type: string; version: number; source: string; interface?: string; businessKey?: string; conversationId: string; receivedAt: string; acceptedAt: string; count: number; customers: string[]; masked: boolean;
  deliveries: { subscriber: string; state: string; attempts: number; endedAt?: string; failure?: string }[]; bodies: Body[];
}

/** The message in which a value came, beside the page that shows the value. */
export function MessageDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  return <Drawer open={id !== undefined} onClose={onClose} title={t('msg.title')} size={720}>{id && <Shown id={id} />}</Drawer>;
}

/** The same with an address of its own: what a manager sends to operations. */
export function MessagePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/frame/messages/$id' });
  return <><div className="page-head"><h1>{t('msg.title')}</h1></div><Shown id={id} /></>;
}

function Shown({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsked<Message>(`/messages/${encodeURIComponent(id)}`);
  return (
    <Answered of={asked} lines={10}>
      {(m) => (
        <>
          <dl className="facts">
            <dt>{t('msg.type')}</dt><dd>{m.type}@{m.version}{m.count > 1 && ` ×${m.count}`}</dd><dt>{t('msg.from')}</dt><dd>{[m.source, m.interface].filter(Boolean).join(' · ')}</dd>
            <dt>{t('msg.received')}</dt><dd><When at={m.receivedAt} withAge /></dd><dt>{t('msg.id')}</dt><dd className="num"><Link to="/messages/$id" params={{ id: m.id }}>{m.id}</Link></dd>
            {m.customers.length > 0 && <><dt>{t('customers')}</dt><dd className="num">{m.customers.slice(0, 20).join(', ')}{m.customers.length > 20 && ' …'}</dd></>}
          </dl>
          {m.deliveries.length > 0 && <p>{m.deliveries.map((d) => <span key={d.subscriber} style={{ marginRight: 12 }} title={d.failure}><StateTag tone={d.state === 'done' ? 'good' : d.state === 'parked' ? 'bad' : 'accent'}>{d.subscriber} {t(`msg.delivery.${d.state}`, { defaultValue: d.state })}</StateTag></span>)}</p>}
          {m.masked && <p className="quiet">{t('msg.masked')}</p>}
          <Tabs items={m.bodies.map((b, i) => ({ key: String(i), label: `${t(`msg.body.${b.kind}`, { defaultValue: b.kind })}${b.subscriber ? ` ${b.subscriber}` : ''}`, children: <><p className="quiet num">{b.contentType} · {t('msg.bytes', { count: b.bytes })}{b.cut && ` · ${t('msg.cut')}`}</p><pre className="json">{b.text}</pre></> }))} />
        </>
      )}
    </Answered>
  );
}
