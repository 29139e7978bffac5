import { ApiProblem, fieldWords, problemWords, requestId } from '@integration/web-kit';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';

/** One file at a time; what was refused is told with its reason. */
export function useUpload(path: string) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    const body = new FormData();
    body.append('requestId', requestId());
    body.append('file', file);
    try {
      await api.ask('POST', path, { body });
      await client.invalidateQueries({ queryKey: [path] });
    } catch (e) {
      const field = e instanceof ApiProblem ? e.fields[0] : undefined;
      void message.error(field ? `${file.name}: ${fieldWords(t, field)}` : problemWords(t, e), 6);
    } finally {
      setBusy(false);
      if (box.current) box.current.value = '';
    }
  };
  return { busy, choose: () => box.current?.click(), input: <input ref={box} type="file" hidden accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt,.csv" onChange={(e) => void send(e.target.files?.[0])} /> };
}
