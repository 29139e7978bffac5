import { describe, expect, it } from 'vitest';
import { depths, layOut, neededLinks, usualSizes, type GraphStep } from './layout';

const order: GraphStep[] = [
  { key: 'accept', after: [], lane: 'clerk' },
  { key: 'check', after: ['accept'], lane: 'resource' },
  { key: 'a-end', after: ['check'], lane: 'n97' },
  { key: 'z-end', after: ['check'], lane: 'n97' },
  { key: 'test', after: ['a-end', 'z-end', 'check'], lane: 'clerk' },
];

const { width: wide, height: high } = usualSizes;

describe('a graph of steps', () => {
  it('puts each step below all that it waits for', () => {
    const depth = depths(order);
    for (const s of order) for (const a of s.after) expect(depth.get(s.key)).toBeGreaterThan(depth.get(a)!);
  });

  it('draws parallel steps of one lane side by side', () => {
    const { steps } = layOut(order);
    const [a, z] = ['a-end', 'z-end'].map((key) => steps.find((s) => s.key === key)!);
    expect(a!.y).toBe(z!.y);
    expect(Math.abs(a!.x - z!.x)).toBeGreaterThanOrEqual(wide);
  });

  it('has no two steps over each other, and each within its lane', () => {
    const { steps, lanes, width, height } = layOut(order);
    for (const [i, s] of steps.entries()) {
      const lane = lanes.find((l) => l.lane === order[i]!.lane)!;
      expect(s.x).toBeGreaterThanOrEqual(lane.x);
      expect(s.x + wide).toBeLessThanOrEqual(lane.x + lane.width);
      expect(s.x + wide).toBeLessThanOrEqual(width);
      expect(s.y + high).toBeLessThanOrEqual(height);
      for (const o of steps.slice(i + 1)) expect(Math.abs(o.x - s.x) >= wide || Math.abs(o.y - s.y) >= high).toBe(true);
    }
  });

  it('leaves out a link that another way says already', () => {
    expect(neededLinks(order)).not.toContainEqual({ from: 'check', to: 'test' });
    expect(neededLinks(order)).toContainEqual({ from: 'a-end', to: 'test' });
  });

  it('draws also what goes round in a circle or waits for nothing known, for that is when a picture is needed', () => {
    const wrong: GraphStep[] = [{ key: 'a', after: ['b'], lane: 'x' }, { key: 'b', after: ['a', 'gone'], lane: 'x' }];
    expect(layOut(wrong).steps).toHaveLength(2);
    expect(layOut(wrong).links).toHaveLength(2);
  });

  it('is empty without steps', () => expect(layOut([]).steps).toEqual([]));
});
