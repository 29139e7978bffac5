import { DownloadOutlined } from '@ant-design/icons';
import { Answered } from '@integration/web-kit';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Tooltip } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useRight } from '../../api/client';
import type { BodyInfo, BodyText } from '../../api/types';
import { size } from '../../parts/words';
import { holds, layOutBody } from './body';

interface Props {
  id: string;
  body: BodyInfo;
  clear?: boolean;
  brief?: boolean;
  /** Paths to mark: what the field under the pointer came from, or went to. */
  marked?: readonly string[];
  onField?: (path: string | undefined) => void;
}

const part = 40_000;

/** A body as text, a part at a time however long it is. */
export function BodyPane({ id, body, clear, brief, marked = [], onField }: Props) {
  const { t } = useTranslation();
  const mayTake = useRight('messages.export');
  const asked = useInfiniteQuery({
    queryKey: ['body', id, body.no, clear], initialPageParam: 0, getNextPageParam: (last: BodyText) => (last.offset + last.text.length < last.total ? last.offset + last.text.length : undefined),
    queryFn: ({ pageParam, signal }) => ops.get<BodyText>(`/messages/${id}/bodies/${body.no}`, { offset: pageParam, limit: brief ? 4000 : part, unmask: clear || undefined }, signal),
  });
  const whole = asked.data && !asked.hasNextPage;
  const text = useMemo(() => asked.data?.pages.map((p) => p.text).join('') ?? '', [asked.data]);
  const lines = useMemo(() => layOutBody(text, whole ? body.contentType : 'text/plain'), [text, whole, body.contentType]);
  return (
    <section className="body-pane">
      <header className="quiet">
        <b>{t(`stage.${body.stage}`, { defaultValue: body.stage })}{body.subscriber && ` · ${body.subscriber}`}{body.attempt ? ` #${body.attempt}` : ''}</b>
        <span className="num">{body.contentType.split(';')[0]}{body.charset && ` · ${body.charset}`} · {size(body.size)}</span>
        <span className="grow" />
        {mayTake && !brief && <Tooltip title={t('message.download')}><Button size="small" type="text" icon={<DownloadOutlined />} href={`/ops/api/messages/${id}/bodies/${body.no}/download`} download aria-label={t('message.download')} /></Tooltip>}
      </header>
      <Answered of={{ data: asked.data, error: asked.error, isError: asked.isError, refetch: asked.refetch }} lines={6}>
        {() => (
          <>
            <ol className="code" onMouseLeave={() => onField?.(undefined)}>
              {lines.slice(0, brief ? 40 : undefined).map((line, i) => (
                <li key={i} className={marked.length > 0 && holds(line, marked) ? 'marked' : undefined} onMouseEnter={onField && line.path ? () => onField(line.path) : undefined}><code>{line.text || ' '}</code></li>
              ))}
            </ol>
            {asked.hasNextPage && !brief && <Button size="small" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>{t('message.further')}</Button>}
          </>
        )}
      </Answered>
    </section>
  );
}
