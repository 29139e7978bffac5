import { Answered, ApiProblem, Empty, Panel, problemWords, requestId, StateTag, When } from '@integration/web-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Alert, App, Button, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useAsked, useRight } from '../../api/client';
import type { MappingEntry, MappingProblem, MappingText, MappingTry, RevisionEntry } from '../../api/types';
import { Command } from '../../parts/Command';
import { changedLines } from './difference';

const route = getRouteApi('/frame/mappings/file');

/** A mapping file or code table: read, changed, tried on stored messages, taken over by all nodes, taken back. */
export function FilePage() {
  const { path } = route.useSearch();
  const asked = useAsked<MappingText>('/mappings/file', { path });
  return <Answered of={asked} lines={16}>{(file) => <File key={`${file.path}/${file.revision}/${file.base}`} of={file} />}</Answered>;
}

function File({ of }: { of: MappingText }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [text, setText] = useState(of.text);
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState<'activate' | number>();
  const [request, setRequest] = useState(requestId);
  const mayTry = useRight('messages.repair');
  const mayActivate = useRight('mappings.activate');
  const users = useAsked<{ items: MappingEntry[] }>('/mappings').data?.items.filter((m) => m.path === of.path || m.tables.some((one) => `${one.replace('/', '/codes/')}.yaml` === of.path)) ?? [];
  const dry = useMutation({ mutationFn: async () => (await ops.ask<MappingTry>('POST', '/mappings/dry-runs', { body: { path: of.path, text, seen: of.revision } })).data });
  const again = () => { setReason(''); setAsking(undefined); setRequest(requestId()); void client.invalidateQueries(); };
  const activate = useMutation({
    mutationFn: () => ops.ask<RevisionEntry>('POST', '/mappings/revisions', { body: { requestId: request, path: of.path, text, seen: of.revision, reason } }),
    onSuccess: ({ data }) => { void message.success(t('mappings.activated', { revision: data.revision })); again(); },
  });
  const back = useMutation({ mutationFn: (revision: number) => ops.ask('POST', `/mappings/revisions/${revision}/back`, { body: { reason } }), onSuccess: () => { void message.success(t('mappings.isBack')); again(); } });
  const changed = text !== of.text;
  const problem = activate.error ?? back.error;
  const wrong = problem instanceof ApiProblem && problem.code === 'body.invalid' ? (problem.body.problems as MappingProblem[]) : (dry.data?.problems ?? []);
  return (
    <>
      <div className="page-head">
        <h1>{of.path}</h1>
        {of.revision > 0 && <StateTag tone="warn">{t('mappings.revision', { revision: of.revision })}</StateTag>}{of.superseded && <StateTag tone="warn">{t('mappings.superseded')}</StateTag>}
        <span className="grow" />
        <Command text={`hub mapping try ${of.path} ./changed.yaml`} />
        {mayTry && <Button disabled={!changed} loading={dry.isPending} onClick={() => dry.mutate()}>{t('mappings.try')}</Button>}
        {mayActivate && <Button type="primary" disabled={!changed || !dry.data || dry.data.problems.length > 0} onClick={() => setAsking('activate')}>{t('mappings.activate')}</Button>}
      </div>
      <p className="quiet">{t('mappings.usedBy')}: {users.length > 0 ? users.flatMap((m) => [m.reference, ...m.interfaces]).filter((x, i, all) => all.indexOf(x) === i).join(', ') : t('mappings.unused')}</p>
      <div className="file-grid">
        <div>
          <Input.TextArea className="edit-body" rows={28} value={text} onChange={(e) => { setText(e.target.value); dry.reset(); }} aria-label={of.path} spellCheck={false} readOnly={!mayTry} />
          {changed && <Space style={{ marginTop: 6 }}><Button size="small" onClick={() => { setText(of.text); dry.reset(); }}>{t('mappings.undo')}</Button></Space>}
        </div>
        <div>
          {wrong.length > 0 && <Alert type="error" title={t('mappings.wrong')} description={<ul className="wrong">{wrong.map((w, i) => <li key={i}>{w.path && <code>{w.path}{w.line > 0 && `:${w.line}`}</code>} {w.message}</li>)}</ul>} />}
          {changed && wrong.length === 0 && <Panel title={t('mappings.difference')}><ol className="code">{changedLines(of.text, text).map((l, i) => <li key={i} className={l.kind === '+' ? 'added' : l.kind === '-' ? 'removed' : undefined}><code>{l.kind} {l.text}</code></li>)}</ol></Panel>}
          {dry.data && dry.data.problems.length === 0 && <Tried of={dry.data} />}
          <Revisions path={of.path} onBack={mayActivate ? (revision) => setAsking(revision) : undefined} />
        </div>
      </div>
      <Modal
        open={asking !== undefined} onCancel={() => setAsking(undefined)} title={asking === 'activate' ? t('mappings.activateTitle') : t('mappings.backTitle', { revision: asking })} okText={asking === 'activate' ? t('mappings.activate') : t('mappings.back')}
        okButtonProps={{ disabled: reason.trim() === '', loading: activate.isPending || back.isPending }} onOk={() => (asking === 'activate' ? activate.mutate() : back.mutate(asking!))}
      >
        <p>{asking === 'activate' ? t('mappings.activateWhat') : t('mappings.backWhat')}</p>
        <Input value={reason} onChange={(e) => setReason(e.target.value)} placeholder={t('repair.reason')} aria-label={t('repair.reason')} maxLength={400} />
        {problem && <p className="state-bad" role="alert">{problem instanceof ApiProblem && problem.status === 412 ? t('mappings.stale') : problem instanceof ApiProblem && problem.code === 'request.refused' ? problem.message : problemWords(t, problem)}</p>}
      </Modal>
    </>
  );
}

