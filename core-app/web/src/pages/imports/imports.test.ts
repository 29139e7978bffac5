import { describe, expect, it } from 'vitest';
import { paceOf, progressOf } from '../../api/importTypes';

const counts = { rows: 100, new: 30, changed: 20, unchanged: 10, wrong: 5, doubtful: 10, made: 25, edited: 10, refused: 5 };

describe('how far an import is', () => {
  it('leaves out what is doubtful, unless it was asked for', () => {
    expect(progressOf({ counts, withDoubtful: false })).toEqual({ done: 40, all: 80, percent: 50 });
    expect(progressOf({ counts, withDoubtful: true })).toEqual({ done: 40, all: 90, percent: 44 });
  });
  it('has nothing to do where nothing is left', () => expect(progressOf({ counts: { ...counts, new: 10, changed: 0 }, withDoubtful: false }).percent).toBe(100));
  it('tells rows a second and what is left, once there is something to tell by', () => {
    const at = { counts, withDoubtful: false, startedAt: '2026-11-22T08:00:00Z', now: '2026-11-22T08:00:10Z' };
    expect(paceOf(at)).toEqual({ perSecond: 4, secondsLeft: 10 });
    expect(paceOf({ ...at, startedAt: undefined })).toBeUndefined();
    expect(paceOf({ ...at, counts: { ...counts, made: 0, edited: 0, refused: 0 } })).toBeUndefined();
  });
});
