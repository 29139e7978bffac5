import { describe, expect, it } from 'vitest';
import type { OrderEvent, Step } from '../api/orderTypes';
import { clockOf, laneOf, milestones, shownStep, stepsAt, together } from './shown';

const step = (over: Partial<Step>): Step => ({ key: 'check#1', step: 'check', title: { zh: '资源确认', en: 'Check' }, after: [], do: 'checkFeasibility', person: false, role: 'resource', system: 'resource', state: 'waiting', ...over });
const words = { predicted: 'predicted late', noReturn: 'no return' };
const at = (hour: number) => `2026-11-02T${String(hour).padStart(2, '0')}:00:00Z`;

describe('a step in the picture', () => {
  it('stands in its system’s lane, or in that of the people who do it', () => {
    expect(laneOf(step({}))).toBe('system:resource');
    expect(laneOf(step({ person: true, role: 'clerk' }))).toBe('role:clerk');
    expect(laneOf(step({ person: true, role: 'construction' }))).toBe('system:n97');
  });

  it('has a clock only while it runs', () => {
    const running = step({ state: 'inProgress', startedAt: at(8), warnAt: at(12), dueAt: at(16) });
    expect(clockOf(running, Date.parse(at(10)))).toEqual({ part: 0.25, warned: false });
    expect(clockOf(running, Date.parse(at(13)))?.warned).toBe(true);
    expect(clockOf({ ...running, state: 'completed' }, Date.parse(at(13)))).toBeUndefined();
  });

  it('is amber when its warning is over, red when its time is, and dashed when it is foreseen to be late', () => {
    const running = step({ state: 'inProgress', startedAt: at(8), warnAt: at(12), dueAt: at(16) });
    expect(shownStep(running, 'x', 'y', Date.parse(at(13)), words).tone).toBe('warn');
    expect(shownStep(running, 'x', 'y', Date.parse(at(17)), words).tone).toBe('bad');
    expect(shownStep(step({ predictedLate: true }), 'x', 'y', 0, words)).toMatchObject({ dashed: true, tone: 'warn', state: 'predicted late' });
  });
});

describe('a past order', () => {
  const steps = [step({ key: 'a', state: 'completed', startedAt: at(8), endedAt: at(10) }), step({ key: 'b', state: 'completed', startedAt: at(10), endedAt: at(14) })];
  const history: OrderEvent[] = [{ number: 1, at: at(8), what: 'Placed' }, { number: 2, at: at(10), what: 'StepEnded', step: 'a' }, { number: 3, at: at(11), what: 'StepFailed', step: 'b' }, { number: 4, at: at(12), what: 'Retry', step: 'b' }, { number: 5, at: at(14), what: 'StepEnded', step: 'b' }];
  const states = (hour: number) => stepsAt(steps, history, Date.parse(at(hour))).map((s) => s.state);

  it('plays back as it went, failures too', () => {
    expect(states(7)).toEqual(['waiting', 'waiting']);
    expect(states(9)).toEqual(['inProgress', 'waiting']);
    expect(states(10)).toEqual(['completed', 'inProgress']);
    expect(states(11)).toEqual(['completed', 'failed']);
    expect(states(13)).toEqual(['completed', 'inProgress']);
    expect(states(14)).toEqual(['completed', 'completed']);
  });
});

it('steps of several items make one milestone, which is done when all are', () => {
  expect(milestones([step({ key: 'a' }), step({ key: 'b', state: 'completed' })])).toHaveLength(1);
  expect(together(['waiting', 'completed'])).toBe('inProgress');
  expect(together(['completed', 'completed'])).toBe('completed');
  expect(together(['completed', 'failed'])).toBe('failed');
});
