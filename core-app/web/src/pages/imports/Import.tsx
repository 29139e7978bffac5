import { Answered, ApiProblem, Empty, Panel, problemWords, requestId, StateTag, When, type Tone } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Table, Upload } from 'antd';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAsked } from '../../api/client';
import type { CustomerImport } from '../../api/importTypes';
import { ImportPage } from './ImportPage';

const route = getRouteApi('/frame/customers/import');
const tones: Record<CustomerImport['state'], Tone> = { checked: 'accent', running: 'accent', stopped: 'warn', done: 'good' };

export function ImportState({ of }: { of: Pick<CustomerImport, 'state' | 'stoppedBecause'> }) {
  const { t } = useTranslation();
  return <StateTag tone={tones[of.state]}>{t(`im.state.${of.state}`)}{of.stoppedBecause && ` · ${t(`im.stoppedBecause.${of.stoppedBecause}`)}`}</StateTag>;
}

/** What the API says against a file or an import, in words. */
export function importWords(t: TFunction, e: unknown): string {
  if (!(e instanceof ApiProblem)) return problemWords(t, e);
  const [field, reason] = [e.fields[0], e.body.reason];
  if (field?.field === 'file') return t(`im.file.${field.code}`, { ...field.args, defaultValue: t(`kit:field.${field.code}`, { defaultValue: field.code }) });
  return typeof reason === 'string' ? (t('im.refusedReason', { returnObjects: true }) as Record<string, string>)[reason] ?? reason : problemWords(t, e);
}

/** Customers from a file: hand it in, look, decide, watch. */
export function Import() {
  const { t, i18n } = useTranslation();
  const { id } = route.useSearch();
  return (
    <>
      <nav className="quiet" aria-label="breadcrumb" style={{ marginBottom: 4 }}><Link to="/customers">{t('customers')}</Link>{id && <> / <Link to="/customers/import">{t('im.title')}</Link></>}</nav>
      {id ? <ImportPage key={id} id={id} /> : <><div className="page-head"><h1>{t('im.title')}</h1><span className="grow" /><Button href={`/api/customer-imports/template?lang=${i18n.language}`} download>{t('im.template')}</Button></div><HandIn /><Earlier /></>}
    </>
  );
}

function HandIn() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const [busy, setBusy] = useState(false);
  const send = async (file: File) => {
    setBusy(true);
    const body = new FormData();
    body.append('requestId', requestId());
    body.append('file', file);
    try {
      const { data } = await api.ask<CustomerImport>('POST', '/customer-imports', { body, query: { lang: i18n.language } });
      await client.invalidateQueries({ queryKey: ['/customer-imports'] });
      await navigate({ search: { id: data.importId } });
    } catch (e) {
      void message.error(`${file.name}: ${importWords(t, e)}`, 8);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel>
      <Upload.Dragger accept=".csv,.txt,.tsv" maxCount={1} showUploadList={false} disabled={busy} beforeUpload={(file) => { void send(file); return false; }}>
        <p><b>{t('im.drop')}</b></p><p className="quiet">{t('im.dropHint')}</p>
      </Upload.Dragger>
    </Panel>
  );
}

function Earlier() {
  const { t, i18n } = useTranslation();
  const asked = useAsked<CustomerImport[]>('/customer-imports', { lang: i18n.language });
  return (
    <Panel title={t('im.earlier')}>
      <Answered of={asked}>
        {(all) => (
          <Table<CustomerImport>
            size="small" pagination={false} rowKey={(i) => i.importId} dataSource={all} scroll={{ x: 'max-content' }} locale={{ emptyText: <Empty title={t('im.none')}>{t('im.noneWhat')}</Empty> }}
            columns={[
              { title: t('im.title'), render: (_, i) => <Link to="/customers/import" search={{ id: i.importId }}>{i.fileName}</Link> }, { title: t('col.state'), render: (_, i) => <ImportState of={i} /> }, { title: t('col.at'), render: (_, i) => <When at={i.uploadedAt} withAge /> },
              ...(['made', 'edited', 'refused', 'wrong'] as const).map((name) => ({ title: t(`im.count.${name}`), align: 'right' as const, className: 'num', render: (_: unknown, i: CustomerImport) => i.counts[name] })),
            ]}
          />
        )}
      </Answered>
    </Panel>
  );
}
