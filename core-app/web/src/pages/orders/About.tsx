import { Answered, bandwidth, Empty, formErrors, money, Panel, phone, problemWords, requestId, TimeLine, When } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Table } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAsked } from '../../api/client';
import { orderPath, type Attachment, type Note, type Order, type OrderEvent, type OrderItem } from '../../api/orderTypes';
import type { End } from '../../api/types';
import { codeWords, inLanguage, UnitName } from '../../texts/codes';
import { useUpload } from './upload';

export function Items({ order }: { order: Order }) {
  const { t } = useTranslation();
  const end = (e: End | undefined) => (e ? <><div>{e.address}</div><div className="quiet">{e.orgUnit && <UnitName code={e.orgUnit} />} {[e.contactName, phone(e.contactPhone)].filter(Boolean).join(' ')}</div></> : <span className="quiet">—</span>);
  return (
    <Table<OrderItem>
      size="small" pagination={false} rowKey={(i) => String(i.itemNo)} dataSource={order.items} scroll={{ x: 'max-content' }}
      columns={[
        { title: '#', dataIndex: 'itemNo', className: 'num' }, { title: t('of.type'), render: (_, i) => codeWords(t, 'action', i.action) }, { title: t('of.offering'), dataIndex: 'offering' }, { title: t('col.service'), className: 'num', render: (_, i) => phone(i.serviceNo) }, { title: t('of.bandwidth'), className: 'num', render: (_, i) => bandwidth(i.bandwidthKbps) },
        { title: t('of.quantity'), dataIndex: 'quantity', align: 'right', className: 'num' }, { title: t('of.aEnd'), render: (_, i) => end(i.aEnd) }, { title: t('of.zEnd'), render: (_, i) => end(i.zEnd) }, { title: t('of.account'), dataIndex: 'accountNo', className: 'num' },
        { title: t('of.monthly'), align: 'right', className: 'num', render: (_, i) => money(i.monthlyFeeFen) }, { title: t('of.oneTime'), align: 'right', className: 'num', render: (_, i) => money(i.oneTimeFeeFen) },
      ]}
    />
  );
}

export function Notes({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const path = `${orderPath(order.orderNo)}/notes`;
  const asked = useAsked<Note[]>(path);
  const [form] = Form.useForm<{ text: string }>();
  const [busy, setBusy] = useState(false);
  const id = useRef(requestId());
  const add = async ({ text }: { text: string }) => {
    setBusy(true);
    try {
      await api.ask('POST', path, { body: { requestId: id.current, text } });
      id.current = requestId();
      form.resetFields();
      await client.invalidateQueries({ queryKey: [path] });
    } catch (e) {
      form.setFields(formErrors(t, e) as Parameters<typeof form.setFields>[0]);
      void message.error(problemWords(t, e));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel>
      {order.can.includes('note') && (
        <Form form={form} layout="inline" onFinish={(e) => void add(e)} className="no-print" style={{ marginBottom: 12, flexWrap: 'nowrap' }}>
          <Form.Item name="text" style={{ flex: 1 }} rules={[{ required: true, whitespace: true, message: t('kit:field.required') }]}><Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} aria-label={t('o.noteAdd')} placeholder={t('o.noteAdd')} /></Form.Item>
          <Button htmlType="submit" loading={busy}>{t('o.noteAdd')}</Button>
        </Form>
      )}
      <Answered of={asked}>{(notes) => notes.length === 0 ? <Empty title={t('o.noNotes')} /> : <TimeLine entries={notes.map((n) => ({ key: n.noteId, at: n.at, kind: n.whoName ?? n.who, title: '', detail: <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{n.text}</span> }))} />}</Answered>
    </Panel>
  );
}

export function Attachments({ order }: { order: Order }) {
  const { t } = useTranslation();
  const path = `${orderPath(order.orderNo)}/attachments`;
  const asked = useAsked<Attachment[]>(path);
  const { choose, busy, input } = useUpload(path);
  return (
    <Panel>
      {order.can.includes('note') && <p className="no-print" style={{ margin: '0 0 10px' }}><Button loading={busy} onClick={choose}>{t('o.upload')}</Button> <span className="quiet">PDF, PNG, JPEG, DOCX, XLSX, TXT, CSV · 10 MB</span>{input}</p>}
      <Answered of={asked}>
        {(files) => files.length === 0 ? <Empty title={t('o.noFiles')} /> : <>{files.map((f) => <div key={f.attachmentId} className="message-line"><a href={`/api${path}/${encodeURIComponent(f.attachmentId)}`} download>{f.name}</a><span className="quiet num">{Math.max(1, Math.round(f.size / 1024))} KB</span><span className="quiet">{f.whoName ?? f.who}</span><When at={f.at} /></div>)}</>}
      </Answered>
    </Panel>
  );
}

export function OrderHistory({ order }: { order: Order }) {
  const { t, i18n } = useTranslation();
  const asked = useAsked<{ items: OrderEvent[] }>(`${orderPath(order.orderNo)}/history`, { limit: 200, revision: order.revision });
  const title = (key: string | undefined) => (key ? inLanguage(order.steps.find((s) => s.key === key)?.title, i18n.language) || key : '');
  return <Panel><Answered of={asked}>{({ items }) => <TimeLine entries={[...items].reverse().map((e) => ({ key: String(e.number), at: e.at, kind: codeWords(t, 'event', e.what), title: title(e.step), detail: inLanguage(e.words, i18n.language) || [e.code, e.note].filter(Boolean).join(': '), side: <span className="quiet">{e.whoName ?? e.who}</span> }))} />}</Answered></Panel>;
}
