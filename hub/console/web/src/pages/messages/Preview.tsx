import { Answered, When } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { BodyInfo, Message } from '../../api/types';
import { typeWords } from '../../parts/words';
import { BodyPane } from './BodyPane';
import { Deliveries } from './Deliveries';
import { Keys } from './Keys';

/** A look at a message without leaving the list. */
export function Preview({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsked<Message>(`/messages/${id}`);
  const bodies = useAsked<BodyInfo[]>(`/messages/${id}/bodies`);
  return (
    <Answered of={asked} lines={10}>
      {(m) => (
        <>
          <dl className="facts">
            <dt>{t('message.type')}</dt><dd><b>{typeWords(t, m.type)}</b> <span className="quiet">{m.type}@{m.version}</span></dd>
            <dt>{t('message.from')}</dt><dd>{[m.source, m.interface].filter(Boolean).join(' · ')}</dd>
            <dt>{t('message.received')}</dt><dd><When at={m.receivedAt} withAge /></dd>
            <dt>{t('message.keys')}</dt><dd><Keys of={m.keys} /></dd>
            <dt>{t('message.id')}</dt><dd className="num"><Link to="/messages/$id" params={{ id: m.id }}>{m.id}</Link></dd>
          </dl>
          <h3>{t('message.deliveries')}</h3>
          <Deliveries of={m} />
          <h3>{t('message.bodies')}</h3>
          <Answered of={bodies}>{(all) => <>{all.slice(0, 2).map((b) => <BodyPane key={b.no} id={id} body={b} brief />)}</>}</Answered>
          <p><Link to="/messages/$id" params={{ id: m.id }}>{t('message.whole')}</Link></p>
        </>
      )}
    </Answered>
  );
}
