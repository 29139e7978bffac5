import { Answered, ApiProblem, Empty, Graph, Panel, problemWords, StateTag, useLater, type ShownStep } from '@integration/web-kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button, Input, Select, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAsked, useRight } from '../../api/client';
import type { Template, TemplateProblem, TemplateRow, Vocabulary } from '../../api/orderTypes';
import { added, change, emptyTemplate, linked, unlinked, without } from '../../orders/drawing';
import { laneOf } from '../../orders/shown';
import { inLanguage } from '../../texts/codes';
import { laneWords } from '../orders/OrderPage';
import { Compare } from './Compare';
import { DryRunView } from './DryRun';
import { Head, StepForm } from './StepForm';

const route = getRouteApi('/frame/templates/$name');

export function Designer() {
  const { name } = route.useParams();
  const { version } = route.useSearch();
  const rows = useAsked<TemplateRow[]>('/templates');
  const row = rows.data?.find((r) => r.template === name);
  const wanted = version ?? row?.version;
  const words = useAsked<Vocabulary>('/templates/vocabulary');
  const path = `/templates/${encodeURIComponent(name)}/${wanted}`;
  const asked = useQuery({ queryKey: ['edit', path], queryFn: () => api.ask<Template>('GET', path), enabled: name !== 'new' && wanted !== undefined, staleTime: Infinity });
  if (name === 'new') return <Answered of={words} lines={10}>{(w) => <Drawing key="new" start={emptyTemplate} etag={'"new"'} words={w} versions={[]} />}</Answered>;
  if (rows.data && !row) return <Panel><Empty title={name}><Link to="/templates">←</Link></Empty></Panel>;
  return <Answered of={asked} lines={10}>{({ data, etag }) => <Answered of={words}>{(w) => <Drawing key={`${data.template}@${data.version}`} start={data} etag={etag ?? ''} words={w} versions={row?.versions ?? []} />}</Answered>}</Answered>;
}

function Drawing({ start, etag, words, versions }: { start: Template; etag: string; words: Vocabulary; versions: number[] }) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const mayEdit = useRight('templates.edit');
  const [drawn, draw] = useState(start);
  const [chosen, choose] = useState<string>();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const rested = useLater(drawn, 350);
  const check = useQuery({ queryKey: ['check', JSON.stringify(rested)], queryFn: async ({ signal }) => (await api.ask<{ problems: TemplateProblem[] }>('POST', '/templates/check', { body: rested, signal })).data.problems, placeholderData: (old) => old });
  const problems = check.data ?? [];
  const steps = useShown(drawn, words, problems);
  const step = drawn.steps.find((s) => s.step === chosen);
  const add = (kind: string, behind = chosen ?? drawn.steps.at(-1)?.step) => {
    const found = words.kinds.find((k) => k.do === kind);
    if (!found) return;
    const next = added(drawn, found, behind);
    draw(next.template);
    choose(next.step);
  };
  const save = async () => {
    if (busy) return;
    setBusy(true);
    try {
      const { data } = await api.ask<{ template: string; version: number }>('PUT', `/templates/${encodeURIComponent(drawn.template)}`, { body: { ...drawn, note }, ifMatch: etag });
      void message.success(t('td.saved', data));
      await client.invalidateQueries();
      await navigate({ to: '/templates/$name', params: { name: data.template }, search: { version: data.version } });
    } catch (e) {
      void message.error(e instanceof ApiProblem && e.code === 'edit.stale' ? t('td.stale') : problemWords(t, e), 8);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <nav className="quiet" aria-label="breadcrumb" style={{ marginBottom: 4 }}><Link to="/templates">{t('templates')}</Link> / {start.template || t('td.fresh')}</nav>
      <div className="page-head">
        <h1>{inLanguage(drawn.title, i18n.language) || t('td.fresh')}</h1>
        {versions.length > 0 && <Select aria-label={t('td.versions')} value={start.version} options={versions.map((v) => ({ value: v, label: t('td.version', { version: v }) }))} onChange={(v: number) => void navigate({ search: { version: v } })} />}
        <span className="grow" />
        {mayEdit ? <><Input aria-label={t('td.note')} placeholder={t('td.note')} maxLength={200} value={note} onChange={(e) => setNote(e.target.value)} style={{ width: 200 }} /><Button type="primary" loading={busy} disabled={problems.length > 0 || !check.isSuccess || drawn === start} onClick={() => void save()}>{t('td.save')}</Button></> : <span className="quiet">{t('td.readOnly')}</span>}
      </div>
      <div className="designer">
        <aside className="panel palette"><h2>{t('td.palette')}</h2><p className="quiet">{t('td.paletteHint')}</p>{words.kinds.map((k) => <button type="button" key={k.do} disabled={!mayEdit} draggable={mayEdit} onDragStart={(e) => e.dataTransfer.setData('text/kind', k.do)} onClick={() => add(k.do)}>{inLanguage(k.title, i18n.language)}</button>)}</aside>
        <div onDragOver={(e) => { if (mayEdit) e.preventDefault(); }} onDrop={(e) => { e.preventDefault(); add(e.dataTransfer.getData('text/kind')); }}>
          <div style={{ marginBottom: 10 }}><Problems problems={problems} loading={check.isPending} onChoose={choose} /></div>
          {drawn.steps.length === 0 ? <Panel><Empty title={t('td.canvas')}>{t('td.paletteHint')}</Empty></Panel> : (
            <Graph
              steps={steps} label={t('td.canvas')} laneTitle={(lane) => laneWords(t, lane)} chosen={chosen} onChoose={choose} {...(mayEdit ? { onLink: (from: string, to: string) => draw((d) => linked(d, from, to)), onCutLink: (from: string, to: string) => draw((d) => unlinked(d, from, to)) } : {})}
              onMove={mayEdit ? (key, lane) => draw((d) => change(d, key, (s) => (s.do === 'person' && lane.startsWith('role:') ? { ...s, role: lane.slice(5) } : s))) : undefined}
            />
          )}
          <p className="quiet">{t('td.canvasHint')}</p>
        </div>
        <div className="order-side">
          {step ? <StepForm key={step.step} template={drawn} step={step} words={words} disabled={!mayEdit} onDraw={(next, name) => { draw(next); if (name) choose(name); }} onRemove={() => { draw((d) => without(d, step.step)); choose(undefined); }} /> : <Head template={drawn} words={words} fresh={etag === '"new"'} disabled={!mayEdit} onDraw={draw} />}
          {step && <Button type="link" onClick={() => choose(undefined)}>{t('kit:close')}</Button>}
        </div>
      </div>
      <Tabs style={{ marginTop: 12 }} items={[{ key: 'dry', label: t('td.dryRun'), children: <DryRunView template={drawn} /> }, ...(versions.length > 1 || drawn !== start ? [{ key: 'compare', label: t('td.compare'), children: <Compare template={drawn} start={start} versions={versions} /> }] : [])]} />
    </>
  );
}

