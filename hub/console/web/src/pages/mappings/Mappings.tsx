import { Answered, Empty, StateTag, TextFilter } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { MappingEntry, RevisionEntry } from '../../api/types';
import { Command } from '../../parts/Command';

const route = getRouteApi('/frame/mappings');

/** All mappings and code tables: what they make of what, who uses them, what was changed here. */
export function Mappings() {
  const { t } = useTranslation();
  const { text } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = useAsked<{ items: MappingEntry[]; tables: string[] }>('/mappings');
  const changed = useAsked<{ items: RevisionEntry[] }>('/mappings/revisions').data?.items.filter((r) => r.state === 'active') ?? [];
  const fits = (...words: string[]) => !text || words.some((w) => w.toLowerCase().includes(text.toLowerCase()));
  return (
    <>
      <div className="page-head"><h1>{t('mappings.title')}</h1><span className="grow" /><Command text="hub mapping list" /></div>
      <div className="chips"><TextFilter value={text} onChange={(value) => void navigate({ search: { text: value } })} placeholder={t('mappings.filter')} /></div>
      <Answered of={asked} lines={12}>
        {({ items, tables }) => {
          const shown = items.filter((m) => fits(m.reference, m.title, ...m.interfaces, ...m.messages));
          const listed = tables.filter((p) => fits(p));
          return (
            <>
              <div className="panel">
                <h2>{t('mappings.mappings')}</h2>
                {shown.length === 0 ? <Empty title={t('mappings.none')} /> : (
                  <table className="plain">
                    <thead><tr><td className="quiet">{t('mappings.name')}</td><td className="quiet">{t('mappings.makes')}</td><td className="quiet">{t('mappings.usedBy')}</td><td className="quiet">{t('mappings.tables')}</td><td /></tr></thead>
                    <tbody>
                      {shown.map((m) => (
                        <tr key={m.reference}>
                          <td><Link to="/mappings/file" search={{ path: m.path }}>{m.reference}</Link><div className="quiet">{m.title}</div></td>
                          <td>{m.direction === 'in' ? '→ ' : ''}{m.messages.join(', ')}{m.direction === 'out' ? ' →' : ''}</td>
                          <td>{m.interfaces.length > 0 ? m.interfaces.map((i) => <Link key={i} to="/messages" search={{ q: `if:${i} OR to:${i}` }} style={{ marginRight: 8 }}>{i}</Link>) : <span className="quiet">{t('mappings.unused')}</span>}</td>
                          <td>{m.tables.map((one) => <Link key={one} to="/mappings/file" search={{ path: `${one.replace('/', '/codes/')}.yaml` }} style={{ marginRight: 8 }}>{one}</Link>)}</td>
                          <td>{changed.some((r) => r.path === m.path) && <StateTag tone="warn">{t('mappings.changed')}</StateTag>}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </div>
              <div className="panel">
                <h2>{t('mappings.allTables')}</h2>
                <div className="tables">{listed.map((p) => <span key={p}><Link to="/mappings/file" search={{ path: p }}>{p.replace('/codes/', '/').replace('.yaml', '')}</Link>{changed.some((r) => r.path === p) && <> <StateTag tone="warn">{t('mappings.changed')}</StateTag></>}</span>)}</div>
              </div>
            </>
          );
        }}
      </Answered>
    </>
  );
}
