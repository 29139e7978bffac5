import { problemWords, requestId } from '@integration/web-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@integration/web-kit';
import { Alert, App, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useAsked } from '../../api/client';
import type { BodyInfo, BodyText, Message } from '../../api/types';

interface Wrong { path?: string; line?: number; column?: number; message: string; expected?: string }

/** Another body for one that is parked: checked against its schema, kept with the difference, sent in the place of the first. */
export function EditDialog({ message, to, onClose }: { message: Message; to: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { message: say } = App.useApp();
  const client = useQueryClient();
  const bodies = useAsked<BodyInfo[]>(`/messages/${message.id}/bodies`).data;
  const canonical = bodies?.find((b) => b.stage === 'canonical');
  const text = useAsked<BodyText>(`/messages/${message.id}/bodies/${canonical?.no}`, { limit: 1_000_000, unmask: 'true' }, canonical !== undefined).data;
  const [body, setBody] = useState<string>();
  const [reason, setReason] = useState('');
  const [request] = useState(requestId);
  const pretty = (one: string) => { try { return JSON.stringify(JSON.parse(one), null, 2); } catch { return one; } };
  const send = useMutation({
    mutationFn: () => ops.ask<{ state: string }>('POST', `/messages/${message.id}/edits`, { body: { requestId: request, to, body: body ?? pretty(text?.text ?? ''), reason } }),
    onSuccess: ({ data }) => { void client.invalidateQueries(); void say.success(t(data.state === 'waiting' ? 'repair.waits' : 'repair.sent')); onClose(); },
  });
  const wrong = send.error instanceof ApiProblem && send.error.code === 'body.invalid' ? ((send.error.body.problems ?? []) as Wrong[]) : undefined;
  return (
    <Modal open onCancel={onClose} onOk={() => send.mutate()} okText={t('repair.editGo')} okButtonProps={{ disabled: reason.trim() === '' || text === undefined, loading: send.isPending }} title={t('repair.editTitle', { to })} width={900}>
      <p className="quiet">{t('repair.editWhat')}</p>
      <Input.TextArea className="edit-body" rows={18} value={body ?? pretty(text?.text ?? '')} onChange={(e) => setBody(e.target.value)} aria-label={t('repair.body')} spellCheck={false} />
      <Input style={{ marginTop: 8 }} value={reason} onChange={(e) => setReason(e.target.value)} placeholder={t('repair.reason')} aria-label={t('repair.reason')} maxLength={400} />
      {wrong && <Alert type="error" style={{ marginTop: 8 }} title={t('repair.wrong')} description={<ul>{wrong.map((w, i) => <li key={i}>{w.path && <code>{w.path}</code>} {w.line && t('repair.at', { line: w.line, column: w.column })} {w.message}{w.expected && ` (${w.expected})`}</li>)}</ul>} />}
      {send.isError && !wrong && <Alert type="error" style={{ marginTop: 8 }} title={problemWords(t, send.error)} />}
    </Modal>
  );
}

/** The message once more, to whom and by which version of the mapping. */
export function ReplayDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const { message: say } = App.useApp();
  const client = useQueryClient();
  const [request] = useState(requestId);
  const send = useMutation({
    mutationFn: (entry: { to: string; mapping?: string; reason: string }) => ops.ask('POST', `/messages/${message.id}/replay`, { body: { requestId: request, ...entry, mapping: entry.mapping || undefined } }),
    onSuccess: () => { void client.invalidateQueries(); void say.success(t('repair.replayed')); onClose(); },
  });
  const [form] = Form.useForm<{ to: string; mapping?: string; reason: string }>();
  return (
    <Modal open onCancel={onClose} onOk={() => void form.validateFields().then((entry) => send.mutate(entry), () => {})} okText={t('repair.replay')} okButtonProps={{ loading: send.isPending }} title={t('repair.replayTitle')}>
      <p className="quiet">{t('repair.replayWhat')}</p>
      <Form form={form} layout="vertical" initialValues={{ to: message.deliveries[0]?.to }}>
        <Form.Item name="to" label={t('repair.to')} rules={[{ required: true, message: t('kit:field.required') }]}><Select options={message.deliveries.map((d) => ({ value: d.to, label: d.to }))} /></Form.Item>
        <Form.Item name="mapping" label={t('repair.mapping')} help={t('repair.mappingWhat')}><Input placeholder={message.deliveries[0]?.mapping} /></Form.Item>
        <Form.Item name="reason" label={t('repair.reason')} rules={[{ required: true, message: t('kit:field.required') }]}><Input maxLength={400} /></Form.Item>
      </Form>
      {send.isError && <Alert type="error" title={problemWords(t, send.error)} />}
    </Modal>
  );
}
