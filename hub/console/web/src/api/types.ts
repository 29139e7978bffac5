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

export interface FileRow { id: string; interface: string; system: string; direction: 'in' | 'out'; name: string; size: number; modifiedAt?: string; state: string; node?: string; startedAt: string; endedAt?: string; expected?: number; line: number; offset: number; accepted: number; duplicates: number; rejected: number; bytesPerSecond?: number; restMs?: number; code?: string; message?: string }
export interface FilePage { file: FileRow; sha256?: string; location?: string; detail?: string; q: string; command: string }
export interface FileReject { line: number; code: string; message: string; location?: string; source: string }
export interface FileCalendar { month: string; items: { interface: string; system: string; summary: string; expects: string; days: { period: string; due: string; state: string; file?: string; name?: string; at?: string }[] }[]; command: string }

export interface ReplayWay { from: 'received' | 'accepted'; to: string; mappings: string[] }
export interface Replayed { message: string; to: string; mapping?: string; made?: string }
export interface Edit { edit: string; message: string; to: string; state: string; by: string; via: string; at: string; reason: string; decidedBy?: string; decidedAt?: string; decidedBecause?: string; changes: { at: string; before?: string; after?: string }[]; masked: boolean; own: boolean }

export interface Circuit { type: string; openedAt?: string; probeAt?: string; failures: number; reason?: string }
export interface Link {
  interface: string; system: string; from: string; to: string; summary?: string; channel?: string; ratePerMinute: number; errorsPerMinute: number; depth: number; parked?: number; oldestAt?: string; state: string; why?: string; paused: boolean; circuit?: string; circuits?: Circuit[]; up?: boolean; since?: string; missingFile?: string; failingSince?: string; slowSince?: string; badFile?: string; unread?: number; refusedPerMinute?: number; repeatedPerMinute?: number;
}
export interface FlowMap { at?: string; systems: { id: string; name: string; kind: string }[]; links: Link[]; deadLetters?: { queue: string; interface: string; messages: number }[] }

export interface Depth { ready: number; waiting: number; claimed: number; retry: number; scheduled: number; parked: number }
export interface Endpoint { link: Link; waiting: Depth; sends: boolean; limits?: { concurrency: number; timeoutMs: number; attempts: number; circuitAfter: number; order: string; address: string; credential?: string }; expiries: { what: string; at: string }[] }
export interface EndpointAnswer { endpoint: Endpoint; lastErrors: { message: string; state: string; attempts: number; at: string; code: string; said: string; location?: string }[]; command: string }
export interface Blocked { key: string; count: number; since: string; behind?: string; behindState?: string }
export interface EndpointTest { ok: boolean; how: string; tookMs: number; code?: string; said?: string; advice?: string }

export interface Figure { interface: string; at: string; received: number; repeated: number; refused: number; sent: number; failed: number; parked: number; depth: number; p50Ms?: number; p95Ms?: number; p99Ms?: number }
export interface Figures { from: string; to: string; step: string; items: Figure[]; totals: Figure[] }

export interface Capacity {
  at: string; store: string; bytes: number; groups: { name: string; bytes: number; partitions: number }[]; growth: { days: number; bytesPerDay?: number }[]; days: { day: string; bytes?: number; messages: number }[];
  retentionDays: number; oldestMessage?: string; nextDrop?: { day: string; at: string; bytes?: number }; diskFree?: number; diskSize?: number; fullOn?: string; command: string;
}
export interface Reconciliation { with: string; day?: string; agreed: number; agreedFen: number; missingHere: number; missingThere: number; differences: { no: number; subject: string; kind: string; state: string; oursFen?: number; theirsFen?: number; words: string; message: string }[] }
export interface Reconciliations { from: string; to: string; items: Reconciliation[]; command: string }

export interface Alert { id: string; rule: string; subject: string; system?: string; severity: string; words: string; state: string; raisedAt: string; endedAt?: string; acknowledgedBy?: string; acknowledgedAt?: string; note?: string; silentUntil?: string; silentBy?: string; runbook: string; command: string }
export interface RunbookPage { section: string; title: string; seen: string; means: string; safe: string; do: string; ends: string; command: string }
export interface AlertRule { code: string; enabled: boolean; severity: string; threshold: number; forMs: number; interfaces: string[]; version: number; changedBy?: string; changedAt?: string }
export interface AlertRoute { name: string; to: string; from: string; waiting: number; lastTold?: string; lastError?: string }

export interface MappingEntry { reference: string; title: string; path: string; direction: 'in' | 'out'; messages: string[]; interfaces: string[]; tables: string[] }
export interface MappingText { path: string; text: string; base: string; revision: number; superseded: boolean; isTable: boolean }
export interface MappingProblem { path?: string; line: number; code: string; message: string }
export interface MappingTry { problems: MappingProblem[]; mappings: string[]; same: number; differs: number; fails: number; works: number; messages: { id: string; mapping: string; outcome: 'same' | 'differs' | 'fails' | 'works'; what: string[] }[] }
export interface RevisionEntry { revision: number; path: string; state: string; reason: string; by: string; at: string; endedBy?: string; endedAt?: string; endedBecause?: string; text: string }
