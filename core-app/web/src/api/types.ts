// The forms of core-app/api/README.md.
import type { Page, Source } from '@integration/web-kit';

export type { Me, View } from '@integration/web-kit';

export interface Hit { kind: string; key: string; title: string; detail?: string; customerNo: string; customerName?: string; matched?: string }
export interface Row { customerNo: string; name: string; shortName?: string; industry?: string; status: string; serviceLevel?: string; creditClass?: string; orgUnit?: string; managerId?: string; managerName?: string; address?: string; changedAt?: string }
export interface Filters { industries: string[]; managers: { staffId: string; name: string; count: number }[]; levels: { code: string; count: number }[]; statuses: { code: string; count: number }[] }
export interface OrgUnit { code: string; parent?: string; kind: string; name: { zh: string; en: string } }
export interface Contact { contactId?: string; name: string; role?: string; title?: string; phones?: string[]; email?: string; birthday?: string; preferences?: string }
export interface AttributeSource { source: string; at?: string; message?: string; acceptedBy?: string; master?: string; editable: boolean }
export interface Customer {
  customerNo: string; name: string; shortName?: string; industry?: string; size?: string; address?: string; status: string; serviceLevel?: string; creditClass?: string; parentCustomerNo?: string; orgUnit?: string;
  manager?: { staffId: string; name?: string; phone?: string }; contacts?: Contact[]; specialDays?: { name: string; date: string }[]; sources: Record<string, AttributeSource>;
  counts: { products: number; openTickets: number; openOrders: number; differences: number };
}
export interface TreeNode { customerNo: string; name?: string; serviceLevel?: string; status?: string; orgUnit?: string; visible: boolean; children?: TreeNode[] }
export interface End { address?: string; orgUnit?: string; areaCode?: string; room?: string; port?: string; contactName?: string; contactPhone?: string }
export interface Product { productId: string; serviceNo?: string; offering: string; offeringName?: string; status: string; circuitNo?: string; bandwidthKbps?: number; aEnd?: End; zEnd?: End; monthlyFeeFen?: number; accountNo?: string; startedOn?: string; source?: string; message?: string }
export interface Bill { billNo: string; accountNo: string; period: string; state: string; dueFen: number; paidFen: number; arrearsFen: number; dueDate?: string; message?: string; items?: { code: string; name?: string; amountFen: number; serviceNo?: string }[] }
export interface Consumption { months: { month: string; dueFen: number; trendFen?: number; groupFen?: number }[]; offerings: { offering: string; name?: string; fenByMonth: number[] }[] }
export interface Money { arrearsFen: number; overdueSince?: string; lastBill?: Bill; balanceFen?: number; creditLimitFen?: number; paidLast12Fen: number; dueLast12Fen: number }
export interface Payment { paymentNo: string; accountNo: string; billNo?: string; amountFen: number; channel: string; paidAt: string; payerName?: string; posting?: string; postingReason?: string; source?: string; message?: string }
export interface Account { accountNo: string; name: string; status: string; paymentMethod?: string; creditLimitFen?: number; balanceFen?: number; onePointGroup?: string; source?: string; message?: string }
export interface Ticket { ticketNo: string; kind: string; severity?: string; state: string; serviceNo?: string; description?: string; reportedAt: string; promisedAt?: string; solution?: string; satisfaction?: number; source?: string; message?: string }
export interface Interaction { interactionId: string; kind: string; tookPlaceAt: string; staffId?: string; staffName?: string; contactName?: string; phone?: string; content?: string; nextStep?: string; score?: number; source?: string; message?: string }
export interface Difference { entity: string; key: string; attribute: string; system: string; ours?: string; oursSource?: string; theirs?: string; theirsSource?: string; firstSeen: string; lastSeen: string; state: string; decidedBy?: string; note?: string }
export interface TimeEntry { at: string; kind: string; key: string; title?: string; detail?: string; amountFen?: number; state?: string }
export interface HistoryEntry { at: string; who?: string; what: string; attribute?: string; before?: string; after?: string; note?: string; message?: string }
export interface User { name: string; staffId: string; displayName: string; orgUnit: string; superior?: string; roles: string[]; reach: string; state: string; lockedUntil?: string; lockReason?: string; passwordExpired: boolean; lastSignInAt?: string }
export interface AuditEntry { no: number; at: string; who: string; what: string; on?: string; before?: unknown; after?: unknown; from?: string }
export type Paged<T> = Page<T>;

export function sourceOf(source: AttributeSource | undefined): Source | undefined {
  return source && { system: source.source, at: source.at, message: source.message, acceptedBy: source.acceptedBy, master: source.master };
}
