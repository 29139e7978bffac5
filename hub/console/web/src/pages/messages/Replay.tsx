import { Failed, refusalWords, requestId, systemWords } from '@integration/web-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, App, Input, Modal, Radio, Select, Skeleton, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useAsked } from '../../api/client';
import type { Message, ReplayWay, Replayed } from '../../api/types';

const same = (a: ReplayWay | undefined, b: ReplayWay) => a !== undefined && a.from === b.from && a.to === b.to;

/** The message once more: to one of its takers, or from what was received on; with the mapping's version that is chosen. */
export function ReplayDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { t } = useTranslation();
  const { message: say } = App.useApp();
  const client = useQueryClient();
  const ways = useAsked<ReplayWay[]>(`/messages/${message.id}/replay`);
  const [way, setWay] = useState<ReplayWay>();
  const [mapping, setMapping] = useState<string>();
  const [reason, setReason] = useState('');
  // One per dialogue: a second click is the same replay.
  const [request] = useState(requestId);
  const send = useMutation({
    mutationFn: () => ops.ask<Replayed>('POST', `/messages/${message.id}/replay`, { body: { requestId: request, from: way?.from, to: way?.from === 'received' ? undefined : way?.to, mapping, reason } }),
    onSuccess: ({ data }) => {
      void client.invalidateQueries();
      void say.success(data.made ? <>{t('replay.made')} <Link to="/messages/$id" params={{ id: data.made }}>{t('replay.look')}</Link></> : t('replay.done', { to: data.to }), 8);
      onClose();
    },
  });
  const finished = (one: ReplayWay) => { const state = message.deliveries.find((d) => d.to === one.to)?.state; return state === undefined || ['done', 'discarded', 'expired', 'refused'].includes(state); };
  return (
    <Modal open onCancel={onClose} onOk={() => send.mutate()} okText={t('replay.go')} okButtonProps={{ disabled: way === undefined || reason.trim() === '', loading: send.isPending }} title={t('replay.title')} width={640}>
      <p className="quiet">{t('replay.what')}</p>
      {ways.isError ? <Failed error={ways.error} retry={() => void ways.refetch()} /> : ways.data === undefined ? <Skeleton active /> : ways.data.length === 0 ? <Alert type="info" title={t('replay.none')} /> : (
        <Radio.Group value={ways.data.findIndex((w) => same(way, w))} onChange={(e) => { setWay(ways.data[e.target.value as number]); setMapping(undefined); }}>
          <Space orientation="vertical">
            {ways.data.map((w, i) => <Radio key={`${w.from} ${w.to}`} value={i} disabled={!finished(w)}>{w.from === 'received' ? t('replay.received') : t('replay.to', { to: systemWords(t, w.to) })}{!finished(w) && <span className="quiet"> · {t('replay.unfinished')}</span>}</Radio>)}
          </Space>
        </Radio.Group>
      )}
      {way !== undefined && way.mappings.length > 0 && <Select style={{ width: '100%', marginTop: 12 }} aria-label={t('repair.mapping')} value={mapping ?? way.mappings[0]} onChange={setMapping} options={way.mappings.map((m, i) => ({ value: m, label: i === 0 ? `${m} · ${t('replay.present')}` : m }))} />}
      <Input style={{ marginTop: 12 }} value={reason} onChange={(e) => setReason(e.target.value)} placeholder={t('repair.reason')} aria-label={t('repair.reason')} maxLength={400} />
      {send.isError && <Alert type="error" style={{ marginTop: 8 }} title={refusalWords(t, send.error)} />}
    </Modal>
  );
}
