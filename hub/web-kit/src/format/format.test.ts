import { describe, expect, it } from 'vitest';
import { age, dateTime, day } from './dates';
import { bandwidth, phone } from './phone';

describe('a phone number', () => {
  it('is grouped as it is dialled', () => {
    expect(phone('13812345678')).toBe('138 1234 5678');
    expect(phone('057187001234')).toBe('0571-8700 1234');
    expect(phone('01062345678')).toBe('010-6234 5678');
    expect(phone('4008123456')).toBe('400-812-3456');
  });
  it('loses the country only if a whole number is left', () => {
    expect(phone('+8613812345678')).toBe('138 1234 5678');
    expect(phone('8612')).toBe('8612');
  });
  it('that is of no known form stays as it is', () => expect(phone('HZ-LL-0001')).toBe('HZ-LL-0001'));
});

describe('a time', () => {
  it('that is a day or a month has no zone and is not moved', () => {
    expect(dateTime('2026-11-01')).toBe('2026-11-01');
    expect(dateTime('2026-11')).toBe('2026-11');
    expect(day(undefined)).toBe('');
  });
  it('is as old as a person would say', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(age('2026-11-22T11:59:30Z', now).unit).toBe('now');
    expect(age('2026-11-22T11:57:00Z', now)).toEqual({ unit: 'minutes', count: 3, ahead: false });
    expect(age('2026-11-20T11:00:00Z', now)).toEqual({ unit: 'days', count: 2, ahead: false });
    expect(age('2026-11-22T15:00:00Z', now)).toEqual({ unit: 'hours', count: 3, ahead: true });
  });
});

describe('a bandwidth', () => {
  it('is said in the largest fitting unit', () => {
    expect(bandwidth(64)).toBe('64 kbit/s');
    expect(bandwidth(2048)).toBe('2.048 Mbit/s');
    expect(bandwidth(10000)).toBe('10 Mbit/s');
    expect(bandwidth(1000000)).toBe('1 Gbit/s');
  });
});
