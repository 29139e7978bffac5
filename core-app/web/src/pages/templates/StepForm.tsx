import { Panel } from '@integration/web-kit';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template, TemplateStep, Vocabulary } from '../../api/orderTypes';
import { change, renamed } from '../../orders/drawing';
import { inLanguage } from '../../texts/codes';

function Field({ label, children }: { label: string; children: ReactNode }) {
  return <label className="field"><span>{label}</span>{children}</label>;
}

/** One step's settings; every change is seen in the drawing at once. */
export function StepForm({ template, step: s, words, disabled, onDraw, onRemove }: { template: Template; step: TemplateStep; words: Vocabulary; disabled: boolean; onDraw: (next: Template, name?: string) => void; onRemove: () => void }) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(s.step);
  const set = (by: Partial<TemplateStep>) => onDraw(change(template, s.step, (o) => ({ ...o, ...by })));
  const kind = words.kinds.find((k) => k.do === s.do);
  const rename = () => {
    const next = renamed(template, s.step, name.trim());
    if (next === template) setName(s.step);
    else onDraw(next, name.trim());
  };
  return (
    <Panel title={kind && inLanguage(kind.title, i18n.language)}>
      <Field label={t('td.titleZh')}><Input disabled={disabled} value={s.title.zh} maxLength={40} onChange={(e) => set({ title: { ...s.title, zh: e.target.value } })} /></Field>
      <Field label={t('td.titleEn')}><Input disabled={disabled} value={s.title.en} maxLength={60} onChange={(e) => set({ title: { ...s.title, en: e.target.value } })} /></Field>
      <Field label={t('td.step')}><Input disabled={disabled} value={name} maxLength={40} onChange={(e) => setName(e.target.value)} onBlur={rename} onPressEnter={rename} /></Field>
      <Field label={t('td.after')}><Select disabled={disabled} mode="multiple" optionFilterProp="label" value={s.after} options={template.steps.filter((o) => o.step !== s.step).map((o) => ({ value: o.step, label: inLanguage(o.title, i18n.language) || o.step }))} onChange={(after: string[]) => set({ after })} /></Field>
      <Field label={t('td.role')}><Select disabled={disabled} value={s.role} options={words.roles.map((r) => ({ value: r.role, label: inLanguage(r.title, i18n.language) }))} onChange={(role: string) => set({ role })} /></Field>
      <Field label={t('td.sla')}><InputNumber disabled={disabled} value={s.slaHours} min={0.01} max={10000} onChange={(v) => set({ slaHours: v ?? 0 })} style={{ width: '100%' }} /></Field>
      <Field label={t('td.warnAt')}><InputNumber disabled={disabled} value={s.warnAt} min={1} max={100} onChange={(v) => set({ warnAt: v ?? 80 })} style={{ width: '100%' }} /></Field>
      <Field label={t('td.when')}><Select disabled={disabled || !s.perItem} mode="multiple" optionFilterProp="label" value={s.when} options={words.facts.map((f) => ({ value: f.fact, label: inLanguage(f.title, i18n.language) }))} onChange={(when: string[]) => set({ when })} /></Field>
      <Checkbox disabled={disabled || kind?.perItemOnly} checked={s.perItem} onChange={(e) => set({ perItem: e.target.checked })}>{t('td.perItem')}</Checkbox>
      <Checkbox disabled={disabled || !kind?.canUndo} checked={s.undo} onChange={(e) => set({ undo: e.target.checked })}>{t('td.undo')}</Checkbox>
      <Checkbox disabled={disabled} checked={s.pointOfNoReturn} onChange={(e) => set({ pointOfNoReturn: e.target.checked })}>{t('td.noReturn')}</Checkbox>
      {!disabled && <p style={{ margin: '10px 0 0' }}><Button danger onClick={onRemove}>{t('td.remove')}</Button></p>}
    </Panel>
  );
}

/** What the whole template is called and serves. */
export function Head({ template, words, fresh, disabled, onDraw }: { template: Template; words: Vocabulary; fresh: boolean; disabled: boolean; onDraw: (next: Template) => void }) {
  const { t, i18n } = useTranslation();
  const serve = (by: Partial<Template['serves']>) => onDraw({ ...template, serves: { ...template.serves, ...by } });
  return (
    <Panel title={t('templates')}>
      <Field label={t('td.name')}><Input disabled={disabled || !fresh} value={template.template} maxLength={60} onChange={(e) => onDraw({ ...template, template: e.target.value })} /></Field>
      <Field label={t('td.titleZh')}><Input disabled={disabled} value={template.title.zh} maxLength={60} onChange={(e) => onDraw({ ...template, title: { ...template.title, zh: e.target.value } })} /></Field>
      <Field label={t('td.titleEn')}><Input disabled={disabled} value={template.title.en} maxLength={60} onChange={(e) => onDraw({ ...template, title: { ...template.title, en: e.target.value } })} /></Field>
      <Field label={t('td.actions')}><Select disabled={disabled} mode="multiple" optionFilterProp="label" value={template.serves.actions} options={words.actions.map((a) => ({ value: a.action, label: inLanguage(a.title, i18n.language) }))} onChange={(actions: string[]) => serve({ actions })} /></Field>
      <Field label={t('td.offerings')}><Select disabled={disabled} mode="tags" value={template.serves.offerings} options={words.offerings.map((o) => ({ value: o.offering, label: `${o.offering} ${inLanguage(o.title, i18n.language)}` }))} onChange={(offerings: string[]) => serve({ offerings })} /></Field>
      <Field label={t('td.reach')}><Select disabled={disabled} mode="multiple" optionFilterProp="label" value={template.serves.reach} options={words.reaches.map((r) => ({ value: r.reach, label: inLanguage(r.title, i18n.language) }))} onChange={(reach: string[]) => serve({ reach })} /></Field>
    </Panel>
  );
}
