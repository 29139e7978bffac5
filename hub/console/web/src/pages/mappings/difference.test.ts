import { describe, expect, it } from 'vitest';
import { changedLines } from './difference';

const told = (a: string, b: string) => changedLines(a, b).map((l) => l.kind + l.text);

describe('what was changed', () => {
  it('shows the line that came, with its neighbours', () => expect(told('a\nb\nc\nd\ne\nf', 'a\nb\nc\nx\nd\ne\nf')).toEqual([' b', ' c', '+x', ' d', ' e']));
  it('shows a line that became another as gone and come', () => expect(told('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c']));
  it('keeps what is the same between two changes', () => expect(told('a\nb\nc', 'A\nb\nC')).toEqual(['-a', '+A', ' b', '-c', '+C']));
  it('says nothing of equal texts', () => expect(told('a\nb', 'a\nb')).toEqual([]));
});
