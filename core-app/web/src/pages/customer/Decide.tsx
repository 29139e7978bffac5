import { problemWords } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import type { Difference } from '../../api/types';

/** Whose value holds; what the person saw goes along, so that a value that has changed meanwhile is not accepted unseen. */
export function Decide({ difference: d }: { difference: Difference }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const decide = (what: 'accept' | 'ignore') => {
    let note = '';
    modal.confirm({
      title: t(`ac.${what}`), okText: t(`ac.${what}`), cancelText: t('kit:cancel'), content: <><p>{d.ours ?? '—'} ← {d.theirs ?? '—'}</p><Input placeholder={t('ac.note')} aria-label={t('ac.note')} maxLength={400} onChange={(e) => { note = e.target.value; }} /></>,
      onOk: async () => {
        setBusy(true);
        try {
          await api.ask('POST', `/differences/${what}`, { body: { entity: d.entity, key: d.key, attribute: d.attribute, system: d.system, seen: d.theirs, note: note || undefined } });
          void message.success(t('ac.decided'));
          await client.invalidateQueries();
        } catch (e) {
          void message.error(problemWords(t, e), 6);
        } finally {
          setBusy(false);
        }
      },
    });
  };
  return <Space><Button size="small" disabled={busy} onClick={() => decide('accept')}>{t('ac.accept')}</Button><Button size="small" disabled={busy} onClick={() => decide('ignore')}>{t('ac.ignore')}</Button></Space>;
}
