import { Ago, Empty, ListTable, StateTag, systemWords, type ListColumn, type Tone } from '@integration/web-kit';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Drawer, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsked, usePages } from '../../api/client';
import type { Endpoint, FileRow } from '../../api/types';
import { Command } from '../../parts/Command';
import { bytes, done } from './bytes';
import { FilePanel } from './FilePanel';

const route = getRouteApi('/frame/files');
const tones: Record<string, Tone> = { running: 'accent', done: 'good', quarantined: 'bad', duplicate: 'quiet', discarded: 'quiet' };

/** How far a file is: what is read of it, in the length of a bar while it runs. */
export function FileState({ of }: { of: FileRow }) {
  const { t } = useTranslation();
  return (
    <span className="file-state">
      <StateTag tone={of.state === 'done' && of.rejected > 0 ? 'warn' : tones[of.state] ?? 'quiet'}>{t(of.state === 'done' && of.rejected > 0 ? 'files.state.partial' : `files.state.${of.state}`, { defaultValue: of.state })}</StateTag>
      {of.state === 'running' && <><span className="file-bar" role="progressbar" aria-valuemin={0} aria-valuemax={100} aria-valuenow={done(of)} aria-label={t('files.progress')}><i style={{ width: `${done(of)}%` }} /></span><span className="num quiet">{done(of)}%</span></>}
    </span>
  );
}

/** Files that came and went, the newest first; those that run move by themselves. */
export function Files() {
  const { t } = useTranslation();
  const { interface: one, state, open } = route.useSearch();
  const navigate = useNavigate();
  const set = (change: { interface?: string; state?: string; open?: string }) => void navigate({ to: '/files', search: (old: object) => ({ ...old, ...change }), replace: 'open' in change });
  const rows = usePages<FileRow>('/files', { interface: one, state });
  // What runs is asked for each second; the list itself only when one of them has ended.
  const running = useAsked<{ items: FileRow[] }>('/files', { state: 'running', interface: one }, true, 1_000).data?.items ?? [];
  const interfaces = useAsked<{ items: Endpoint[] }>('/endpoints').data?.items.filter((e) => e.link.channel === 'file').map((e) => e.link.interface) ?? [];
  const now = (f: FileRow) => running.find((r) => r.id === f.id) ?? f;
  const columns: ListColumn<FileRow>[] = [
    { key: 'name', title: t('files.name'), show: (f) => <><b>{f.name}</b> <span className="quiet">{bytes(f.size)}</span></> },
    { key: 'interface', title: t('files.interface'), width: 200, show: (f) => <>{f.interface} <span className="quiet">{systemWords(t, f.system)} {t(`files.direction.${f.direction}`)}</span></> },
    { key: 'state', title: t('files.stateOf'), width: 210, show: (f) => <FileState of={now(f)} /> },
    { key: 'accepted', title: t('files.accepted'), right: true, width: 110, show: (f) => now(f).accepted.toLocaleString() },
    { key: 'rejected', title: t('files.rejected'), right: true, width: 90, show: (f) => (now(f).rejected > 0 ? <span className="state-bad">{now(f).rejected.toLocaleString()}</span> : '') },
    { key: 'expected', title: t('files.expected'), right: true, width: 110, show: (f) => now(f).expected?.toLocaleString() ?? '' },
    { key: 'at', title: t('files.at'), width: 120, show: (f) => <Ago at={f.startedAt} /> },
    { key: 'why', title: t('files.why'), width: 320, show: (f) => f.message && <span title={f.message}>{f.message}</span> },
  ];
  return (
    <>
      <div className="page-head"><h1>{t('files.title')}</h1><span className="grow" /><Link to="/files/calendar">{t('files.calendar')}</Link><Command text={one ? `hub files list --if ${one}` : 'hub files list'} /></div>
      <div className="chips">
        <Select allowClear showSearch placeholder={t('files.interface')} value={one} onChange={(value: string | undefined) => set({ interface: value })} options={interfaces.map((value) => ({ value }))} style={{ minWidth: 160 }} />
        <Segmented size="small" value={state ?? ''} onChange={(value) => set({ state: value || undefined })} options={['', 'running', 'quarantined', 'done', 'duplicate'].map((value) => ({ value, label: t(value === '' ? 'files.all' : `files.state.${value}`) }))} />
      </div>
      <ListTable<FileRow> rows={rows} columns={columns} rowKey={(f) => f.id} onRow={(f) => set({ open: f.id })} empty={<Empty title={t('files.none')}>{t('files.noneWhat')}</Empty>} />
      <Drawer open={open !== undefined} onClose={() => set({ open: undefined })} size={720} title={t('files.one')} mask={false}>{open && <FilePanel id={open} />}</Drawer>
    </>
  );
}
