import { Answered, Empty, money, Panel, Sparkline } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { customerPath, useAsked, useMe, useRight } from '../api/client';
import type { Consumption, Filters, Paged, Row } from '../api/types';
import { InFlight, MyTasks, TeamLoad } from './home/Work';
import { Today } from './home/Today';
import { Waiting } from './home/Waiting';
import { codeWords, CodeState, Level, UnitName } from '../texts/codes';

// Charts are heavy, and only those who lead see them here.
const ForExecutives = lazy(() => import('./home/Leading').then((m) => ({ default: m.ForExecutives })));
const ForDirectors = lazy(() => import('./home/Leading').then((m) => ({ default: m.ForDirectors })));

export function Home() {
  const { t } = useTranslation();
  const me = useMe();
  const sees = useRight('customers.see');
  const leads = (role: string) => (me?.roles.includes(role) ?? false) && (me?.rights.includes('figures.see') ?? false);
  const rows = useAsked<Paged<Row>>('/customers', { limit: 12, sort: 'level' }, sees);
  const filters = useAsked<Filters>('/customers/filters', undefined, sees);
  return (
    <>
      <div className="page-head"><h1>{t('homePage.hello', { name: me?.displayName })}</h1><span className="quiet"><UnitName code={me?.orgUnit} /> · {codeWords(t, 'reach', me?.reach)}</span></div>
      {!sees && <Panel><Empty title={t('homePage.noCustomers')}>{me?.rights.includes('messages.see') && <a href="/ops/">{t('operations')}</a>}</Empty></Panel>}
      {sees && (
        <>
          {leads('executive') && <Suspense fallback={null}><ForExecutives /></Suspense>}
          <Today />
          <div className="home-grid">
            <div>
            <InFlight />
            <section className="panel">
              <h2 style={{ display: 'flex', justifyContent: 'space-between' }}><span>{me?.reach === 'own' ? t('homePage.mine') : t('homePage.all')}</span><Link to="/customers">{t('kit:all')}</Link></h2>
              <Answered of={rows} lines={8}>
                {(page) => page.items.length === 0 ? <Empty title={t('homePage.none')}>{t('homePage.noneWhat')}</Empty> : <>{page.items.map((row) => <Line key={row.customerNo} row={row} />)}</>}
              </Answered>
            </section>
            </div>
            <div>
              <MyTasks />
              <Waiting />
              {leads('director') && <Suspense fallback={null}><ForDirectors /></Suspense>}
              <TeamLoad />
              <Panel title={t('homePage.levels')}><Answered of={filters}>{(f) => <Counts of={f.levels} link="level" />}</Answered></Panel>
              <Panel title={t('homePage.statuses')}><Answered of={filters}>{(f) => <Counts of={f.statuses} link="status" />}</Answered></Panel>
            </div>
          </div>
        </>
      )}
    </>
  );
}

function Line({ row }: { row: Row }) {
  const { t } = useTranslation();
  const year = useAsked<Consumption>(`${customerPath(row.customerNo)}/consumption`, { months: 12 });
  const months = year.data?.months.map((m) => m.dueFen) ?? [];
  // Before the first bill there is nothing to draw.
  const first = months.findIndex((fen) => fen > 0);
  const values = first < 0 ? [] : months.slice(first);
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: '2px 12px', alignItems: 'center', padding: '6px 0', borderTop: '1px solid var(--line)' }}>
      <div style={{ flex: '1 1 200px', minWidth: 0 }}><Link to="/customers/$no" params={{ no: row.customerNo }}>{row.name}</Link><div className="quiet num">{row.customerNo}</div></div>
      <span style={{ width: 64 }}><Level code={row.serviceLevel} /></span>
      <span style={{ width: 120, height: 26 }}><Sparkline values={values} label={t('homePage.trend')} /></span>
      <span className="num" style={{ width: 104, textAlign: 'right' }}>{values.length ? money(values.at(-1)) : ''}</span>
    </div>
  );
}

function Counts({ of, link }: { of: { code: string; count: number }[]; link: 'level' | 'status' }) {
  return (
    <>
      {of.map(({ code, count }) => (
        <div key={code} style={{ display: 'flex', justifyContent: 'space-between', padding: '4px 0' }}>
          <Link to="/customers" search={{ [link]: [code] }}>{link === 'level' ? <Level code={code} /> : <CodeState group="customerStatus" code={code} />}</Link><span className="num">{count}</span>
        </div>
      ))}
    </>
  );
}
