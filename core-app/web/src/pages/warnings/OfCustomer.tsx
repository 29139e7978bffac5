import { Answered, Empty, Panel, When } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { Customer, Paged } from '../../api/types';
import type { Warning } from '../../api/warningTypes';
import { inLanguage } from '../../texts/codes';
import { Severity, WarningState } from './Parts';

/** Warnings of one customer, open and closed, the newest first. */
export function OfCustomer({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const found = useAsked<Paged<Warning>>('/warnings', { customer: customer.customerNo, limit: 50 });
  return <Panel><Answered of={found}>{(page) => (page.items.length === 0 ? <Empty title={t('w.none')} /> : <Lines of={page.items} />)}</Answered></Panel>;
}

export function Lines({ of }: { of: Warning[] }) {
  const { i18n } = useTranslation();
  return (
    <>
      {of.map((w) => (
        <div key={w.warningId} style={{ display: 'flex', gap: '0 12px', padding: '5px 0', borderTop: '1px solid var(--line)', flexWrap: 'wrap' }}>
          <span style={{ width: 72 }}><Severity code={w.severity} /></span><span style={{ width: 84 }}><WarningState code={w.state} /></span><Link to="/warnings/$id" params={{ id: w.warningId }} style={{ flex: '1 1 240px' }}>{inLanguage(w.title, i18n.language)}</Link><span className="quiet"><When at={w.raisedAt} withAge /></span>
        </div>
      ))}
    </>
  );
}
