import type { Template, TemplateStep, Vocabulary } from '../api/orderTypes';

/** What a person does to a template while drawing it; each answer is a new template. */
export const linked = (t: Template, from: string, to: string): Template => change(t, to, (s) => (s.after.includes(from) || from === to ? s : { ...s, after: [...s.after, from] }));
export const unlinked = (t: Template, from: string, to: string): Template => change(t, to, (s) => ({ ...s, after: s.after.filter((a) => a !== from) }));
export const without = (t: Template, step: string): Template => ({ ...t, steps: t.steps.filter((s) => s.step !== step).map((s) => ({ ...s, after: s.after.filter((a) => a !== step) })) });
export const change = (t: Template, step: string, by: (s: TemplateStep) => TemplateStep): Template => ({ ...t, steps: t.steps.map((s) => (s.step === step ? by(s) : s)) });

/** A new name is told to all that wait for the step. */
export function renamed(t: Template, step: string, name: string): Template {
  if (t.steps.some((s) => s.step === name)) return t;
  return { ...t, steps: t.steps.map((s) => ({ ...s, step: s.step === step ? name : s.step, after: s.after.map((a) => (a === step ? name : a)) })) };
}

/** A step of a kind, put behind the chosen one. */
export function added(t: Template, kind: Vocabulary['kinds'][number], behind: string | undefined): { template: Template; step: string } {
  const base = kind.do.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
  let name = base;
  for (let n = 2; t.steps.some((s) => s.step === name); n++) name = `${base}-${n}`;
  const step: TemplateStep = {
    step: name, title: kind.title, after: behind ? [behind] : [], do: kind.do, role: roleOf(kind.system), perItem: kind.perItemOnly, when: [], slaHours: 8, warnAt: 80, undo: kind.canUndo, pointOfNoReturn: false,
  };
  return { template: { ...t, steps: [...t.steps, step] }, step: name };
}

const roleOf = (system: string | undefined) => (system === 'n97' ? 'construction' : system === 'billing' ? 'billing' : system === 'resource' ? 'resource' : 'clerk');

export interface StepChange { step: string; field: string; before: unknown; after: unknown }
export interface TemplateChanges { added: string[]; removed: string[]; changed: StepChange[] }

/** What a version says otherwise than another one. */
export function differences(before: Template, after: Template): TemplateChanges {
  const old = new Map(before.steps.map((s) => [s.step, s]));
  const fresh = new Set(after.steps.map((s) => s.step));
  const changed: StepChange[] = [];
  for (const s of after.steps) {
    const o = old.get(s.step);
    if (!o) continue;
    for (const field of Object.keys(s) as (keyof TemplateStep)[]) {
      const [x, y] = [o[field], s[field]].map((v) => JSON.stringify(field === 'after' || field === 'when' ? [...(v as string[])].sort() : v));
      if (x !== y) changed.push({ step: s.step, field, before: o[field], after: s[field] });
    }
  }
  return { added: after.steps.filter((s) => !old.has(s.step)).map((s) => s.step), removed: before.steps.filter((s) => !fresh.has(s.step)).map((s) => s.step), changed };
}

export const emptyTemplate: Template = { template: '', version: 1, title: { zh: '', en: '' }, serves: { actions: ['new'], offerings: [], reach: [] }, steps: [] };
