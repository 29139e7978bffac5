import { Ago, Answered, Empty, StateTag, TextFilter } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { Edit, Group } from '../../api/types';
import { Command } from '../../parts/Command';
import { Trend } from './Trend';

const route = getRouteApi('/frame/failures');

/** What waits for a person, the like together. */
export function Failures() {
  const { t } = useTranslation();
  const { q, system, sort = 'count' } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = useAsked<{ items: Group[] }>('/failures', { q, system, sort }, true, 5_000);
  const waiting = useAsked<{ items: Edit[] }>('/edits', { state: 'waiting' }, true, 15_000).data?.items.length ?? 0;
  const systems = [...new Set(asked.data?.items.map((g) => g.system).filter((s): s is string => Boolean(s)))];
  return (
    <>
      <div className="page-head"><h1>{t('failures.title')}</h1>{asked.data && <span className="quiet num">{t('failures.total', { groups: asked.data.items.length, count: asked.data.items.reduce((n, g) => n + g.count, 0) })}</span>}<span className="grow" /><Link to="/edits" className={waiting > 0 ? 'state-warn' : 'quiet'}>{t('edits.waiting', { count: waiting })}</Link><Command text="hub failures list" /></div>
      <div className="chips">
        <TextFilter value={q} onChange={(text) => void navigate({ search: (old) => ({ ...old, q: text }) })} placeholder={t('failures.filter')} />
        {(systems.length > 1 || system) && <Select allowClear placeholder={t('failures.system')} value={system} onChange={(value: string | undefined) => void navigate({ search: (old) => ({ ...old, system: value }) })} options={systems.map((s) => ({ value: s, label: t(`kit:system.${s}`, { defaultValue: s }) }))} style={{ minWidth: 140 }} />}
        <Segmented size="small" value={sort} onChange={(value) => void navigate({ search: (old) => ({ ...old, sort: value }) })} options={['count', 'lastSeen', 'firstSeen'].map((value) => ({ value, label: t(`failures.by.${value}`) }))} />
      </div>
      <Answered of={asked} lines={10}>
        {({ items }) => (items.length === 0 ? <Empty title={t('failures.none')}>{t('failures.noneWhat')}</Empty> : <div className="groups">{items.map((g) => <Card key={g.group} of={g} />)}</div>)}
      </Answered>
    </>
  );
}

function Card({ of }: { of: Group }) {
  const { t } = useTranslation();
  return (
    <Link to="/failures/$group" params={{ group: of.group }} className={`group${of.state === 'quiet' ? ' group-quiet' : ''}`}>
      <span className="group-count num">{of.count}</span>
      <span className="group-what">
        <b>{of.subscriber}</b> <code>{of.code}</code>
        <span>{of.message}</span>
        <span className="quiet">{of.location && <><code>{of.location}</code> · </>}{of.firstSeen && <>{t('failures.since')} <Ago at={of.firstSeen} /> · </>}{of.lastSeen && <>{t('failures.last')} <Ago at={of.lastSeen} /></>}</span>
        {of.suggestion && <span className="suggestion">→ {t(`suggestion.${of.suggestion}`, { defaultValue: of.suggestion })}</span>}
      </span>
      <span className="group-side">{of.trend && <Trend of={of.trend} />}{of.owner && <StateTag tone="accent">{of.owner}</StateTag>}{of.state === 'quiet' && <StateTag tone="quiet">{t('failures.quiet')}</StateTag>}</span>
    </Link>
  );
}
