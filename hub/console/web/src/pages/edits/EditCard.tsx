import { Panel, refusalWords, StateTag, systemWords, When, type Tone } from '@integration/web-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useAsked, useRight } from '../../api/client';
import type { Edit } from '../../api/types';

const tones: Record<string, Tone> = { waiting: 'warn', sent: 'good', refused: 'quiet', overtaken: 'quiet' };

/** What somebody has changed in a message, and what a second person says to it. */
export function EditCard({ of, withMessage = false }: { of: Edit; withMessage?: boolean }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const mayRepair = useRight('messages.repair');
  const mayUnmask = useRight('messages.unmask');
  const [clear, setClear] = useState(false);
  const [reason, setReason] = useState('');
  const whole = useAsked<Edit>(`/edits/${of.edit}`, { unmask: 'true' }, clear).data;
  const decide = useMutation({
    mutationFn: (what: 'approve' | 'refuse') => ops.ask<Edit>('POST', `/edits/${of.edit}/${what}`, { body: { reason } }),
    onSuccess: ({ data }) => void message[data.state === 'overtaken' ? 'warning' : 'success'](t(`edits.now.${data.state}`)),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <Panel
      title={<><StateTag tone={tones[of.state] ?? 'quiet'}>{t(`edits.of.${of.state}`, { defaultValue: of.state })}</StateTag> {t('edits.to', { to: systemWords(t, of.to) })} <span className="quiet">{of.by} · <When at={of.at} withAge /></span></>}
      extra={<Space>{withMessage && <Link to="/messages/$id" params={{ id: of.message }}>{t('edits.message')}</Link>}{mayUnmask && !clear && <Button size="small" onClick={() => setClear(true)}>{t('message.clear')}</Button>}</Space>}
    >
      <p>{of.reason}</p>
      <table className="plain difference">
        <thead><tr><th>{t('edits.at')}</th><th>{t('edits.before')}</th><th>{t('edits.after')}</th></tr></thead>
        <tbody>{(whole ?? of).changes.map((c, i) => <tr key={i}><td><code>{c.at}</code></td><td className="was">{c.before ?? '—'}</td><td className="is">{c.after ?? '—'}</td></tr>)}</tbody>
      </table>
      {of.decidedBy && <p className="quiet">{t('edits.decided', { by: of.decidedBy })} <When at={of.decidedAt!} />{of.decidedBecause && `: ${of.decidedBecause}`}</p>}
      {of.state === 'waiting' && mayRepair && (
        <Space.Compact style={{ width: '100%', marginTop: 8 }}>
          <Input value={reason} onChange={(e) => setReason(e.target.value)} placeholder={t(of.own ? 'edits.ownReason' : 'edits.reason')} aria-label={t('repair.reason')} maxLength={400} />
          {!of.own && <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate('approve')}>{t('edits.approve')}</Button>}
          <Button danger disabled={reason.trim() === ''} loading={decide.isPending} onClick={() => decide.mutate('refuse')}>{t(of.own ? 'edits.takeBack' : 'edits.refuse')}</Button>
        </Space.Compact>
      )}
      {decide.isError && <Alert type="error" style={{ marginTop: 8 }} title={refusalWords(t, decide.error)} />}
    </Panel>
  );
}
