import { Answered, day, Empty, systemWords } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Drawer, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../api/client';
import type { Row, Story as StoryOf } from '../api/types';
import { Command } from '../parts/Command';
import { DeliveryState, exactTime, stateOf, typeWords } from '../parts/words';
import { Preview } from './messages/Preview';

const route = getRouteApi('/frame/keys/$value');

/** Everything that every system said about one order, customer or account, in the order in which it came. */
export function Story() {
  const { t } = useTranslation();
  const { value } = route.useParams();
  const { kind, open } = route.useSearch();
  const navigate = route.useNavigate();
  const story = useAsked<StoryOf>(`/keys/${encodeURIComponent(value)}`, { kind });
  return (
    <>
      <div className="page-head">
        <h1>{t('story.title', { value })}</h1>{story.data && <span className="quiet num">{t(story.data.more ? 'find.many' : 'find.count', { count: story.data.items.length })}</span>}<span className="grow" /><Command text={`hub trace --key ${value}`} />
      </div>
      {(story.data?.kinds?.length ?? 0) > 1 && (
        <div className="chips">{story.data!.kinds!.map((k) => <Tag.CheckableTag key={k.kind} checked={kind === k.kind} onChange={(on) => void navigate({ search: (old) => ({ ...old, kind: on ? k.kind : undefined }) })}>{t(`key.${k.kind}`, { defaultValue: k.kind })} <span className="num">{k.count}</span></Tag.CheckableTag>)}</div>
      )}
      <Answered of={story} lines={12}>
        {({ items }) => (items.length === 0 ? <Empty title={t('story.none', { value })}><Link to="/messages" search={{ q: `"${value}"` }}>{t('story.search')}</Link></Empty> : <Days items={items} onOpen={(id) => void navigate({ search: (old) => ({ ...old, open: id }) })} />)}
      </Answered>
      <Drawer open={open !== undefined} onClose={() => void navigate({ search: (old) => ({ ...old, open: undefined }) })} size={620} title={t('message.title')} mask={false}>{open && <Preview id={open} />}</Drawer>
    </>
  );
}

function Days({ items, onOpen }: { items: readonly Row[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const days = new Map<string, Row[]>();
  for (const m of items) days.set(day(m.receivedAt), [...(days.get(day(m.receivedAt)) ?? []), m]);
  const systems = [...new Set(items.map((m) => m.source.split('/')[0]!))];
  return (
    <div className="panel story">
      {[...days].map(([date, all]) => (
        <section key={date}>
          <h3 className="num">{date}</h3>
          <table className="plain">
            <tbody>
              {all.map((m) => (
                <tr key={m.id} onClick={() => onOpen(m.id)} tabIndex={0} onKeyDown={(e) => { if (e.key === 'Enter') onOpen(m.id); }}>
                  <td className="num">{exactTime(m.receivedAt, new Date(m.receivedAt))}</td>
                  <td><span className="lane" style={{ background: `hsl(${(systems.indexOf(m.source.split('/')[0]!) * 67) % 360} 55% 55%)` }} />{systemWords(t, m.source)} {m.interface}</td>
                  <td>{typeWords(t, m.type)}</td><td className="num quiet">{m.businessKey}</td><td>→ {m.deliveries.map((d) => systemWords(t, d.to)).join(', ')}</td><td><DeliveryState state={stateOf(m)} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
