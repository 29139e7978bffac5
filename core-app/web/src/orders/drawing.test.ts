import { describe, expect, it } from 'vitest';
import type { Template } from '../api/orderTypes';
import { added, differences, emptyTemplate, linked, renamed, unlinked, without } from './drawing';

const person = { do: 'person', title: { zh: '人工', en: 'By hand' }, canUndo: false, perItemOnly: false };
const drawn = (...after: string[][]): Template => after.reduce((t, _, i) => added(t, person, i ? t.steps[i - 1]!.step : undefined).template, emptyTemplate);

describe('drawing a template', () => {
  it('gives each new step a name of its own and puts it behind the chosen one', () => {
    const t = drawn([], [], []);
    expect(t.steps.map((s) => s.step)).toEqual(['person', 'person-2', 'person-3']);
    expect(t.steps[2]!.after).toEqual(['person-2']);
  });

  it('draws a link once and cuts it', () => {
    const t = linked(linked(drawn([], [], []), 'person', 'person-3'), 'person', 'person-3');
    expect(t.steps[2]!.after).toEqual(['person-2', 'person']);
    expect(unlinked(t, 'person-2', 'person-3').steps[2]!.after).toEqual(['person']);
  });

  it('takes a removed step out of what waited for it, and tells a new name to them', () => {
    expect(without(drawn([], []), 'person').steps[0]!.after).toEqual([]);
    const t = renamed(drawn([], []), 'person', 'accept');
    expect(t.steps.map((s) => [s.step, s.after])).toEqual([['accept', []], ['person-2', ['accept']]]);
    expect(renamed(t, 'accept', 'person-2')).toBe(t);
  });

  it('says what differs between two versions, step by step', () => {
    const [a, b] = [drawn([], []), drawn([], [], [])];
    b.steps[0] = { ...b.steps[0]!, slaHours: 4 };
    expect(differences(a, b)).toEqual({ added: ['person-3'], removed: [], changed: [{ step: 'person', field: 'slaHours', before: 8, after: 4 }] });
    expect(differences(a, a)).toEqual({ added: [], removed: [], changed: [] });
  });
});
