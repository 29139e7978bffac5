import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Input, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, asking, type View } from '../api/asking';
import { problemWords } from '../api/words';
import { useLater } from '../SearchBox';

const { useAsked } = asking(api);

/** What is typed becomes a filter once it has rested. */
export function TextFilter({ value, onChange, placeholder }: { value: string | undefined; onChange: (text: string | undefined) => void; placeholder: string }) {
  const [text, setText] = useState(value ?? '');
  const rested = useLater(text, 300);
  // The address may change under the box: by the back button or a saved view.
  useEffect(() => setText(value ?? ''), [value]);
  // eslint-style dependency on purpose: only what was typed asks anew.
  useEffect(() => { if (rested === text && rested !== (value ?? '')) onChange(rested || undefined); }, [rested]);
  return <Input.Search allowClear value={text} onChange={(e) => setText(e.target.value)} onSearch={(v) => onChange(v || undefined)} placeholder={placeholder} aria-label={placeholder} style={{ width: 240 }} maxLength={100} />;
}

/** One's own saved views of a list: its address, under a name. */
export function Views<S extends { columns?: string[] }>({ page, search, onOpen }: { page: string; search: S; onOpen: (search: S) => void }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const client = useQueryClient();
  const views = useAsked<View[]>(`/views/${page}`).data;
  const change = useMutation({
    mutationFn: ({ name, remove }: { name: string; remove?: boolean }) => {
      const { columns, ...rest } = search;
      return api.ask(remove ? 'DELETE' : 'PUT', `/views/${page}/${encodeURIComponent(name)}`, remove ? {} : { body: { query: JSON.stringify(rest), columns: columns ?? [] } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [`/views/${page}`] }), onError: (e) => void message.error(problemWords(t, e)),
  });
  const open = (view: View) => {
    try {
      onOpen({ ...(JSON.parse(view.query) as S), columns: view.columns.length ? view.columns : undefined });
    } catch {
      onOpen({} as S);
    }
  };
  const save = () => {
    let name = '';
    void modal.confirm({ title: t('kit:saveView'), content: <Input placeholder={t('kit:viewName')} aria-label={t('kit:viewName')} maxLength={40} onChange={(e) => { name = e.target.value.trim(); }} />, onOk: async () => { if (name) await change.mutateAsync({ name }); } });
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...(views?.length ? views.map((v) => ({ key: v.name, label: <Space><span>{v.name}</span><Button size="small" type="text" onClick={(e) => { e.stopPropagation(); change.mutate({ name: v.name, remove: true }); }}>{t('kit:remove')}</Button></Space>, onClick: () => open(v) })) : [{ key: 'none', label: t('kit:noViews'), disabled: true }]),
          { type: 'divider' as const }, { key: ' save', label: t('kit:saveView'), onClick: save },
        ],
      }}
    >
      <Button>{t('kit:views')}</Button>
    </Dropdown>
  );
}
