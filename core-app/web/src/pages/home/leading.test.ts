import { describe, expect, it } from 'vitest';
import { byLevel } from './Leading';

describe('the trend by level', () => {
  it('has every month for every level, in yuan, the best level first', () => {
    const { months, levels } = byLevel([{ month: '2026-10', serviceLevel: 'silver', fen: 300 }, { month: '2026-09', serviceLevel: 'diamond', fen: 100 }, { month: '2026-10', serviceLevel: 'diamond', fen: 200 }]);
    expect(months).toEqual(['2026-09', '2026-10']);
    expect(levels).toEqual([{ level: 'diamond', yuan: [1, 2] }, { level: 'silver', yuan: [0, 3] }]);
  });
});
