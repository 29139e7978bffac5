import { Answered, systemWords, When } from '@integration/web-kit';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, useRight } from '../../api/client';
import type { FilePage, FileReject } from '../../api/types';
import { Command } from '../../parts/Command';
import { span } from '../../parts/words';
import { bytes } from './bytes';
import { FileState } from './Files';

/** One file: what it promised and what was taken of it, why it was not, and every line that was rejected. */
export function FilePanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const [runs, setRuns] = useState(true);
  const asked = useAsked<FilePage>(`/files/${id}`, undefined, true, runs ? 1_000 : undefined);
  if (asked.data && runs && asked.data.file.state !== 'running') setRuns(false);
  const mayExport = useRight('messages.export');
  return (
    <Answered of={asked} lines={10}>
      {({ file: f, ...more }) => (
        <>
          <div className="page-head"><b>{f.name}</b><span className="grow" /><Command text={more.command} /></div>
          <FileState of={f} />
          {f.message && <div className="failure" role="alert"><code>{f.code}</code> {f.message}{more.location && <div className="quiet">{t('message.place')}: <code>{more.location}</code></div>}{more.detail && <details><summary>{t('message.detail')}</summary><pre>{more.detail}</pre></details>}</div>}
          <dl className="facts">
            <dt>{t('files.interface')}</dt><dd><Link to="/endpoints/$name" params={{ name: f.interface }}>{f.interface}</Link> {systemWords(t, f.system)} · {t(`files.direction.${f.direction}`)}</dd>
            <dt>{t('files.size')}</dt><dd className="num">{bytes(f.size)}{f.state === 'running' && <> · {t('files.readTo', { bytes: bytes(f.offset), line: f.line.toLocaleString() })}</>}</dd>
            {f.bytesPerSecond !== undefined && <><dt>{t('files.rate')}</dt><dd className="num">{bytes(f.bytesPerSecond)}/s{f.restMs !== undefined && <> · {t('files.rest', { span: span(f.restMs) })}</>}</dd></>}
            <dt>{t('files.counts')}</dt><dd className="num">{t('files.countsOf', { accepted: f.accepted.toLocaleString(), duplicates: f.duplicates.toLocaleString(), rejected: f.rejected.toLocaleString(), expected: f.expected?.toLocaleString() ?? '?' })}</dd>
            <dt>{t('files.begun')}</dt><dd><When at={f.startedAt} withAge />{f.node && <span className="quiet"> · {f.node}</span>}</dd>
            {f.endedAt && <><dt>{t('files.ended')}</dt><dd><When at={f.endedAt} /></dd></>}
            {more.sha256 && <><dt>SHA-256</dt><dd className="num">{more.sha256}</dd></>}
            <dt>{t('files.messages')}</dt><dd><Link to="/messages" search={{ q: more.q }}><code>{more.q}</code></Link></dd>
          </dl>
          {f.rejected > 0 && <><h3>{t('files.rejects', { count: f.rejected })} {mayExport && <Button size="small" href={`/ops/api/files/${id}/rejects/export`}>{t('files.export')}</Button>}</h3><Rejects id={id} /></>}
        </>
      )}
    </Answered>
  );
}

function Rejects({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsked<{ items: FileReject[]; next?: string; masked: boolean }>(`/files/${id}/rejects`, { limit: 100 });
  return (
    <Answered of={asked} lines={6}>
      {({ items, next }) => (
        <>
          <table className="plain"><tbody>{items.map((r) => <tr key={r.line}><td className="num right">{r.line.toLocaleString()}</td><td><code>{r.code}</code> {r.message}<div className="quiet reject-source">{r.source}</div></td></tr>)}</tbody></table>
          {next && <p className="quiet">{t('files.moreRejects')}</p>}
        </>
      )}
    </Answered>
  );
}
