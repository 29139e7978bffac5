import dayjs from 'dayjs';

/** The month so many after this one. */
export const month = (of: string, by: number) => dayjs(`${of}-01`).add(by, 'month').format('YYYY-MM');

/** Days of a month by weeks from Monday on, with the days before and after that fill them. */
export function weeks(of: string): string[][] {
  const first = dayjs(`${of}-01`);
  const begin = first.subtract((first.day() + 6) % 7, 'day');
  const count = Math.ceil((first.diff(begin, 'day') + first.daysInMonth()) / 7);
  return Array.from({ length: count }, (_, w) => Array.from({ length: 7 }, (_, d) => begin.add(w * 7 + d, 'day').format('YYYY-MM-DD')));
}
