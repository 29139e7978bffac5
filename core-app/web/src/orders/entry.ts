import { parseMoney } from '@integration/web-kit';
import type { Dayjs } from 'dayjs';
import type { OrderItem } from '../api/orderTypes';
import type { End, Product } from '../api/types';

/** An item as it is typed; money is text until it is handed in. */
export interface ItemEntry { itemNo?: string | number; offering?: string; line?: string; productId?: string; serviceNo?: string; quantity?: number; bandwidthKbps?: number; accountNo?: string; monthly?: string; oneTime?: string; aEnd?: End; zEnd?: End }
export interface OrderEntry { customerNo?: string; action: string; name?: string; requestedOn?: Dayjs; items: ItemEntry[]; reason?: string }

export const actions = ['new', 'change', 'move', 'suspend', 'resume', 'terminate'];
export const bandwidths = [2_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 10_000_000];
export const isLine = (offering: string | undefined) => /^LEASED_LINE/.test(offering ?? '');
export const hasBandwidth = (offering: string | undefined) => /^(LEASED_LINE|VPN|INTERNET|IP)/.test(offering ?? '');

/** What of an item is asked, for each type of order: as little as does. */
export function asks(action: string, offering: string | undefined) {
  const fresh = action === 'new';
  return {
    offering: fresh, line: !fresh, aEnd: fresh || action === 'move', zEnd: (fresh || action === 'move') && isLine(offering), bandwidth: (fresh || action === 'change') && hasBandwidth(offering),
    quantity: fresh && !isLine(offering), account: fresh, fees: fresh || action === 'change',
  };
}

const fen = (typed: string | undefined) => {
  const value = typed ? parseMoney(typed) : null;
  return value === null ? undefined : Number(value);
};
const end = (from: End | undefined): End | undefined => {
  const kept = Object.fromEntries(Object.entries(from ?? {}).filter(([, v]) => v !== undefined && v !== ''));
  return Object.keys(kept).length ? kept : undefined;
};

export function itemOf(action: string, entry: ItemEntry): OrderItem {
  const asked = asks(action, entry.offering);
  return {
    itemNo: entry.itemNo, action, offering: entry.offering ?? '', productId: entry.productId, serviceNo: entry.serviceNo, quantity: entry.quantity ?? 1, bandwidthKbps: hasBandwidth(entry.offering) ? entry.bandwidthKbps : undefined, accountNo: entry.accountNo || undefined,
    monthlyFeeFen: asked.fees ? fen(entry.monthly) : undefined, oneTimeFeeFen: asked.fees ? fen(entry.oneTime) : undefined, aEnd: end(entry.aEnd), zEnd: end(entry.zEnd),
  };
}

export const yuan = (value: number | undefined) => (value === undefined ? undefined : `${Math.trunc(value / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`);

export const entryOf = (i: OrderItem): ItemEntry => ({ ...i, line: i.productId ?? i.serviceNo, monthly: yuan(i.monthlyFeeFen), oneTime: yuan(i.oneTimeFeeFen) });

/** An existing line as the start of its change. */
export const entryOfLine = (p: Product): ItemEntry => ({ line: p.productId, productId: p.productId, serviceNo: p.serviceNo, offering: p.offering, bandwidthKbps: p.bandwidthKbps, accountNo: p.accountNo, monthly: yuan(p.monthlyFeeFen), aEnd: p.aEnd, zEnd: p.zEnd });
