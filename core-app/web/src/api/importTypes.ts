// The forms of core-app/api/import.md.
export interface ImportCounts { rows: number; new: number; changed: number; unchanged: number; wrong: number; doubtful: number; made: number; edited: number; refused: number }
export interface ImportTotal { key: string; column?: string; count: number; doubt: boolean; example: string }
export interface CustomerImport {
  importId: string; fileName: string; state: 'checked' | 'running' | 'stopped' | 'done'; withDoubtful: boolean; uploadedAt: string; startedAt?: string; endedAt?: string; stoppedBecause?: string; expiresAt: string; now: string;
  encoding: string; separator: string; headings: string[]; ignored: string[]; counts: ImportCounts; problems: ImportTotal[];
}
export interface ImportRow {
  line: number; state: string; doubtful: boolean; customerNo?: string; name?: string; changes: { attribute: string; before?: string; after?: string }[]; problems: { column?: string; field: string; value?: string; code: string; doubt: boolean; reason: string }[];
}

/** Rows that are to be done, have been, and how far it is: what stays out does not count. */
export function progressOf(i: Pick<CustomerImport, 'counts' | 'withDoubtful'>): { done: number; all: number; percent: number } {
  const done = i.counts.made + i.counts.edited + i.counts.refused;
  const left = i.counts.new + i.counts.changed - (i.withDoubtful ? 0 : i.counts.doubtful);
  return { done, all: done + left, percent: done + left === 0 ? 100 : Math.floor((done * 100) / (done + left)) };
}

/** Rows a second, and seconds that are left; nothing to tell before anything is done. */
export function paceOf(i: Pick<CustomerImport, 'counts' | 'withDoubtful' | 'startedAt' | 'now'>): { perSecond: number; secondsLeft: number } | undefined {
  const { done, all } = progressOf(i);
  const seconds = i.startedAt ? (Date.parse(i.now) - Date.parse(i.startedAt)) / 1000 : 0;
  if (done === 0 || seconds <= 0) return undefined;
  const perSecond = done / seconds;
  return { perSecond: Math.max(1, Math.round(perSecond)), secondsLeft: Math.ceil((all - done) / perSecond) };
}
