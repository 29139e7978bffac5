import { Answered, ApiProblem, Empty, ListTable, problemWords, StateTag, systemWords, When, type ListColumn, type Tone } from '@integration/web-kit';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Form, Input, InputNumber, Modal, Select, Space, Switch, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useAsked, usePages, useRight } from '../api/client';
import type { Alert, AlertRoute, AlertRule } from '../api/types';
import { Command } from '../parts/Command';
import { Runbook } from '../parts/Runbook';
import { span } from '../parts/words';

const route = getRouteApi('/frame/alerts');
const severities: Record<string, Tone> = { critical: 'bad', major: 'bad', minor: 'warn', warning: 'warn', info: 'quiet' };

/** What is wrong now, one line for each cause; what was; when it is told, and to whom. */
export function Alerts() {
  const { t } = useTranslation();
  const { tab = 'standing' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <>
      <div className="page-head"><h1>{t('alerts.title')}</h1><span className="grow" /><Command text="hub alerts list" /></div>
      <Tabs
        activeKey={tab} onChange={(key) => void navigate({ search: { tab: key === 'standing' ? undefined : key } })} destroyOnHidden
        items={[
          { key: 'standing', label: t('alerts.standing'), children: <List state="standing" /> }, { key: 'ended', label: t('alerts.ended'), children: <List state="ended" /> },
          { key: 'rules', label: t('alerts.rules'), children: <Rules /> }, { key: 'routes', label: t('alerts.routes'), children: <Routes /> },
        ]}
      />
    </>
  );
}

function List({ state }: { state: string }) {
  const { t } = useTranslation();
  const may = useRight('endpoints.run');
  const client = useQueryClient();
  const { message } = App.useApp();
  const rows = usePages<Alert>('/alerts', { state });
  const [silence, setSilence] = useState<Alert>();
  const take = useMutation({ mutationFn: (a: Alert) => ops.ask('POST', `/alerts/${a.id}/acknowledge`, { body: {} }), onSettled: () => client.invalidateQueries(), onError: (e) => void message.error(problemWords(t, e)) });
  const columns: ListColumn<Alert>[] = [
    { key: 'severity', title: t('alerts.severity'), width: 90, show: (a) => <StateTag tone={severities[a.severity] ?? 'warn'}>{t(`alerts.severities.${a.severity}`, { defaultValue: a.severity })}</StateTag> },
    { key: 'subject', title: t('alerts.subject'), width: 150, show: (a) => <><Link to="/endpoints/$name" params={{ name: a.subject }}>{a.subject}</Link>{a.system && <div className="quiet">{systemWords(t, a.system)}</div>}</> },
    { key: 'what', title: t('alerts.what'), width: 420, show: (a) => <div style={{ whiteSpace: 'normal' }}><b>{t(`alerts.rule.${a.rule}`, { defaultValue: a.rule })}</b><Runbook section={a.runbook} /><div className="quiet">{a.words}</div>{a.note && <div>{a.note}</div>}</div> },
    { key: 'since', title: t('alerts.since'), width: 190, show: (a) => <When at={a.raisedAt} withAge /> },
    ...(state === 'ended' ? [{ key: 'until', title: t('alerts.until'), width: 190, show: (a: Alert) => <When at={a.endedAt} withAge /> }] : []),
    { key: 'who', title: t('alerts.who'), width: 170, show: (a) => <>{a.acknowledgedBy && <StateTag tone="accent">{a.acknowledgedBy}</StateTag>}{a.silentUntil && <div className="quiet">{t('alerts.silentUntil')} <When at={a.silentUntil} /></div>}</> },
    ...(state === 'standing' && may ? [{ key: 'do', title: '', width: 170, pinned: true, show: (a: Alert) => <Space>{!a.acknowledgedBy && <Button size="small" onClick={() => take.mutate(a)}>{t('alerts.acknowledge')}</Button>}<Button size="small" onClick={() => setSilence(a)}>{t('alerts.silence')}</Button></Space> }] : []),
  ];
  return (
    <>
      <ListTable<Alert> rows={rows} columns={columns} rowKey={(a) => a.id} empty={<Empty title={t(state === 'standing' ? 'alerts.none' : 'alerts.noneEnded')}>{t('alerts.noneWhat')}</Empty>} />
      {silence && <Silence of={silence} onClose={() => setSilence(undefined)} />}
    </>
  );
}

