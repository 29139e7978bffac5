import { describe, expect, it } from 'vitest';
import type { Link } from '../api/types';
import { bySide, linkTone, width } from './map';

const link = (system: string, name: string): Link => ({ interface: name, system, from: system, to: 'hub', ratePerMinute: 0, errorsPerMinute: 0, depth: 0, paused: false, state: 'ok' });

describe('the map', () => {
  it('puts systems on both sides, none twice, the sides about equally long', () => {
    const sides = bySide({ systems: [], links: [link('billing', 'BIL-1'), link('billing', 'BIL-2'), link('billing', 'BIL-3'), link('n97', 'N97-1'), link('bank', 'BNK-1'), link('bank', 'BNK-2')] });
    expect(sides).toEqual({ left: ['billing'], right: ['bank', 'n97'] });
  });
  it('keeps a system on its side when figures change', () => {
    const links = [link('a', 'A-1'), link('b', 'B-1'), link('c', 'C-1')];
    expect(bySide({ systems: [], links: links.map((l) => ({ ...l, depth: 5, state: 'down' })) })).toEqual(bySide({ systems: [], links }));
  });
  it('draws ten times the messages wider, and no wider than fits', () => {
    expect(width(100)).toBeGreaterThan(width(10));
    expect(width(1e9)).toBe(8);
    expect(width(0)).toBe(1);
  });
  it('has a colour for each state and a quiet one for what it does not know', () => expect([linkTone({ state: 'down' }), linkTone({ state: 'odd' })]).toEqual(['bad', 'quiet']));
});
