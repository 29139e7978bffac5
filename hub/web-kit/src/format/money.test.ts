import { describe, expect, it } from 'vitest';
import { money, parseMoney, roughMoney } from './money';

describe('money', () => {
  it('is shown as yuan with thousands and two places', () => {
    expect(money(123456)).toBe('¥1,234.56');
    expect(money(123456789012)).toBe('¥1,234,567,890.12');
  });
  it('below one yuan keeps its zeros', () => {
    expect(money(0)).toBe('¥0.00');
    expect(money(5)).toBe('¥0.05');
    expect(money(-50)).toBe('−¥0.50');
  });
  it('is exact where a floating point number would not be', () => {
    expect(money(9007199254740993n)).toBe('¥90,071,992,547,409.93');
    expect(() => money(2 ** 53)).toThrow(RangeError);
    expect(() => money(1.5)).toThrow(RangeError);
  });
  it('that is absent is shown as nothing', () => expect(money(undefined)).toBe(''));
  it('that was typed is read exactly', () => {
    expect(parseMoney('¥1,234.5')).toBe(123450n);
    expect(parseMoney(' -0.07 ')).toBe(-7n);
    expect(parseMoney('90071992547409.93')).toBe(9007199254740993n);
  });
  it('that was typed wrongly is not guessed', () => {
    for (const text of ['', '1,23', '1.234', 'abc', '1 2', '--1']) expect(parseMoney(text)).toBeNull();
  });
  it('on an axis is counted as each language counts', () => {
    expect(roughMoney(1_234_500_00, 'zh')).toBe('¥123.5万');
    expect(roughMoney(1_234_500_00, 'en')).toBe('¥1.2m');
    expect(roughMoney(90000, 'en')).toBe('¥900');
  });
});
