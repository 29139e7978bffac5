import { SearchOutlined } from '@ant-design/icons';
import { ApiProblem } from '@integration/web-kit';
import { Button, Input, Popover, type InputRef } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { QueryWords } from '../../api/types';
import { suggestions, wordAt } from './query';

/** The line in which one asks: offers fields and values, says where it cannot be read. */
export function QueryBox({ value, problem, onAsk }: { value: string; problem: unknown; onAsk: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [cursor, setCursor] = useState(value.length);
  const [chosen, setChosen] = useState(-1);
  const [open, setOpen] = useState(false);
  const input = useRef<InputRef>(null);
  const words = useAsked<QueryWords>('/messages/fields').data;
  const offers = useMemo(() => (words && open ? suggestions(words, text, cursor) : []), [words, text, cursor, open]);
  const take = (offer: string) => {
    const { from, to, word } = wordAt(text, cursor);
    const full = `${word.startsWith('-') ? '-' : ''}${offer}${offer.endsWith(':') ? '' : ' '}`;
    const next = text.slice(0, from) + full + text.slice(to).trimStart();
    setText(next);
    setCursor(from + full.length);
    setChosen(-1);
    input.current?.focus();
    requestAnimationFrame(() => input.current?.setSelectionRange(from + full.length, from + full.length));
  };
  const ask = () => {
    setOpen(false);
    onAsk(text.trim());
  };
  const onKey = (e: React.KeyboardEvent) => {
    if (e.key === 'Enter') {
      e.preventDefault();
      if (chosen >= 0 && offers[chosen]) take(offers[chosen]);
      else ask();
    } else if (offers.length > 0 && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      e.preventDefault();
      setChosen((c) => (c + (e.key === 'ArrowDown' ? 1 : -1) + offers.length) % offers.length);
    } else if (e.key === 'Tab' && offers.length > 0) {
      e.preventDefault();
      take(offers[Math.max(0, chosen)]!);
    } else if (e.key === 'Escape') setOpen(false);
  };
  const wrong = problem instanceof ApiProblem && problem.code.startsWith('search.') ? problem : undefined;
  return (
    <div className="query">
      <div className="query-line">
        <Input
          ref={input} size="large" allowClear value={text} prefix={<SearchOutlined />} placeholder={t('messages.ask')} aria-label={t('messages.ask')} status={wrong ? 'error' : undefined} maxLength={2000} role="combobox" aria-expanded={offers.length > 0}
          onChange={(e) => { setText(e.target.value); setCursor(e.target.selectionStart ?? e.target.value.length); setOpen(true); setChosen(-1); if (e.target.value === '') onAsk(''); }}
          onSelect={(e) => setCursor((e.target as HTMLInputElement).selectionStart ?? 0)} onKeyDown={onKey} onBlur={() => setOpen(false)}
        />
        <Button type="primary" size="large" onClick={ask}>{t('messages.find')}</Button>
        <Popover trigger="click" placement="bottomRight" content={<div className="query-help">{(t('messages.help', { returnObjects: true }) as [string, string][]).map(([how, what]) => <div key={how}><code>{how}</code><span>{what}</span></div>)}</div>}><Button size="large">{t('messages.how')}</Button></Popover>
        {offers.length > 0 && (
          <ul className="query-offers" role="listbox">
            {offers.map((offer, i) => <li key={offer} role="option" aria-selected={i === chosen} onMouseDown={(e) => { e.preventDefault(); take(offer); }}><code>{offer}</code><span className="quiet">{t(`field.${offer.split(':')[0]}`, { defaultValue: '' })}</span></li>)}
          </ul>
        )}
      </div>
      {wrong && <div className="state-bad query-wrong" role="alert">{t(`wrong.${wrong.code.slice(7)}`, { ...(wrong.body.args as object), defaultValue: wrong.message })}{typeof wrong.body.at === 'number' && <code>{text.slice(0, wrong.body.at)}<mark>{text.slice(wrong.body.at, wrong.body.at + Math.max(1, Number(wrong.body.length ?? 1))) || '▏'}</mark>{text.slice(wrong.body.at + Math.max(1, Number(wrong.body.length ?? 1)))}</code>}</div>}
    </div>
  );
}
