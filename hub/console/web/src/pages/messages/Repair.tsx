import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem, refusalWords, requestId } from '@integration/web-kit';
import { Alert, App, Input, Modal } from 'antd';
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
  // What could not be read is mended as it came.
  const canonical = bodies?.find((b) => b.stage === 'canonical') ?? bodies?.find((b) => b.stage === 'raw');
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
      {send.isError && !wrong && <Alert type="error" style={{ marginTop: 8 }} title={refusalWords(t, send.error)} />}
    </Modal>
  );
}
