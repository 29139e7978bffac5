import { Ago, Empty, Failed, systemWords, Views } from '@integration/web-kit';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Drawer, Segmented, Skeleton, Spin } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ops } from '../../api/client';
import type { Histogram, Row, Rows } from '../../api/types';
import { Command } from '../../parts/Command';
import { DeliveryState, endedAt, exactTime, fromWords, span, stateOf, typeWords } from '../../parts/words';
import type { MessageSearch } from '../../router';
import { HistogramBars } from './HistogramBars';
import { Preview } from './Preview';
import { QueryBox } from './QueryBox';
import { withTime } from './query';

const route = getRouteApi('/frame/messages');
const rowHeight = 34;
const ranges: Record<string, number> = { '1h': 3600, '24h': 86_400, '7d': 7 * 86_400, '30d': 30 * 86_400 };

/** Every message that there is, the newest first: found by words and fields, as far back as one scrolls. */
export function Messages() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = useNavigate();
  const set = (change: Partial<MessageSearch>) => void navigate({ to: '/messages', search: (old: MessageSearch) => ({ ...old, ...change }), replace: 'open' in change });
  const { q = '', range = '24h', open } = search;
  const rows = useInfiniteQuery({
    queryKey: ['messages', q], initialPageParam: '', getNextPageParam: (last: Rows) => last.next, placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => ops.get<Rows>('/messages', { q, after: pageParam, limit: 100 }, signal),
  });
  const histogram = useQuery({
    queryKey: ['histogram', q, range], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ops.get<Histogram>('/messages/histogram', { q, since: new Date(Date.now() - ranges[range]! * 1000).toISOString(), buckets: 90 }, signal),
  });
  return (
    <div className="messages">
      <div className="page-head">
        <h1>{t('messages.title')}</h1>
        {histogram.data && <span className="quiet num">{t('messages.inRange', { count: histogram.data.total, range: t(`range.${range}`) })}{histogram.data.completeSince && ` · ${t('messages.countedSince', { at: exactTime(histogram.data.completeSince) })}`}</span>}
        <span className="grow" />
        <Command text={q ? `hub messages search '${q.replaceAll("'", "'\\''")}'` : 'hub messages search'} />
        <Views page="messages" search={search as MessageSearch & { columns?: string[] }} onOpen={(view) => void navigate({ to: '/messages', search: view })} />
      </div>
      <QueryBox key={q} value={q} problem={rows.error} onAsk={(text) => set({ q: text || undefined, open: undefined })} />
      {/* What cannot be read is told at the box; what was found before stays. */}
      <div className="messages-time">
        <Segmented size="small" value={range} onChange={(value) => set({ range: value === '24h' ? undefined : value })} options={Object.keys(ranges).map((value) => ({ value, label: t(`range.${value}`) }))} />
        <HistogramBars of={histogram.data} onNarrow={(since, until) => set({ q: withTime(q, since, until), open: undefined })} />
      </div>
      {rows.isPending ? <Skeleton active paragraph={{ rows: 12 }} title={false} /> : rows.isError && !rows.data ? <Failed error={rows.error} retry={() => void rows.refetch()} /> : (
        <List pages={rows.data?.pages ?? []} more={rows.hasNextPage} busy={rows.isFetching} onMore={() => void rows.fetchNextPage()} open={open} onOpen={(id) => set({ open: id })} />
      )}
      <Drawer open={open !== undefined} onClose={() => set({ open: undefined })} size={620} title={t('message.title')} mask={false}>{open && <Preview id={open} />}</Drawer>
    </div>
  );
}

function List({ pages, more, busy, onMore, open, onOpen }: { pages: readonly Rows[]; more: boolean; busy: boolean; onMore: () => void; open: string | undefined; onOpen: (id: string | undefined) => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const items = useMemo(() => pages.flatMap((p) => p.items), [pages]);
  const virtual = useVirtualizer({ count: items.length + (more ? 1 : 0), getScrollElement: () => place.current, estimateSize: () => rowHeight, overscan: 20 });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => { if (more && !busy && last >= items.length - 1) onMore(); }, [more, busy, last, items.length, onMore]);
  const at = items.findIndex((m) => m.id === open);
  const onKey = (e: React.KeyboardEvent) => {
    const step = e.key === 'ArrowDown' || e.key === 'j' ? 1 : e.key === 'ArrowUp' || e.key === 'k' ? -1 : 0;
    if (step !== 0) {
      e.preventDefault();
      const next = Math.min(Math.max(at + step, 0), items.length - 1);
      onOpen(items[next]?.id);
      virtual.scrollToIndex(next);
    } else if (e.key === 'Enter' && at >= 0) void navigate({ to: '/messages/$id', params: { id: items[at]!.id } });
    else if (e.key === 'Escape') onOpen(undefined);
  };
  if (items.length === 0 && !more) return <Empty title={t('messages.none')}>{t('messages.noneWhat')}</Empty>;
  const back = pages.at(-1)?.searchedBackTo;
  return (
    <div className="panel rows" role="grid" aria-label={t('messages.title')} aria-rowcount={items.length} tabIndex={0} onKeyDown={onKey}>
      <div className="row row-head" role="row">
        {(['time', 'type', 'key', 'way', 'state', 'took'] as const).map((c) => <span key={c} role="columnheader" className={c === 'took' ? 'right' : undefined}>{t(`messages.${c}`)}</span>)}
      </div>
      <div ref={place} className="rows-scroll">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {shown.map((v) => {
            const m = items[v.index];
            if (!m) return <div key="more" className="row quiet" style={{ transform: `translateY(${v.start}px)` }}><span className="row-wide"><Spin size="small" /> {back ? t('messages.searchedBackTo', { at: exactTime(back) }) : t('messages.loading')}</span></div>;
            return <Line key={m.id} m={m} top={v.start} chosen={m.id === open} onOpen={onOpen} />;
          })}
        </div>
      </div>
    </div>
  );
}

function Line({ m, top, chosen, onOpen }: { m: Row; top: number; chosen: boolean; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const end = endedAt(m);
  const to = m.deliveries.map((d) => d.to);
  return (
    <div role="row" aria-selected={chosen} className={`row row-line${chosen ? ' chosen' : ''}`} style={{ transform: `translateY(${top}px)` }} onClick={() => onOpen(m.id)}>
      <span role="gridcell" className="num" title={m.receivedAt}>{exactTime(m.receivedAt)} <span className="quiet"><Ago at={m.receivedAt} /></span></span>
      <span role="gridcell" title={m.type}>{typeWords(t, m.type)}{m.count > 1 && <span className="quiet num"> ×{m.count}</span>}</span>
      <span role="gridcell" className="num">{m.businessKey}</span>
      <span role="gridcell" title={`${m.source} → ${to.join(', ')}`}>{fromWords(t, m)} <span className="quiet">→</span> {to.slice(0, 3).map((one) => systemWords(t, one)).join(', ')}{to.length > 3 && ` +${to.length - 3}`}</span>
      <span role="gridcell"><DeliveryState state={stateOf(m)} inDoubt={m.deliveries.some((d) => d.inDoubt)} /></span>
      <span role="gridcell" className="num right">{end ? span(new Date(end).getTime() - new Date(m.acceptedAt).getTime()) : ''}</span>
    </div>
  );
}
