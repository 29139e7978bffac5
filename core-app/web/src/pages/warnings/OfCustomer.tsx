import { Ago, Answered, Empty, Panel } from '@integration/web-kit';
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
  return <Panel><Answered of={found}>{(page) => (page.items.length === 0 ? <Empty title={t('w.none')} /> : <Lines of={page.items.map((w) => ({ ...w, customerName: undefined }))} />)}</Answered></Panel>;
}

export function Lines({ of }: { of: Warning[] }) {
  const { i18n } = useTranslation();
  return (
    <>
      {of.map((w) => (
        <div key={w.warningId} style={{ padding: '5px 0', borderTop: '1px solid var(--line)' }}>
          <Link to="/warnings/$id" params={{ id: w.warningId }}>{inLanguage(w.title, i18n.language)}</Link>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0 12px' }}><Severity code={w.severity} /><WarningState code={w.state} />{w.customerName && <span className="quiet">{w.customerName}</span>}<span className="quiet" style={{ marginInlineStart: 'auto' }}><Ago at={w.raisedAt} /></span></div>
        </div>
      ))}
    </>
  );
}
