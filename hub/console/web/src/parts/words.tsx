import { StateTag, systemWords, type Tone } from '@integration/web-kit';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Delivery, Row } from '../api/types';

const tones: Record<string, Tone> = { done: 'good', parked: 'bad', refused: 'warn', retry: 'warn', waiting: 'quiet', ready: 'accent', claimed: 'accent', scheduled: 'quiet', discarded: 'quiet', expired: 'warn' };

/** What needs eyes first says what a message's state is. */
const order = ['parked', 'retry', 'waiting', 'claimed', 'ready', 'scheduled', 'refused', 'expired', 'discarded', 'done'];

export const stateOf = (row: { deliveries: readonly Delivery[] }) => (row.deliveries.length === 0 ? 'done' : order.find((s) => row.deliveries.some((d) => d.state === s)) ?? row.deliveries[0]!.state);

export function DeliveryState({ state, inDoubt }: { state: string; inDoubt?: boolean }) {
  const { t } = useTranslation();
  return <StateTag tone={inDoubt ? 'warn' : (tones[state] ?? 'quiet')}>{t(`state.${state}`, { defaultValue: state })}{inDoubt && ` · ${t('state.inDoubt')}`}</StateTag>;
}

/** A canonical type in words; one that has none yet as it is. */
export const typeWords = (t: TFunction, type: string) => t(`type.${type}`, { defaultValue: type.replace(/([a-z])([A-Z])/g, '$1 $2') });

export const endedAt = (row: Row) => (row.deliveries.length > 0 && row.deliveries.every((d) => d.endedAt) ? row.deliveries.map((d) => d.endedAt!).sort().at(-1) : undefined);

/** As short as a column wants: 12 ms, 3.4 s, 5 min. */
export function span(ms: number | undefined): string {
  if (ms === undefined || Number.isNaN(ms)) return '';
  if (ms < 1000) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
  if (ms < 86_400_000) return `${Math.floor(ms / 3_600_000)} h ${Math.round((ms % 3_600_000) / 60_000)} min`;
  return `${(ms / 86_400_000).toFixed(1)} d`;
}

/** 14:03:07.123, and the day before it where it is not today's. */
export function exactTime(at: string, now = new Date()): string {
  const d = new Date(at);
  const two = (n: number, width = 2) => String(n).padStart(width, '0');
  const time = `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}.${two(d.getMilliseconds(), 3)}`;
  return d.toDateString() === now.toDateString() ? time : `${two(d.getMonth() + 1)}-${two(d.getDate())} ${time}`;
}

export const fromWords = (t: TFunction, row: Row) => `${systemWords(t, row.source)}${row.interface ? ` ${row.interface}` : ''}`;

export const size = (bytes: number) => (bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);
