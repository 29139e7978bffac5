import { problemWords, requestId } from '@integration/web-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops } from '../../api/client';
import type { Run } from '../../api/types';

interface Entry { steps: string; rate: number | null; stopAbove: number | null; mapping?: string; reason: string }

const ways = ['1,10,100', '10,100,1000', '1', 'all'];

/** A careful way to send again: a few first, more when those went well, never faster than asked, stopped when too many fail again. */
export function StartRun({ what, count, onClose }: { what: { group?: string; q?: string; ids?: string[] }; count: number; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [request] = useState(requestId);
  const [form] = Form.useForm<Entry>();
  const start = useMutation({
    mutationFn: (e: Entry) => ops.ask<Run>('POST', '/runs', { body: { requestId: request, ...what, steps: e.steps === 'all' ? [] : e.steps.split(',').map(Number), rate: e.rate ?? undefined, stopAbove: e.stopAbove === null ? undefined : e.stopAbove / 100, mapping: e.mapping || undefined, reason: e.reason } }),
    onSuccess: ({ data }) => { void client.invalidateQueries(); onClose(); void navigate({ to: '/runs/$run', params: { run: data.run } }); },
  });
  return (
    <Modal open onCancel={onClose} title={t('runs.startTitle', { count })} okText={t('runs.start')} okButtonProps={{ loading: start.isPending }} onOk={() => void form.validateFields().then((entry) => start.mutate(entry), () => {})}>
      <p className="quiet">{t('runs.startWhat')}</p>
      <Form form={form} layout="vertical" initialValues={{ steps: '1,10,100', rate: 50, stopAbove: 10 }}>
        <Form.Item name="steps" label={t('runs.steps')}><Select options={ways.map((value) => ({ value, label: value === 'all' ? t('runs.allAtOnce') : value === '1' ? t('runs.one') : `${value.split(',').join(' → ')} → …` }))} /></Form.Item>
        <Form.Item name="rate" label={t('runs.rate')}><InputNumber min={1} max={10000} suffix={t('runs.perSecond')} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="stopAbove" label={t('runs.stopAbove')}><InputNumber min={0} max={100} suffix="%" style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="mapping" label={t('repair.mapping')} help={t('repair.mappingWhat')}><Input /></Form.Item>
        <Form.Item name="reason" label={t('repair.reason')} rules={[{ required: true, message: t('kit:field.required') }]}><Input maxLength={400} /></Form.Item>
      </Form>
      {start.isError && <p className="state-bad" role="alert">{problemWords(t, start.error)}</p>}
    </Modal>
  );
}
