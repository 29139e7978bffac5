import { describe, expect, it } from 'vitest';
import { holds, lastName, layOutBody } from './body';

describe('a body laid out', () => {
  it('gives every line of JSON its path, places in lists left out', () =>
    expect(layOutBody('{"a":1,"items":[{"amount":5}]}', 'application/json').map((l) => [l.text.trim(), l.path])).toEqual([['{', ''], ['"a": 1,', 'a'], ['"items": [', 'items'], ['{', 'items[]'], ['"amount": 5', 'items[].amount'], ['}', 'items[]'], [']', 'items'], ['}', '']]));
  it('lays out lines of JSON one after another', () => expect(layOutBody('{"a":1}\n{"a":2}', 'application/json').filter((l) => l.path === 'a').map((l) => l.text.trim())).toEqual(['"a": 1', '"a": 2']));
  it('lays out JSON that somebody laid out already', () => expect(layOutBody('{\n "a": 1\n}', 'application/json').map((l) => l.text)).toEqual(['{', '  "a": 1', '}']));
  it('shows what it cannot read as it came', () => expect(layOutBody('{"a":', 'application/json')).toEqual([{ text: '{"a":' }]));
  it('finds the source of a field by the end of its path', () => {
    expect(holds({ text: '', path: 'Envelope/Body/Reserve/orderNo' }, ['Reserve.orderNo'])).toBe(true);
    expect(holds({ text: '', path: 'Envelope/Body/Reserve/orderNo' }, ['event.dueDate'])).toBe(false);
  });
  it('knows the last name of a path', () => expect(lastName('items[].amount')).toBe('amount'));
});
