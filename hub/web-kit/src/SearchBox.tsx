import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input, Modal, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemWords } from './api/words';

export interface SearchHit { id: string; kind: string; title: string; detail?: string; go: () => void }

export interface SearchBoxProps {
  find: (text: string, signal: AbortSignal) => Promise<SearchHit[]>;
  /** What can be looked for here; usual: what the core app has. */
  words?: string;
}

/** The one box: opened by Ctrl+K or "/", led by the arrow keys, closed by Esc. */
export function SearchBox({ find, words }: SearchBoxProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      const typing = (e.target as HTMLElement | null)?.closest?.('input, textarea, select, [contenteditable]');
      if (((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') || (e.key === '/' && !typing)) {
        e.preventDefault();
        setOpen(true);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button type="button" className="search-open" onClick={() => setOpen(true)} aria-label={t('kit:search')}>
        <SearchOutlined /><span>{words ?? t('kit:search')}</span><kbd>Ctrl K</kbd>
      </button>
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} closable={false} destroyOnHidden width={640} style={{ top: 72 }} styles={{ body: { padding: 0 } }}>
        <Finder find={find} done={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Finder({ find, done }: SearchBoxProps & { done: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const input = useRef<InputRef>(null);
  const asked = useLater(text.trim(), 150);
  const hits = useQuery({ queryKey: ['search', asked], queryFn: ({ signal }) => find(asked, signal), enabled: asked.length > 0, placeholderData: keepPreviousData });
  const list = asked ? (hits.data ?? []) : [];
  const at = Math.min(chosen, Math.max(0, list.length - 1));
  useEffect(() => input.current?.focus(), []);
  const go = (hit: SearchHit | undefined) => {
    if (!hit) return;
    done();
    hit.go();
  };
  const move = (by: number) => setChosen(list.length ? (at + by + list.length) % list.length : 0);
  return (
    <div>
      <Input
        ref={input} size="large" prefix={<SearchOutlined />} value={text} placeholder={t('kit:search')} maxLength={100} role="combobox" aria-expanded={list.length > 0} aria-controls="search-hits" aria-activedescendant={list.length ? `hit-${at}` : undefined}
        onChange={(e) => { setText(e.target.value); setChosen(0); }}
        onKeyDown={(e) => {
          // While a Chinese word is being composed, the keys belong to the input method.
          if (e.nativeEvent.isComposing) return;
          if (e.key === 'ArrowDown') { e.preventDefault(); move(1); }
          if (e.key === 'ArrowUp') { e.preventDefault(); move(-1); }
          if (e.key === 'Enter' && asked === text.trim() && !hits.isPlaceholderData) go(list[at]);
        }}
      />
      <div className="hits" id="search-hits" role="listbox">
        {list.map((hit, i) => (
          <div key={hit.id} id={`hit-${i}`} className="hit" role="option" aria-selected={i === at} onMouseMove={() => setChosen(i)} onClick={() => go(hit)}>
            <span className="quiet">{hit.kind}</span><b>{hit.title}</b><span className="quiet">{hit.detail}</span>
          </div>
        ))}
        {asked && hits.isPending && <p className="quiet">{t('kit:searching')}</p>}
        {hits.isError && <p className="state-bad" role="alert">{problemWords(t, hits.error)}</p>}
        {asked && hits.isSuccess && !list.length && <p className="quiet">{t('kit:searchNone')}</p>}
      </div>
      <p className="quiet" style={{ margin: '8px 0 0' }}>{t('kit:searchKeys')}</p>
    </div>
  );
}

/** The value once it has rested: one question per word, not per key. */
export function useLater<T>(value: T, milliseconds: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return later;
}
