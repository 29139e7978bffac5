// The forms of hub/console/api.md.

export interface Delivery { to: string; state: string; attempts: number; dueAt?: string; endedAt?: string; code?: string; inDoubt: boolean }
export interface Row { id: string; type: string; version: number; source: string; interface?: string; businessKey?: string; conversation: string; cause?: string; count: number; receivedAt: string; acceptedAt: string; deliveries: Delivery[]; matched?: string }
export interface Rows { items: Row[]; next?: string; searchedBackTo?: string }
export interface Histogram { from: string; to: string; stepMs: number; buckets: { at: string; count: number }[]; total: number; completeSince?: string }
export interface QueryWords { fields: string[]; states: string[]; types?: string[]; systems?: string[]; interfaces?: string[] }

export interface Failure { kind: string; code: string; message: string; location?: string; detail?: string }
export interface FullDelivery extends Delivery { failure?: Failure; mapping?: string; claimedAt?: string; node?: string; group?: string }
export interface Attempt { subscriber: string; number: number; startedAt: string; endedAt: string; outcome: string; failure?: Failure; node?: string }
export interface AuditLine { at: string; actor: string; via: string; action: string; target: string; detail?: string }
export interface Message extends Omit<Row, 'deliveries'> {
  keys: { kind: string; value: string }[]; mapping?: string; priority?: string; expiresAt?: string; correlation?: string; traceParent?: string; duplicateKey?: string; masked?: boolean; deliveries: FullDelivery[]; attempts: Attempt[]; audit: AuditLine[]; command?: string;
}
export interface Hop { kind: string; subscriber?: string; attempt?: number; at: string; durationMs?: number; outcome?: string; code?: string; node?: string; body?: number }
export interface BodyInfo { no: number; stage: string; subscriber?: string; attempt?: number; contentType: string; charset?: string; size: number; origin?: string; headers?: string; storedAt?: string }
export interface BodyText { text: string; offset: number; total: number; masked: boolean }
export interface Lineage { mapping: string; file: string; direction: 'in' | 'out'; fields: { target: string; sources: string[]; expression: string; line: number }[] }
export interface MessageGraph { nodes: Row[]; edges: { from: string; to: string; kind: string }[]; more: boolean }
export interface Story { items: Row[]; more: boolean; next?: string; kinds?: { kind: string; count: number }[] }

export interface ParkedRow { id: string; type: string; source: string; interface?: string; businessKey?: string; to: string; attempts: number; parkedAt: string; message: string; location?: string }
export interface Group { group: string; subscriber: string; system: string; code: string; message: string; location?: string; count: number; firstSeen?: string; lastSeen?: string; trend?: number[]; owner?: string; note?: string; suggestion?: string; state?: string; examples?: ParkedRow[]; runs?: Run[]; hours?: { at: string; parked: number; resumed: number }[] }
export interface Run {
  run: string; kind: string; by: string; at: string; what: { group?: string; q?: string; count?: number }; state: string; why?: string; step: number; stepSize?: number; stepGone: number; stepEnded: number; stepFailed: number; steps: number[];
  planned: number; gone: number; underWay: number; delivered: number; failedAgain: number; otherwise: number; passedOver: number; takenBack: number; left: number; rate?: number; stopAbove?: number; mapping?: string; reason?: string; endedAt?: string;
}

export interface Link { interface: string; system?: string; from: string; to: string; ratePerMinute: number; errorsPerMinute: number; depth: number; parked?: number; oldestAt?: string; circuit?: string; paused: boolean; state: string; why?: string; channel?: string; summary?: string }
export interface FlowMap { systems: { system: string; title?: string }[]; links: Link[]; at?: string }

export interface MappingEntry { reference: string; title: string; path: string; direction: 'in' | 'out'; messages: string[]; interfaces: string[]; tables: string[] }
export interface MappingText { path: string; text: string; base: string; revision: number; superseded: boolean; isTable: boolean }
export interface MappingProblem { path?: string; line: number; code: string; message: string }
export interface MappingTry { problems: MappingProblem[]; mappings: string[]; same: number; differs: number; fails: number; works: number; messages: { id: string; mapping: string; outcome: 'same' | 'differs' | 'fails' | 'works'; what: string[] }[] }
export interface RevisionEntry { revision: number; path: string; state: string; reason: string; by: string; at: string; endedBy?: string; endedAt?: string; endedBecause?: string; text: string }
