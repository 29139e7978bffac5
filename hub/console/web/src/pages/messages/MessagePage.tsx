import { Answered, Panel, StateTag, When } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Switch, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsked, useRight } from '../../api/client';
import type { BodyInfo, Edit, Hop, Lineage, Message, MessageGraph } from '../../api/types';
import { Command } from '../../parts/Command';
import { DeliveryState, stateOf, typeWords } from '../../parts/words';
import { BodyPane } from './BodyPane';
import { CauseGraph } from './CauseGraph';
import { Deliveries } from './Deliveries';
import { EditCard } from '../edits/EditCard';
import { EditDialog } from './Repair';
import { ReplayDialog } from './Replay';
import { Hops } from './Hops';
import { Keys } from './Keys';

const route = getRouteApi('/frame/messages/$id');

/** Everything about one message: its way, its bodies side by side, who got it, what it caused. */
export function MessagePage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { clear } = route.useSearch();
  const navigate = route.useNavigate();
  const message = useAsked<Message>(`/messages/${id}`, { unmask: clear ? 'true' : undefined });
  const hops = useAsked<Hop[]>(`/messages/${id}/hops`);
  const graph = useAsked<MessageGraph>(`/messages/${id}/graph`);
  const mayUnmask = useRight('messages.unmask');
  const mayRepair = useRight('messages.repair');
  const edits = useAsked<{ items: Edit[] }>('/edits', { message: id });
  const [repair, setRepair] = useState<string>();
  const [again, setAgain] = useState(false);
  return (
    <Answered of={message} lines={14}>
      {(m) => (
        <>
          <div className="page-head">
            <h1>{typeWords(t, m.type)}</h1><DeliveryState state={stateOf(m)} />{m.count > 1 && <span className="quiet num">×{m.count}</span>}
            <span className="grow" />
            {mayUnmask && <label className="quiet"><Switch size="small" checked={clear === true} onChange={(on) => void navigate({ search: (old) => ({ ...old, clear: on || undefined }), replace: true })} /> {t('message.clear')}</label>}
            {mayRepair && <Button onClick={() => setAgain(true)}>{t('replay.open')}</Button>}
            <Command text={m.command ?? `hub show ${m.id}`} />
          </div>
          {m.masked && !clear && <p className="quiet">{t('message.masked')}</p>}
          <div className="message-grid">
            <div>
              <Panel title={t('message.way')}><Answered of={hops}>{(all) => <Hops of={all} />}</Answered></Panel>
              <Panel title={t('message.deliveries')}>
                <Deliveries of={m} actions={mayRepair ? (to) => m.deliveries.find((d) => d.to === to)?.state === 'parked' && <Button size="small" onClick={() => setRepair(to)}>{t('repair.edit')}</Button> : undefined} />
              </Panel>
            </div>
            <Panel title={t('message.facts')}>
              <dl className="facts">
                <dt>{t('message.id')}</dt><dd className="num">{m.id}</dd>
                <dt>{t('message.type')}</dt><dd>{m.type}@{m.version}</dd>
                <dt>{t('message.from')}</dt><dd>{[m.source, m.interface].filter(Boolean).join(' · ')}</dd>
                <dt>{t('message.received')}</dt><dd><When at={m.receivedAt} withAge /></dd>
                <dt>{t('message.businessKey')}</dt><dd className="num">{m.businessKey ?? '—'}</dd>
                <dt>{t('message.keys')}</dt><dd><Keys of={m.keys} /></dd>
                {m.mapping && <><dt>{t('message.mapping')}</dt><dd><code>{m.mapping}</code></dd></>}
                <dt>{t('message.conversation')}</dt><dd className="num"><Link to="/messages" search={{ q: `conversation:${m.conversation}` }}>{m.conversation}</Link></dd>
                {m.cause && <><dt>{t('message.cause')}</dt><dd className="num"><Link to="/messages/$id" params={{ id: m.cause }}>{m.cause}</Link></dd></>}
                {m.duplicateKey && <><dt>{t('message.duplicateKey')}</dt><dd className="num">{m.duplicateKey}</dd></>}
                {m.traceParent && <><dt>traceparent</dt><dd className="num">{m.traceParent}</dd></>}
                {m.priority && <><dt>{t('message.priority')}</dt><dd>{t(`priority.${m.priority}`, { defaultValue: m.priority })}</dd></>}
                {m.expiresAt && <><dt>{t('message.expires')}</dt><dd><When at={m.expiresAt} /></dd></>}
              </dl>
            </Panel>
          </div>
          <Panel title={t('message.bodies')}><Bodies id={id} clear={clear === true} /></Panel>
          <Panel title={t('message.graph')}><Answered of={graph}>{(g) => (g.nodes.length > 1 ? <CauseGraph of={g} here={id} /> : <span className="quiet">{t('message.alone')}</span>)}</Answered></Panel>
          {edits.data?.items.map((e) => <EditCard key={e.edit} of={e} />)}
          {m.audit.length > 0 && (
            <Panel title={t('message.audit')}>
              <table className="plain"><tbody>{m.audit.map((a, i) => <tr key={i}><td><When at={a.at} /></td><td>{a.actor}</td><td className="quiet">{a.via}</td><td>{t(`action.${a.action}`, { defaultValue: a.action })}</td><td>{a.detail}</td></tr>)}</tbody></table>
            </Panel>
          )}
          {again && <ReplayDialog message={m} onClose={() => setAgain(false)} />}
          {repair !== undefined && <EditDialog message={m} to={repair} onClose={() => setRepair(undefined)} />}
        </>
      )}
    </Answered>
  );
}