function Silence({ of, onClose }: { of: Alert; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<{ hours: number; reason: string }>();
  const save = useMutation({ mutationFn: ({ hours, reason }: { hours: number; reason: string }) => ops.ask('POST', `/alerts/${of.id}/silence`, { body: { until: new Date(Date.now() + hours * 3_600_000).toISOString(), reason } }), onSuccess: () => { void client.invalidateQueries(); onClose(); } });
  return (
    <Modal open onCancel={onClose} title={t('alerts.silenceTitle', { subject: of.subject })} okText={t('alerts.silence')} okButtonProps={{ loading: save.isPending }} onOk={() => void form.validateFields().then((e) => save.mutate(e), () => {})}>
      <Form form={form} layout="vertical" initialValues={{ hours: 4 }}>
        <Form.Item name="hours" label={t('alerts.for')}><Select options={[1, 4, 24, 72, 168].map((h) => ({ value: h, label: span(h * 3_600_000) }))} /></Form.Item>
        <Form.Item name="reason" label={t('repair.reason')} rules={[{ required: true, message: t('kit:field.required') }]}><Input maxLength={400} /></Form.Item>
      </Form>
      {save.isError && <p className="state-bad" role="alert">{problemWords(t, save.error)}</p>}
    </Modal>
  );
}

function Rules() {
  const { t } = useTranslation();
  const asked = useAsked<{ items: AlertRule[] }>('/alert-rules');
  const may = useRight('mappings.activate');
  const [open, setOpen] = useState<AlertRule>();
  return (
    <div className="panel">
      <Answered of={asked} lines={8}>
        {({ items }) => (
          <table className="plain">
            <tbody>
              {items.map((r) => (
                <tr key={r.code}>
                  <td><b>{t(`alerts.rule.${r.code}`, { defaultValue: r.code })}</b></td><td><StateTag tone={r.enabled ? 'good' : 'quiet'}>{t(r.enabled ? 'alerts.on' : 'alerts.off')}</StateTag></td><td><StateTag tone={severities[r.severity] ?? 'warn'}>{t(`alerts.severities.${r.severity}`, { defaultValue: r.severity })}</StateTag></td>
                  <td>{r.threshold > 0 && t(`alerts.threshold.${r.code}`, { count: r.threshold, defaultValue: `≥ ${r.threshold}` })}{r.forMs > 0 && ` · ${t('alerts.lasts', { span: span(r.forMs) })}`}</td><td>{r.interfaces.length > 0 ? r.interfaces.join(', ') : <span className="quiet">{t('alerts.everywhere')}</span>}</td>
                  <td className="quiet">{r.changedBy && <>{r.changedBy} · <When at={r.changedAt} /></>}</td><td>{may && <Button size="small" onClick={() => setOpen(r)}>{t('alerts.change')}</Button>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answered>
      {open && <Rule of={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

function Rule({ of, onClose }: { of: AlertRule; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [form] = Form.useForm<{ enabled: boolean; severity: string; threshold: number; minutes: number; interfaces: string[] }>();
  const save = useMutation({
    mutationFn: ({ minutes, ...entry }: { enabled: boolean; severity: string; threshold: number; minutes: number; interfaces: string[] }) => ops.ask('PUT', `/alert-rules/${of.code}`, { body: { ...entry, forMs: Math.round(minutes * 60_000) }, ifMatch: `"${of.version}"` }),
    onSuccess: () => { void client.invalidateQueries(); onClose(); },
  });
  return (
    <Modal open onCancel={onClose} title={t(`alerts.rule.${of.code}`, { defaultValue: of.code })} okText={t('kit:save')} okButtonProps={{ loading: save.isPending }} onOk={() => void form.validateFields().then((e) => save.mutate(e), () => {})}>
      <Form form={form} layout="vertical" initialValues={{ ...of, minutes: of.forMs / 60_000 }}>
        <Form.Item name="enabled" label={t('alerts.on')} valuePropName="checked"><Switch /></Form.Item>
        <Form.Item name="severity" label={t('alerts.severity')}><Select options={['critical', 'major', 'minor'].map((s) => ({ value: s, label: t(`alerts.severities.${s}`) }))} /></Form.Item>
        <Form.Item name="threshold" label={t('alerts.thresholdOf')}><InputNumber min={0} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="minutes" label={t('alerts.forMinutes')}><InputNumber min={0} step={0.5} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="interfaces" label={t('alerts.onlyFor')} help={t('alerts.everywhere')}><Select mode="tags" open={false} /></Form.Item>
      </Form>
      {save.isError && <p className="state-bad" role="alert">{save.error instanceof ApiProblem && save.error.status === 412 ? t('failures.stale') : problemWords(t, save.error)}</p>}
    </Modal>
  );
}

function Routes() {
  const { t } = useTranslation();
  const asked = useAsked<{ items: AlertRoute[] }>('/alert-routes');
  return (
    <div className="panel">
      <Answered of={asked}>
        {({ items }) => (items.length === 0 ? <Empty title={t('alerts.noRoutes')}>{t('alerts.noRoutesWhat')}</Empty> : (
          <table className="plain"><tbody>{items.map((r) => <tr key={r.name}><td><b>{r.name}</b></td><td>{r.to}</td><td>{t('alerts.from', { severity: t(`alerts.severities.${r.from}`, { defaultValue: r.from }) })}</td><td className="num">{r.waiting > 0 && t('alerts.toTell', { count: r.waiting })}</td><td>{r.lastTold && <When at={r.lastTold} withAge />}</td><td className="state-bad">{r.lastError}</td></tr>)}</tbody></table>
        ))}
      </Answered>
    </div>
  );
}
