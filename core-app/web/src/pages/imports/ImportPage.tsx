import { Answered, Empty, ListTable, Panel, StateTag, When, type ListColumn, type Tone } from '@integration/web-kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, App, Button, Checkbox, Popconfirm, Progress, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, usePages } from '../../api/client';
import { paceOf, progressOf, type CustomerImport, type ImportRow } from '../../api/importTypes';
import { brief } from '../../texts/brief';
import { ImportState, importWords } from './Import';

const route = getRouteApi('/frame/customers/import');
const shownBefore = ['new', 'changed', 'unchanged', 'wrong', 'doubtful'] as const;
const shownAfter = ['made', 'edited', 'refused', 'unchanged', 'wrong', 'new', 'changed'] as const;
const tones: Record<string, Tone> = { new: 'accent', changed: 'accent', unchanged: 'quiet', wrong: 'bad', doubtful: 'warn', made: 'good', edited: 'good', refused: 'bad' };

/** One import: what its rows are, what is wrong, and how far it is. */
export function ImportPage({ id }: { id: string }) {
  const { i18n } = useTranslation();
  const path = `/customer-imports/${encodeURIComponent(id)}`;
  const client = useQueryClient();
  const asked = useQuery({
    queryKey: [path, i18n.language], queryFn: ({ signal }) => api.get<CustomerImport>(path, { lang: i18n.language }, signal),
    // It is watched while it runs, and let alone afterwards.
    refetchInterval: (q) => (q.state.data?.state === 'running' ? 1000 : false),
  });
  const state = asked.data?.state;
  // What has come in is seen everywhere at once.
  useEffect(() => { if (state === 'done' || state === 'stopped') void client.invalidateQueries({ predicate: (q) => q.queryKey[0] !== path }); }, [state]);
  return <Answered of={asked} lines={10}>{(i) => <Shown of={i} path={path} />}</Answered>;
}

function Shown({ of: i, path }: { of: CustomerImport; path: string }) {
  const { t, i18n } = useTranslation();
  const { state, problem } = route.useSearch();
  const navigate = route.useNavigate();
  const before = i.state === 'checked';
  const counts = (before ? shownBefore : shownAfter).filter((name) => i.counts[name] > 0 || name === 'wrong');
  const set = (change: { state?: string; problem?: string }) => void navigate({ search: (old) => ({ id: old.id, ...change }), replace: true });
  const rows = usePages<ImportRow>(`${path}/rows`, { state, problem, lang: i18n.language, of: i.state });
  const columns: ListColumn<ImportRow>[] = [
    { key: 'line', title: t('im.line'), width: 70, right: true, show: (r) => r.line }, { key: 'state', title: t('col.state'), width: 120, show: (r) => <RowState row={r} /> },
    { key: 'customer', title: t('c.customerNo'), width: 130, show: (r) => (r.customerNo && r.state !== 'wrong' ? <Link to="/customers/$no" params={{ no: r.customerNo }} className="num">{r.customerNo}</Link> : <span className="num">{r.customerNo}</span>) },
    { key: 'name', title: t('c.name'), width: 220, show: (r) => r.name },
    { key: 'what', title: t('im.what'), width: 460, show: (r) => (r.problems.length ? r.problems.map((p, n) => <div key={n}>{p.column && <b>{p.column}</b>} {p.value && <code>{p.value}</code>} {p.reason}</div>) : r.changes.map((c) => <div key={c.attribute}>{t(`c.${c.attribute}`, { defaultValue: c.attribute })}: <s className="quiet">{brief(c.before) || '—'}</s> → {brief(c.after) || '—'}</div>)) },
  ];
  const outside = i.counts.wrong + i.counts.refused + (i.withDoubtful ? 0 : i.counts.doubtful);
  return (
    <>
      <div className="page-head">
        <h1>{i.fileName}</h1><ImportState of={i} /><span className="quiet">{t('im.read', { encoding: i.encoding, count: i.counts.rows })}</span><span className="grow" />
        {outside > 0 && <Button href={`/api${path}/wrong?lang=${i18n.language}`} download>{t('im.wrongFile')}</Button>}
        {i.state !== 'running' && <Remove path={path} />}
      </div>
      {i.ignored.length > 0 && <Alert type="info" showIcon title={t('im.ignored', { columns: i.ignored.join(', ') })} style={{ marginBottom: 12 }} />}
      <div className="today" role="group" aria-label={t('im.rows')}>
        {counts.map((name) => <a key={name} href={`#${name}`} aria-current={state === name} onClick={(e) => { e.preventDefault(); set({ state: state === name ? undefined : name }); }}><b className="num">{i.counts[name]}</b><StateTag tone={tones[name]!}>{t(`im.count.${name}`)}</StateTag></a>)}
      </div>
      <Work of={i} path={path} />
      {before && i.problems.length > 0 && (
        <div className="chips" style={{ marginTop: 12 }}>
          <Select
            allowClear placeholder={t('im.allProblems')} aria-label={t('im.problems')} style={{ minWidth: 420 }} popupMatchSelectWidth={false} value={problem} onChange={(v?: string) => set({ problem: v })}
            options={i.problems.map((p) => ({ value: p.key, label: `${p.count} × ${p.example}` }))}
          />
        </div>
      )}
      <ListTable<ImportRow> rows={rows} columns={columns} rowKey={(r) => String(r.line)} empty={<Empty title={t('im.nothing')} />} />
    </>
  );
}

