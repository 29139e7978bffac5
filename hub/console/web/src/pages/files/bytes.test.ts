import { expect, it } from 'vitest';
import { bytes, done } from './bytes';

it('tells sizes in the unit that fits', () => expect([0, 999, 1536, 12_345_678, 5e12].map(bytes)).toEqual(['0 B', '999 B', '1.5 kB', '12.3 MB', '5.0 TB']));

it('is done when it is done, and never more than that', () => {
  expect(done({ state: 'running', size: 200, offset: 50 })).toBe(25);
  expect(done({ state: 'running', size: 100, offset: 250 })).toBe(100);
  expect(done({ state: 'quarantined', size: 200, offset: 0 })).toBe(0);
  expect(done({ state: 'done', size: 0, offset: 0 })).toBe(100);
});
