import type { FileRow } from '../../api/types';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** 1536 → 1.5 kB. */
export function bytes(size: number): string {
  const step = Math.min(units.length - 1, size < 1000 ? 0 : Math.floor(Math.log10(size) / 3));
  return `${(size / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}

/** Percent of it that is read; an empty file has nothing to read. */
export const done = (f: Pick<FileRow, 'state' | 'size' | 'offset'>): number => (f.state === 'done' || f.size === 0 ? 100 : Math.min(100, Math.floor((f.offset * 100) / f.size)));
