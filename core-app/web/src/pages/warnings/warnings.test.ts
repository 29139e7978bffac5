import { describe, expect, it } from 'vitest';
import { month, weeks } from './days';
import { bars } from './bars';

describe('small charts', () => {
  it('scale to the highest figure and never draw below the ground', () => {
    const { of, height } = bars([50, 100, -5]);
    expect(of.map((b) => b.height)).toEqual([height / 2, height, 0]);
    expect(of.every((b) => b.y + b.height === height)).toBe(true);
  });
  it('have nothing to draw of nothing', () => expect(bars([]).of).toEqual([]));
});

describe('the calendar', () => {
  it('begins on Mondays and holds whole weeks', () => {
    const all = weeks('2026-12');
    expect(all[0]![0]).toBe('2026-11-30');
    expect(all.at(-1)!.at(-1)).toBe('2027-01-03');
    expect(all.every((w) => w.length === 7)).toBe(true);
  });
  it('goes over the new year', () => expect([month('2026-12', 1), month('2027-01', -1)]).toEqual(['2027-01', '2026-12']));
});
