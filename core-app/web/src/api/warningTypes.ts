// The forms of core-app/api/warnings.md.
export interface Said { zh: string; en: string }
export interface Warning {
  warningId: string; kind: string; rule: string; severity: string; state: string; title: Said; customerNo?: string; customerName?: string; serviceLevel?: string; orderNo?: string; orgUnit: string; managerId?: string; owner?: string;
  raisedAt: string; lastSeenAt: string; seen: number; dueAt?: string; overdue: boolean; level: number; mutedUntil?: string; closedAt?: string;
}
export interface SawValue { name: string; value: number; threshold?: number }
export interface WarningDetail {
  warning: Warning; saw: { args: Record<string, string>; values: SawValue[]; series: { at: string; value: number }[] }; log: { number: number; at: string; who: string; what: string; note?: string; message?: string }[]; message: string; conversation: string; can: string[];
}
export interface WarningCount { key: string; raised: number; open: number; overdue: number; escalated: number }
export interface Threshold { usual: number; diamond?: number; gold?: number; silver?: number }
export interface Rule {
  code: string; version: number; kind: string; title: Said; says: Said; severity: string; enabled: boolean; dueHours: number; escalateHours: number[]; values: Record<string, Threshold>; units: Record<string, Record<string, Threshold>>; tryable: boolean;
}
export interface TryOut { months: { month: string; raised: number; customers: number }[]; sample: { month: string; customerNo: string; customerName: string; title: Said }[] }
export interface DayToKeep { date: string; name: string; customerNo: string; customerName: string; serviceLevel: string; managerId?: string }
export interface Bell { warnings: number; critical: number; overdue: number }
export const acts = ['acknowledge', 'handle', 'close', 'mute', 'assign', 'escalate'] as const;
export type Act = (typeof acts)[number];