const firsts = ['raw', 'canonical'];

function Bodies({ id, clear }: { id: string; clear: boolean }) {
  const { t } = useTranslation();
  const bodies = useAsked<BodyInfo[]>(`/messages/${id}/bodies`);
  const lineage = useAsked<Lineage[]>(`/messages/${id}/lineage`).data;
  const [field, setField] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const inward = useMemo(() => (field ? (lineage ?? []).filter((l) => l.direction === 'in').flatMap((l) => l.fields.filter((f) => f.target === field).map((f) => ({ file: l.file, ...f }))) : []), [lineage, field]);
  const outward = useMemo(() => (field ? (lineage ?? []).filter((l) => l.direction === 'out').flatMap((l) => l.fields.filter((f) => f.sources.includes(field)).map((f) => f.target)) : []), [lineage, field]);
  const sources = inward.flatMap((f) => f.sources);
  return (
    <Answered of={bodies}>
      {(all) => {
        const raw = all.find((b) => b.stage === 'raw');
        const canonical = all.find((b) => b.stage === 'canonical');
        const out = all.filter((b) => !firsts.includes(b.stage));
        const shown = out.find((b) => String(b.no) === chosen) ?? out[0];
        return (
          <>
            <p className="lineage quiet" aria-live="polite">{field ? <><StateTag tone="accent">{field}</StateTag> {inward.length > 0 ? inward.map((f, k) => <span key={k}>← <code>{f.expression}</code> <span className="quiet">{f.file}:{f.line}</span> </span>) : t('message.noLineage')}{outward.length > 0 && <>→ <code>{outward.join(', ')}</code></>}</> : t('message.hover')}</p>
            <div className="panes" style={{ gridTemplateColumns: `repeat(${[raw, canonical, shown].filter(Boolean).length || 1}, minmax(0, 1fr))` }}>
              {raw && <BodyPane id={id} body={raw} clear={clear} marked={sources} />}
              {canonical && <BodyPane id={id} body={canonical} clear={clear} onField={setField} marked={field ? [field] : []} />}
              {shown && (
                <div>
                  {out.length > 1 && <Tabs size="small" activeKey={String(shown.no)} onChange={setChosen} items={out.map((b) => ({ key: String(b.no), label: `${t(`stage.${b.stage}`, { defaultValue: b.stage })} ${b.subscriber ?? ''}${b.attempt ? ` #${b.attempt}` : ''}` }))} />}
                  <BodyPane key={shown.no} id={id} body={shown} clear={clear} marked={outward} />
                </div>
              )}
            </div>
          </>
        );
      }}
    </Answered>
  );
}
