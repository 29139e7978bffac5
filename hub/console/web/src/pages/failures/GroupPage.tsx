import { Answered, ApiProblem, Panel, problemWords, requestId, StateTag, When } from '@integration/web-kit';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Form, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useMe, useRight } from '../../api/client';
import type { Group } from '../../api/types';
import { Command } from '../../parts/Command';
import { Runbook } from '../../parts/Runbook';
import { exactTime, typeWords } from '../../parts/words';
import { RunCard } from './Runs';
import { StartRun } from './StartRun';
import { Trend } from './Trend';

const route = getRouteApi('/frame/failures/$group');

/** One kind of failure: what it is, whom it hits, and how to get rid of it. */
export function GroupPage() {
  const { t } = useTranslation();
  const { group } = route.useParams();
  const mayRepair = useRight('messages.repair');
  const mayExport = useRight('messages.export');
  const [dialog, setDialog] = useState<'run' | 'discard'>();
  const asked = useQuery({ queryKey: ['failure', group], queryFn: ({ signal }) => ops.ask<Group>('GET', `/failures/${group}`, { signal }), refetchInterval: 3_000 });
  return (
    <Answered of={{ data: asked.data, error: asked.error, isError: asked.isError, refetch: asked.refetch }} lines={12}>
      {({ data: g, etag }) => (
        <>
          <div className="page-head">
            <h1>{g.subscriber} · <code>{g.code}</code></h1><StateTag tone={g.count > 0 ? 'bad' : 'good'}>{t('failures.waiting', { count: g.count })}</StateTag><span className="grow" />
            <Command text={`hub failures show ${g.group}`} />
            {mayExport && <Button href={`/ops/api/failures/${group}/export`} download>{t('kit:export')}</Button>}
            {mayRepair && <Button disabled={g.count === 0} onClick={() => setDialog('discard')}>{t('failures.discard')}</Button>}
            {mayRepair && <Button type="primary" disabled={g.count === 0} onClick={() => setDialog('run')}>{t('failures.resume')}</Button>}
          </div>
          <div className="message-grid">
            <div>
              <Panel title={t('failures.what')}>
                <p className="failure">{g.message}</p>
                <dl className="facts">
                  {g.location && <><dt>{t('message.place')}</dt><dd><code>{g.location}</code></dd></>}
                  <dt>{t('failures.since')}</dt><dd><When at={g.firstSeen} withAge /></dd><dt>{t('failures.last')}</dt><dd><When at={g.lastSeen} withAge /></dd>
                  {g.suggestion && <><dt>{t('failures.advice')}</dt><dd className="suggestion">{t(`suggestion.${g.suggestion}`, { defaultValue: g.suggestion })} <Runbook section={g.suggestion} /></dd></>}
                </dl>
                {g.trend && <p><Trend of={g.trend} /> <span className="quiet">{t('failures.last24')}</span></p>}
              </Panel>
              {g.runs?.map((r) => <RunCard key={r.run} of={r} />)}
              <Panel title={t('failures.examples')} extra={<Link to="/messages" search={{ q: `group:${g.group}` }}>{t('kit:all')}</Link>}>
                <table className="plain"><tbody>{g.examples?.map((m) => <tr key={m.id}><td className="num">{exactTime(m.parkedAt)}</td><td><Link to="/messages/$id" params={{ id: m.id }}>{typeWords(t, m.type)}</Link></td><td className="num">{m.businessKey}</td><td>{m.interface ?? m.source}</td><td>{m.message !== g.message && m.message}</td></tr>)}</tbody></table>
              </Panel>
            </div>
            <Owner of={g} etag={etag} />
          </div>
          {dialog === 'run' && <StartRun what={{ group: g.group }} count={g.count} onClose={() => setDialog(undefined)} />}
          {dialog === 'discard' && <Discard of={g} onClose={() => setDialog(undefined)} />}
        </>
      )}
    </Answered>
  );
}

function Owner({ of, etag }: { of: Group; etag: string | null }) {
  const { t } = useTranslation();
  const me = useMe();
  const may = useRight('endpoints.run');
  const client = useQueryClient();
  const [note, setNote] = useState<string>();
  const save = useMutation({
    mutationFn: (entry: { owner?: string; note?: string }) => ops.ask('PUT', `/failures/${of.group}`, { body: entry, ifMatch: etag ?? undefined }),
    onSettled: () => client.invalidateQueries({ queryKey: ['failure', of.group] }), onSuccess: () => setNote(undefined),
  });
  return (
    <Panel title={t('failures.care')}>
      <dl className="facts"><dt>{t('failures.owner')}</dt><dd>{of.owner ?? <span className="quiet">{t('failures.nobody')}</span>} {may && me && of.owner !== me.name && <Button size="small" onClick={() => save.mutate({ owner: me.name, note: of.note })}>{t('failures.mine')}</Button>}{may && me && of.owner === me.name && <Button size="small" onClick={() => save.mutate({ note: of.note })}>{t('failures.notMine')}</Button>}</dd></dl>
      <Input.TextArea rows={5} value={note ?? of.note ?? ''} onChange={(e) => setNote(e.target.value)} placeholder={t('failures.note')} aria-label={t('failures.note')} disabled={!may} maxLength={2000} />
      {note !== undefined && note !== (of.note ?? '') && <Space style={{ marginTop: 8 }}><Button size="small" type="primary" loading={save.isPending} onClick={() => save.mutate({ owner: of.owner, note })}>{t('kit:save')}</Button><Button size="small" onClick={() => setNote(undefined)}>{t('kit:cancel')}</Button></Space>}
      {save.isError && <p className="state-bad" role="alert">{save.error instanceof ApiProblem && save.error.status === 412 ? t('failures.stale') : problemWords(t, save.error)}</p>}
    </Panel>
  );
}

function Discard({ of, onClose }: { of: Group; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [request] = useState(requestId);
  const [before] = useState(() => new Date().toISOString());
  const [form] = Form.useForm<{ reason: string }>();
  const discard = useMutation({
    mutationFn: ({ reason }: { reason: string }) => ops.ask<{ discarded: number }>('POST', `/failures/${of.group}/discard`, { body: { requestId: request, reason, before } }),
    onSuccess: ({ data }) => { void message.success(t('failures.discarded', { count: data.discarded })); void client.invalidateQueries(); onClose(); },
  });
  return (
    <Modal open onCancel={onClose} title={t('failures.discardTitle', { count: of.count })} okText={t('failures.discard')} okButtonProps={{ danger: true, loading: discard.isPending }} onOk={() => void form.validateFields().then((entry) => discard.mutate(entry), () => {})}>
      <p>{t('failures.discardWhat')}</p>
      <Form form={form} layout="vertical"><Form.Item name="reason" label={t('repair.reason')} rules={[{ required: true, message: t('kit:field.required') }]}><Input maxLength={400} autoFocus /></Form.Item></Form>
      {discard.isError && <p className="state-bad" role="alert">{problemWords(t, discard.error)}</p>}
    </Modal>
  );
}
