import { describe, expect, it } from 'vitest';
import { asks, entryOf, itemOf, yuan } from './entry';

describe('the order form', () => {
  it('asks both ends of a new leased line, and one of anything else', () => {
    expect(asks('new', 'LEASED_LINE_SDH')).toMatchObject({ aEnd: true, zEnd: true, bandwidth: true, quantity: false });
    expect(asks('new', '800')).toMatchObject({ aEnd: true, zEnd: false, bandwidth: false, quantity: true });
    expect(asks('terminate', 'LEASED_LINE_SDH')).toMatchObject({ line: true, aEnd: false, fees: false });
  });

  it('hands money in as whole fen, and nothing for an empty field', () => {
    const item = itemOf('new', { offering: 'LEASED_LINE', monthly: '1,200.5', oneTime: '', aEnd: { address: '文三路 1 号', room: '' }, zEnd: {} });
    expect(item).toMatchObject({ monthlyFeeFen: 120050, oneTimeFeeFen: undefined, aEnd: { address: '文三路 1 号' }, zEnd: undefined, quantity: 1 });
  });

  it('shows an item as it was handed in', () => {
    expect(entryOf({ action: 'new', offering: 'LEASED_LINE', monthlyFeeFen: 120005 }).monthly).toBe('1200.05');
    expect(yuan(5)).toBe('0.05');
  });
});
