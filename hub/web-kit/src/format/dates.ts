import dayjs from 'dayjs';

const two = (n: number) => String(n).padStart(2, '0');

/** 2026-11-22 08:30 in the reader's zone; days (yyyy-MM-dd) and months stay as they are, for they have no zone. */
export function dateTime(value: string | null | undefined): string {
  if (!value) return '';
  if (isDay(value)) return value;
  const d = new Date(value);
  return Number.isNaN(d.getTime()) ? value : `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** With seconds and the zone: for hovering. */
export function fullTime(value: string | null | undefined): string {
  if (!value || isDay(value)) return value ?? '';
  return dayjs(value).format('YYYY-MM-DD HH:mm:ss Z');
}

export function day(value: string | null | undefined): string {
  return dateTime(value).slice(0, 10);
}

export interface Age { unit: 'now' | 'minutes' | 'hours' | 'days' | 'months' | 'years'; count: number; ahead: boolean }

/** How long ago, in the unit that a person would say. */
export function age(value: string, now: number): Age {
  const seconds = (now - new Date(value).getTime()) / 1000;
  const ahead = seconds < 0;
  const s = Math.abs(seconds);
  const of = (unit: Age['unit'], size: number): Age => ({ unit, count: Math.floor(s / size), ahead });
  if (s < 60) return { unit: 'now', count: 0, ahead: false };
  if (s < 3600) return of('minutes', 60);
  if (s < 86400) return of('hours', 3600);
  if (s < 60 * 86400) return of('days', 86400);
  if (s < 730 * 86400) return of('months', 30.44 * 86400);
  return of('years', 365.25 * 86400);
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}(-\d{2})?$/.test(value);
}
