// The forms of core-app/api/orders.md.
import type { End } from './types';

export interface Title { zh: string; en: string }
export interface OrderRow {
  orderNo: string; name: string; customerNo: string; customerName?: string; state: string; orgUnit: string; managerId?: string; managerName?: string; parentOrderNo?: string; orderedAt: string; requestedOn?: string; expectedAt?: string; endedAt?: string; predictedLate?: boolean;
  steps: { total: number; done: number; running: number; late: number; failed: number }; current: { key: string; step: string; title: Title; role: string; state: string; dueAt?: string; late?: boolean }[];
}
export interface OrderFilters { states: { code: string; count: number }[]; managers: { staffId: string; name: string; count: number }[]; steps: { step: string; title: Title; count: number }[] }
/** words: our own, in both languages; else code and reason are another system’s. */
export interface Trouble { code?: string; reason?: string; words?: Title }
export type StepWish = 'done' | 'retry' | 'skip';
export interface Task {
  orderNo: string; orderName: string; customerNo: string; customerName?: string; orgUnit: string; managerId?: string; managerName?: string; key: string; step: string; title: Title; role: string; person: boolean; state: string;
  startedAt?: string; warnAt?: string; dueAt?: string; late?: boolean; warned?: boolean; trouble?: Trouble; can: StepWish[];
}
export interface PlanStep { key: string; step: string; itemNo?: string | number; title: Title; after: string[]; do: string; person: boolean; role: string; system?: string; slaHours?: number; usualHours?: number; pointOfNoReturn?: boolean; predictedStart?: string; predictedEnd?: string }
export interface Step extends PlanStep {
  state: string; turn?: number; startedAt?: string; warnAt?: string; dueAt?: string; endedAt?: string; late?: boolean; warned?: boolean; predictedLate?: boolean; alerts?: number; trouble?: Trouble; undo?: boolean; result?: Record<string, string>; can?: StepWish[];
}
export interface OrderItem {
  itemNo?: string | number; action: string; offering: string; productId?: string; serviceNo?: string; quantity?: number; bandwidthKbps?: number; accountNo?: string; monthlyFeeFen?: number; oneTimeFeeFen?: number; aEnd?: End; zEnd?: End;
}
export interface Order {
  orderNo: string; name: string; customerNo: string; customerName?: string; serviceLevel?: string; state: string; orgUnit: string; managerId?: string; managerName?: string; parentOrderNo?: string; parentVisible?: boolean; orderedAt: string; requestedOn?: string; expectedAt?: string; endedAt?: string;
  predictedLate?: boolean; deadline?: string; revision: number; reason?: string; heldAt?: string; templates: string[]; items: OrderItem[]; steps: Step[]; subOrders?: { orderNo: string; step: string; visible: boolean; state?: string; unit?: string; circuit?: string }[]; can: string[];
}
export interface Preview { templates: string[]; expectedAt?: string; deadline?: string; steps: PlanStep[] }
export interface OrderEvent { number: number; at: string; what: string; step?: string; who?: string; whoName?: string; note?: string; code?: string; message?: string; words?: Title }
export interface OrderMessage { id: string; type: string; interface?: string; source?: string; direction: 'in' | 'out'; state: string; at: string; step?: string; count?: number }
export interface Note { noteId: string; at: string; who: string; whoName?: string; text: string }
export interface Attachment { attachmentId: string; name: string; type: string; size: number; at: string; who: string; whoName?: string }

export interface TemplateStep { step: string; title: Title; after: string[]; do: string; role: string; perItem: boolean; when: string[]; slaHours: number; warnAt: number; undo: boolean; pointOfNoReturn: boolean }
export interface Template { template: string; version: number; title: Title; serves: { actions: string[]; offerings: string[]; reach: string[] }; steps: TemplateStep[] }
export interface TemplateRow { template: string; version: number; title: Title; serves: Template['serves']; steps: number; savedAt?: string; savedBy?: string; note?: string; running: number; versions: number[] }
export interface TemplateProblem { code: string; step?: string; field?: string; path?: string[]; message: string }
export interface Vocabulary {
  kinds: { do: string; title: Title; system?: string; canUndo: boolean; needs?: string; perItemOnly: boolean; uses?: string[] }[]; roles: { role: string; title: Title }[]; facts: { fact: string; title: Title }[]; actions: { action: string; title: Title }[]; reaches: { reach: string; title: Title }[];
  offerings: { offering: string; title: Title }[];
}
export interface DryRun { problems: TemplateProblem[]; orders: { orderNo: string; name: string; endedAt?: string; steps: number; stepsBefore: number; hours?: number; hoursBefore?: number; added: string[]; removed: string[]; problem?: string }[]; medianHours?: number; medianHoursBefore?: number }

export const orderPath = (no: string) => `/orders/${encodeURIComponent(no)}`;
