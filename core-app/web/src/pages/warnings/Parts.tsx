import { ApiProblem, formErrors, problemWords, StateTag, type Tone } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { App, DatePicker, Form, Input, Modal, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAsked } from '../../api/client';
import type { Act } from '../../api/warningTypes';

const severityTones: Record<string, Tone> = { critical: 'bad', major: 'warn', minor: 'quiet' };
const stateTones: Record<string, Tone> = { raised: 'warn', acknowledged: 'accent', handling: 'accent', closed: 'good', suppressed: 'quiet' };

export function Severity({ code }: { code: string }) {
  const { t } = useTranslation();
  return <StateTag tone={severityTones[code] ?? 'quiet'}>{t(`code.severity.${code}`)}</StateTag>;
}

export function WarningState({ code }: { code: string }) {
  const { t } = useTranslation();
  return <StateTag tone={stateTones[code] ?? 'quiet'}>{t(`wc.warningState.${code}`)}</StateTag>;
}

/** The same number however often the form is sent: a double click does it once. */
const requestId = () => crypto.randomUUID();

/** One wish for one or many warnings: what for, how many, and then what was refused. */
export function ActForm({ act, ids, onClose }: { act: Act; ids: string[]; onClose: (done: boolean) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<{ note?: string; until?: Dayjs; owner?: string }>();
  const [busy, setBusy] = useState(false);
  const [request] = useState(requestId);
  const staff = useAsked<{ staffId: string; name: string; displayName: string }[]>('/staff', { limit: 100 }, act === 'assign').data;
  const noteNeeded = act === 'handle' || act === 'close' || act === 'mute';
  const word = t(`wc.warningAct.${act}`);
  const run = async () => {
    if (busy) return;
    const entry = await form.validateFields().catch(() => null);
    if (!entry) return;
    setBusy(true);
    try {
      const { data: answer } = await api.ask<{ done: number; refused: { warningId: string; reason: string }[] }>('POST', '/warnings/actions', { body: { requestId: request, ids, act, note: entry.note, until: entry.until?.format('YYYY-MM-DD'), owner: entry.owner } });
      if (answer.done > 0) message.success(t('w.done', { count: answer.done, act: word }));
      // Codes have dots, which i18next would read as a path.
      const words = t('wc.warningReason', { returnObjects: true }) as Record<string, string>;
      if (answer.refused.length > 0) message.warning(t('w.refused', { count: answer.refused.length, reasons: [...new Set(answer.refused.map((r) => words[r.reason] ?? r.reason))].join(', ') }), 6);
      await client.invalidateQueries();
      onClose(true);
    } catch (e) {
      if (e instanceof ApiProblem && e.fields.length) form.setFields(formErrors(t, e) as never);
      else message.error(problemWords(t, e));
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('w.sure', { act: word, count: ids.length })} okText={word} confirmLoading={busy} onOk={() => void run()} onCancel={() => onClose(false)} destroyOnHidden>
      <Form form={form} layout="vertical" initialValues={act === 'mute' ? { until: dayjs().add(7, 'day') } : undefined} onFinish={() => void run()}>
        {act === 'assign' && <Form.Item name="owner" label={t('w.owner2')} rules={[{ required: true, message: t('w.noteNeeded') }]}><Select showSearch optionFilterProp="label" options={staff?.map((s) => ({ value: s.staffId, label: `${s.displayName} · ${s.staffId}` }))} /></Form.Item>}
        {act === 'mute' && <Form.Item name="until" label={t('w.until')} rules={[{ required: true }]}><DatePicker disabledDate={(d) => !d.isAfter(dayjs(), 'day')} /></Form.Item>}
        <Form.Item name="note" label={t('w.note')} rules={noteNeeded ? [{ required: true, whitespace: true, message: t('w.noteNeeded') }] : []}><Input.TextArea rows={3} maxLength={1000} autoFocus /></Form.Item>
      </Form>
    </Modal>
  );
}
