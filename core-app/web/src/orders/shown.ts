import type { ShownStep, Sign, Tone } from '@integration/web-kit';
import type { OrderEvent, PlanStep, Step } from '../api/orderTypes';

const systemOf: Record<string, string> = { resource: 'resource', billing: 'billing', construction: 'n97' };

/** Who does a step: a system, or a role's people. A department's people stand in the lane of its system, so that the picture stays narrow. */
export const laneOf = (s: Pick<PlanStep, 'person' | 'role' | 'system'>) => (s.person ? (systemOf[s.role] ? `system:${systemOf[s.role]}` : `role:${s.role}`) : `system:${s.system ?? 'core'}`);

const looks: Record<string, [Tone, Sign]> = {
  waiting: ['quiet', 'wait'], inProgress: ['accent', 'run'], completed: ['good', 'done'], failed: ['bad', 'fail'], skipped: ['quiet', 'skip'], undoing: ['warn', 'back'], undoFailed: ['bad', 'fail'], undone: ['quiet', 'back'], cancelled: ['quiet', 'skip'],
};

/** Share of a step's time that is over; nothing where no clock runs. */
export function clockOf(step: Pick<Step, 'state' | 'startedAt' | 'warnAt' | 'dueAt'>, now: number): { part: number; warned: boolean } | undefined {
  if ((step.state !== 'inProgress' && step.state !== 'undoing') || !step.startedAt || !step.dueAt) return undefined;
  const [from, to] = [Date.parse(step.startedAt), Date.parse(step.dueAt)];
  return { part: to > from ? (now - from) / (to - from) : 1, warned: now >= to || (step.warnAt !== undefined && now >= Date.parse(step.warnAt)) };
}

export function shownStep(step: Step, title: string, stateWords: string, now: number, words: { predicted: string; noReturn: string }): ShownStep {
  const [tone, sign] = looks[step.state] ?? ['quiet', 'wait'];
  const clock = clockOf(step, now);
  const late = step.late || (clock?.part ?? 0) >= 1;
  return {
    key: step.key, after: step.after, lane: laneOf(step), title, state: step.predictedLate && step.state === 'waiting' ? words.predicted : stateWords, sign, clock,
    tone: late && tone !== 'bad' ? 'bad' : (clock?.warned || (step.predictedLate && (step.state === 'waiting' || step.state === 'inProgress'))) && tone !== 'bad' ? 'warn' : tone,
    dashed: step.state === 'waiting' || !!step.predictedLate, mark: step.pointOfNoReturn ? words.noReturn : undefined, person: step.person,
  };
}

/** A plan that has not begun: all its steps wait. */
export const planned = (step: PlanStep): Step => ({ ...step, state: 'waiting' });

/** The steps as they stood at a moment of the past, from their own times and from what is told of failures. */
export function stepsAt(steps: readonly Step[], history: readonly OrderEvent[], moment: number): Step[] {
  return steps.map((s) => {
    const [started, ended] = [s.startedAt ? Date.parse(s.startedAt) : Infinity, s.endedAt ? Date.parse(s.endedAt) : Infinity];
    const told = history.filter((e) => e.step === s.key && Date.parse(e.at) <= moment).at(-1)?.what;
    const bare = { ...s, late: false, predictedLate: false, trouble: undefined };
    if (told === 'StepFailed') return { ...bare, state: 'failed', trouble: s.trouble };
    if (told === 'UndoFailed') return { ...bare, state: 'undoFailed' };
    if (told === 'StepUndone') return { ...bare, state: 'undone' };
    if (told === 'Skip') return { ...bare, state: 'skipped', endedAt: s.endedAt };
    if (told === 'StepEnded' || ended <= moment) return { ...bare, state: told === 'StepEnded' && s.state !== 'skipped' ? 'completed' : s.state };
    return { ...bare, state: started <= moment || told === 'Retry' ? 'inProgress' : 'waiting', endedAt: undefined };
  });
}

/** One line per step of the plan: per-item steps count as one. */
export function milestones(steps: readonly Step[]): { step: string; title: Step['title']; states: string[]; late: boolean }[] {
  const by = new Map<string, { step: string; title: Step['title']; states: string[]; late: boolean }>();
  for (const s of steps) {
    const one = by.get(s.step) ?? { step: s.step, title: s.title, states: [], late: false };
    one.states.push(s.state);
    one.late ||= !!s.late;
    by.set(s.step, one);
  }
  return [...by.values()];
}

/** What several of a kind stand at together: the worst first, then what runs, then what is to come. */
export function together(states: readonly string[]): string {
  for (const s of ['failed', 'undoFailed', 'undoing', 'inProgress', 'waiting', 'completed', 'undone', 'skipped', 'cancelled']) if (states.includes(s)) return s === 'waiting' && states.includes('completed') ? 'inProgress' : s;
  return 'waiting';
}
