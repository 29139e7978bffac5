import { Answered, Empty, Panel, problemWords, StateTag, When } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { App, Alert, Button, Checkbox, Input, Modal, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAsked } from '../api/client';
import { Level, UnitName } from '../texts/codes';

interface Count { code: string; count: number }
interface Candidate { customerNo: string; name: string; kind: string; orgUnit: string; serviceLevel: string; since: string; held: string[] }
interface Preview { customersBefore: string; historyBefore: string; customers: number; held: number; reasons: Count[]; history: Count[]; items: Candidate[]; confirm: string; confirmWithHistory: string }
interface Tombstone { customerNo: string; kind: string; orgUnit: string; serviceLevel: string; lastChangedAt: string; facts: number; purgedBy: string; purgedAt: string }

/** What the operator's rules let go: looked at, confirmed by typing, cleared away. */
export function Purge() {
  const { t } = useTranslation();
  const asked = useAsked<Preview>('/purge');
  return <><div className="page-head"><h1>{t('pu.title')}</h1></div><Answered of={asked} lines={10}>{(p) => <Shown of={p} />}</Answered><Gone /></>;
}

function Shown({ of: p }: { of: Preview }) {
  const { t } = useTranslation();
  const [history, setHistory] = useState(false);
  const [sure, setSure] = useState(false);
  const old = p.history.reduce((sum, h) => sum + h.count, 0);
  const confirm = history ? p.confirmWithHistory : p.confirm;
  return (
    <>
      <div className="today" role="group" aria-label={t('pu.title')}>
        <span><b className="num">{p.customers}</b>{t('pu.go')}</span><span><b className="num">{p.held}</b>{t('pu.held')}</span><span><b className="num">{old}</b>{t('pu.old')}</span>
      </div>
      <Panel>
        <p>{t('pu.rule')} <When at={p.customersBefore} /> · {t('pu.historyRule')} <When at={p.historyBefore} /></p>
        {old > 0 && <Checkbox checked={history} onChange={(e) => setHistory(e.target.checked)}>{t('pu.withHistory')}: {p.history.filter((h) => h.count > 0).map((h) => `${t(`pu.history.${h.code}`)} ${h.count}`).join(' · ')}</Checkbox>}
        <p><Button danger disabled={confirm === '0'} onClick={() => setSure(true)}>{t('pu.do', { count: Number(confirm) })}</Button></p>
      </Panel>
      <Panel title={t('pu.candidates')} extra={<span className="quiet">{p.reasons.map((r) => `${t(`pu.reason.${r.code}`)} ${r.count}`).join(' · ')}</span>}>
        <Table<Candidate>
          size="small" rowKey={(c) => c.customerNo} dataSource={p.items} pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }} scroll={{ x: 'max-content' }} locale={{ emptyText: <Empty title={t('pu.none')}>{t('pu.noneWhat')}</Empty> }}
          columns={[
            { title: t('c.customerNo'), className: 'num', render: (_, c) => c.customerNo }, { title: t('c.name'), render: (_, c) => c.name }, { title: t('pu.kind'), render: (_, c) => t(`pu.kinds.${c.kind}`) }, { title: t('c.orgUnit'), render: (_, c) => <UnitName code={c.orgUnit} /> },
            { title: t('c.serviceLevel'), render: (_, c) => <Level code={c.serviceLevel} /> }, { title: t('pu.since'), render: (_, c) => <When at={c.since} withAge /> },
            { title: t('pu.may'), render: (_, c) => (c.held.length === 0 ? <StateTag tone="warn">{t('pu.yes')}</StateTag> : <StateTag tone="quiet">{c.held.map((h) => t(`pu.reason.${h}`)).join(', ')}</StateTag>) },
          ]}
        />
      </Panel>
      {sure && <Confirm confirm={confirm} history={history} preview={p} onClose={() => setSure(false)} />}
    </>
  );
}

function Confirm({ confirm, history, preview, onClose }: { confirm: string; history: boolean; preview: Preview; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { data } = await api.ask<{ customers: number; facts: number; history: number }>('POST', '/purge', { body: { confirm: typed.trim(), history } });
      void message.success(t('pu.done', { customers: data.customers, facts: data.facts + data.history }), 8);
      onClose();
    } catch (e) {
      void message.error(problemWords(t, e), 8);
    } finally {
      setBusy(false);
      await client.invalidateQueries({ predicate: (q) => String(q.queryKey[0]).startsWith('/purge') });
    }
  };
  return (
    <Modal open title={t('pu.sure')} onCancel={onClose} okText={t('pu.doIt')} cancelText={t('kit:cancel')} okButtonProps={{ danger: true, disabled: typed.trim() !== confirm }} confirmLoading={busy} onOk={() => void run()}>
      <Alert type="warning" showIcon title={t('pu.forEver')} style={{ marginBottom: 12 }} />
      <p>{t('pu.what', { customers: preview.customers })}{history && <> {t('pu.whatHistory')}</>}</p>
      <p>{t('pu.type')} <b className="num">{confirm}</b></p>
      <Input value={typed} onChange={(e) => setTyped(e.target.value)} aria-label={t('pu.type')} autoFocus inputMode="numeric" maxLength={20} />
    </Modal>
  );
}

function Gone() {
  const { t } = useTranslation();
  const asked = useAsked<Tombstone[]>('/purge/tombstones', { limit: 100 });
  return (
    <Panel title={t('pu.gone')}>
      <Answered of={asked}>
        {(all) => (
          <Table<Tombstone>
            size="small" pagination={false} rowKey={(x) => x.customerNo} dataSource={all} scroll={{ x: 'max-content' }} locale={{ emptyText: <Empty title={t('pu.noneGone')} /> }}
            columns={[
              { title: t('c.customerNo'), className: 'num', render: (_, x) => x.customerNo }, { title: t('pu.kind'), render: (_, x) => t(`pu.kinds.${x.kind}`) }, { title: t('c.orgUnit'), render: (_, x) => <UnitName code={x.orgUnit} /> }, { title: t('pu.since'), render: (_, x) => <When at={x.lastChangedAt} /> },
              { title: t('pu.facts'), align: 'right', className: 'num', render: (_, x) => x.facts }, { title: t('col.who'), render: (_, x) => x.purgedBy }, { title: t('col.at'), render: (_, x) => <When at={x.purgedAt} /> },
            ]}
          />
        )}
      </Answered>
    </Panel>
  );
}
