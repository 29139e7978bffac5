import { refusalWords, requestId } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { App, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { orderPath, type Order } from '../api/orderTypes';

const askedReason = new Set(['skip', 'cancel', 'hold']);

/** Wishes for an order or its steps: asked once, sent once, whatever is clicked. */
export function useActions() {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState<string>();
  const wish = (orderNo: string, name: string, step?: { key: string; title: string }) => {
    let reason = '';
    const needed = askedReason.has(name);
    // Made when the question is shown: however often it is confirmed, it is one wish.
    const id = requestId();
    const title = step ? t(`tk.${name}Ask`, { title: step.title }) : t('o.sure', { wish: t(`o.${name}`) });
    modal.confirm({
      title, okText: t(`o.${name}`), cancelText: t('kit:cancel'), okButtonProps: { danger: name === 'cancel' || name === 'skip' },
      content: askedReason.has(name) || name === 'done' ? <>{name === 'skip' && <p>{t('tk.skipHint')}</p>}<Input.TextArea rows={2} maxLength={500} placeholder={t('o.reason')} aria-label={t('o.reason')} onChange={(e) => { reason = e.target.value.trim(); }} /></> : undefined,
      onOk: async () => {
        if (needed && !reason) {
          void message.warning(t('o.reasonNeeded'));
          throw new Error('reason');
        }
        setBusy(name);
        try {
          const { data } = await api.ask<Order | undefined>('POST', `${orderPath(orderNo)}/actions`, { body: { requestId: id, wish: name, step: step?.key, reason: reason || undefined } });
          if (data?.orderNo) client.setQueryData(['order', orderNo], data);
          void message.success(t('o.accepted'));
          await Promise.all([client.invalidateQueries({ queryKey: ['pages'] }), client.invalidateQueries({ queryKey: [`${orderPath(orderNo)}/history`] })]);
        } catch (e) {
          void message.error(refusalWords(t, e, 'oc.refusal'), 8);
        } finally {
          setBusy(undefined);
        }
      },
    });
  };
  return { wish, busy };
}