function Tried({ of }: { of: MappingTry }) {
  const { t } = useTranslation();
  const tone = { same: 'quiet', differs: 'warn', fails: 'bad', works: 'good' } as const;
  return (
    <Panel title={t('mappings.tried')}>
      <div className="totals num">{(['works', 'same', 'differs', 'fails'] as const).map((o) => <StateTag key={o} tone={of[o] > 0 ? tone[o] : 'quiet'}>{t(`mappings.outcome.${o}`, { count: of[o] })}</StateTag>)}</div>
      {of.messages.length === 0 ? <Empty title={t('mappings.nothingElse')} /> : (
        <table className="plain"><tbody>{of.messages.slice(0, 100).map((m) => <tr key={m.id + m.mapping}><td><StateTag tone={tone[m.outcome]}>{t(`mappings.word.${m.outcome}`)}</StateTag></td><td className="num"><Link to="/messages/$id" params={{ id: m.id }}>{m.id.slice(0, 13)}…</Link></td><td>{m.what.map((w, i) => <div key={i}>{w}</div>)}</td></tr>)}</tbody></table>
      )}
    </Panel>
  );
}

function Revisions({ path, onBack }: { path: string; onBack?: (revision: number) => void }) {
  const { t } = useTranslation();
  const asked = useAsked<{ items: RevisionEntry[] }>('/mappings/revisions', { path });
  return (
    <Panel title={t('mappings.revisions')}>
      <Answered of={asked}>
        {({ items }) => (items.length === 0 ? <span className="quiet">{t('mappings.noRevisions')}</span> : (
          <table className="plain"><tbody>{items.map((r) => <tr key={r.revision}><td className="num">{r.revision}</td><td><StateTag tone={r.state === 'active' ? 'accent' : r.state === 'refused' ? 'bad' : 'quiet'}>{t(`mappings.state.${r.state}`)}</StateTag></td><td>{r.by}<div className="quiet"><When at={r.at} withAge /></div></td><td>{r.reason}{r.endedBecause && <div className="quiet">{r.endedBy}: {r.endedBecause}</div>}</td><td>{r.state === 'active' && onBack && <Button size="small" onClick={() => onBack(r.revision)}>{t('mappings.back')}</Button>}</td></tr>)}</tbody></table>
        ))}
      </Answered>
    </Panel>
  );
}