function RowState({ row }: { row: ImportRow }) {
  const { t } = useTranslation();
  const name = row.state === 'new' && row.doubtful ? 'doubtful' : row.state;
  return <StateTag tone={tones[name] ?? 'quiet'}>{t(`im.count.${name}`)}</StateTag>;
}

function Work({ of: i, path }: { of: CustomerImport; path: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [rightOnly, setRightOnly] = useState(i.state === 'stopped');
  const [doubtful, setDoubtful] = useState(i.withDoubtful);
  const ask = async (what: 'start' | 'stop') => {
    setBusy(true);
    try {
      await api.ask('POST', `${path}/${what}`, { body: what === 'start' ? { rightOnly, doubtful } : {} });
      await client.invalidateQueries({ queryKey: [path] });
    } catch (e) {
      void message.error(importWords(t, e), 8);
    } finally {
      setBusy(false);
    }
  };
  const { done, all, percent } = progressOf({ ...i, withDoubtful: i.state === 'running' || i.state === 'done' ? i.withDoubtful : doubtful });
  const pace = i.state === 'running' ? paceOf(i) : undefined;
  if (i.state === 'done') return null;
  return (
    <Panel>
      {i.state !== 'checked' && <><Progress percent={percent} status={i.state === 'running' ? 'active' : 'normal'} /><p className="num" role="status">{t('im.running', { done, all })}{pace && ` · ${t('im.pace', { perSecond: pace.perSecond, seconds: pace.secondsLeft })}`} {i.state === 'running' && <span className="quiet">{t('im.leave')}</span>}</p></>}
      {i.state === 'running' ? <Button danger loading={busy} onClick={() => void ask('stop')}>{t('im.stop')}</Button> : (
        <>
          {i.counts.wrong > 0 && <div><Checkbox checked={rightOnly} onChange={(e) => setRightOnly(e.target.checked)}>{t('im.rightOnly', { count: i.counts.wrong })}</Checkbox></div>}
          {i.counts.doubtful > 0 && <div><Checkbox checked={doubtful} onChange={(e) => setDoubtful(e.target.checked)}>{t('im.doubtful', { count: i.counts.doubtful })}</Checkbox></div>}
          <p className="quiet">{t('im.sure')} {i.state === 'checked' && <>{t('im.expires', { at: '' })}<When at={i.expiresAt} /></>}</p>
          <Button type="primary" loading={busy} disabled={all - done === 0 || (i.counts.wrong > 0 && !rightOnly)} onClick={() => void ask('start')}>{i.state === 'stopped' ? t('im.resume') : all - done === 0 ? t('im.nothing') : t('im.start', { count: all - done })}</Button>
        </>
      )}
    </Panel>
  );
}

function Remove({ path }: { path: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const remove = async () => {
    try {
      await api.ask('DELETE', path);
      void message.success(t('im.removed'));
      await navigate({ search: {} });
      await client.invalidateQueries({ queryKey: ['/customer-imports'] });
    } catch (e) {
      void message.error(importWords(t, e));
    }
  };
  return <Popconfirm title={t('im.remove')} okText={t('kit:remove')} cancelText={t('kit:cancel')} onConfirm={remove}><Button>{t('im.remove')}</Button></Popconfirm>;
}
