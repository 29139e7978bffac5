import { Answered, Panel } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAsked, useRight } from '../../api/client';
import type { Paged } from '../../api/types';
import type { DayToKeep, Warning } from '../../api/warningTypes';
import { Lines } from '../warnings/OfCustomer';

/** Open warnings, the newest first, and the special days of the coming week. */
export function Waiting() {
  const { t } = useTranslation();
  const sees = useRight('warnings.see');
  const found = useAsked<Paged<Warning>>('/warnings', { open: 'true', limit: 6 }, sees);
  const days = useAsked<DayToKeep[]>('/special-days', { from: dayjs().format('YYYY-MM-DD'), to: dayjs().add(7, 'day').format('YYYY-MM-DD') });
  return (
    <>
      {sees && found.data?.total !== 0 && <Panel title={<>{t('warnings')} <span className="quiet num">{found.data?.total}</span></>} extra={<Link to="/warnings">{t('kit:all')}</Link>}><Answered of={found}>{(page) => <Lines of={page.items} />}</Answered></Panel>}
      {days.data && days.data.length > 0 && (
        <Panel title={t('specialDays')} extra={<Link to="/special-days">{t('kit:all')}</Link>}>
          {days.data.slice(0, 6).map((d) => <div key={d.date + d.customerNo + d.name} style={{ display: 'flex', gap: 10, padding: '3px 0' }}><span className="num quiet">{d.date.slice(5)}</span><span>{d.name}</span><Link to="/customers/$no" params={{ no: d.customerNo }}>{d.customerName}</Link></div>)}
        </Panel>
      )}
    </>
  );
}
