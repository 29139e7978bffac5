import { describe, expect, it } from 'vitest';
import { suggestions, withTime, wordAt } from './query';

const words = { fields: ['type', 'to', 'state', 'system'], states: ['parked', 'done', 'retry'], interfaces: ['BIL-1', 'N97-1'] };

describe('the query line', () => {
  it('offers fields that begin with what was typed', () => expect(suggestions(words, '机床厂 st', 6)).toEqual(['state:']));
  it('offers the values of a field after its colon', () => expect(suggestions(words, 'state:pa', 8)).toEqual(['state:parked']));
  it('offers values behind a minus and a full-width colon too', () => expect(suggestions(words, '-state：do', 9)).toEqual(['state:done']));
  it('offers nothing for an empty place', () => expect(suggestions(words, 'state:parked ', 13)).toEqual([]));
  it('knows the word in which the cursor stands, brackets left out', () => expect(wordAt('(state:parked OR to:N97)', 5)).toEqual({ from: 1, to: 13, word: 'state:parked' }));
  it('takes a dragged time in the place of one that was there', () =>
    expect(withTime('state:parked since:2h', '2026-11-22T08:00:10Z', '2026-11-22T09:30:00Z')).toBe('state:parked since:2026-11-22T08:00Z until:2026-11-22T09:30Z'));
});