function useShown(template: Template, words: Vocabulary, problems: readonly TemplateProblem[]): ShownStep[] {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const wrong = new Set(problems.flatMap((p) => [...(p.path ?? []), ...(p.step ? [p.step] : [])]));
    return template.steps.map((s) => {
      const system = words.kinds.find((k) => k.do === s.do)?.system;
      return {
        key: s.step, after: s.after, lane: laneOf({ person: s.do === 'person', role: s.role, system }), title: inLanguage(s.title, i18n.language) || s.step, state: `${s.slaHours} h${s.undo ? ' ↩' : ''}${s.perItem ? ' ×n' : ''}`, tone: wrong.has(s.step) ? 'bad' as const : 'quiet' as const, sign: wrong.has(s.step) ? 'fail' as const : 'wait' as const,
        mark: s.pointOfNoReturn ? '⊘' : undefined, person: s.do === 'person', dashed: s.when.length > 0,
      };
    });
  }, [template, words, problems, i18n.language, t]);
}

function Problems({ problems, loading, onChoose }: { problems: TemplateProblem[]; loading: boolean; onChoose: (step: string) => void }) {
  const { t } = useTranslation();
  if (loading) return null;
  if (!problems.length) return <div role="status"><StateTag tone="good">{t('td.sound')}</StateTag></div>;
  return (
    <Panel title={`${t('td.problems')} (${problems.length})`}>
      <ul className="problems" role="alert">{problems.map((p, i) => <li key={i}><StateTag tone="bad">{problemText(t, p)}</StateTag>{!!p.path?.length && <div className="quiet">{p.path.map((s, n) => <span key={n}>{n > 0 && ' → '}<Button type="link" size="small" style={{ padding: 0, height: 'auto' }} onClick={() => onChoose(s)}>{s}</Button></span>)}</div>}</li>)}</ul>
    </Panel>
  );
}

const problemText = (t: ReturnType<typeof useTranslation>['t'], p: TemplateProblem) => (t('tp', { returnObjects: true }) as Record<string, string>)[p.code]?.replace('{{step}}', p.step ?? p.path?.[0] ?? '') ?? p.message;
