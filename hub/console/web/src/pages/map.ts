import type { Tone } from '@integration/web-kit';
import type { FlowMap, Link } from '../api/types';

const tones: Record<string, Tone> = { ok: 'good', idle: 'quiet', behind: 'warn', paused: 'warn', draining: 'warn', circuitOpen: 'bad', down: 'bad', missing: 'bad', failing: 'bad', trying: 'bad', badFile: 'bad', unread: 'bad', slow: 'warn', disturbed: 'warn' };

/** The hub's one word for a link, as a colour. */
export const linkTone = (l: Pick<Link, 'state'>): Tone => tones[l.state] ?? 'quiet';

/** Ten times the messages, one step wider. */
export const width = (perMinute: number) => (perMinute < 0.5 ? 1 : Math.min(8, 1.5 + Math.log10(perMinute + 1) * 1.8));

/** Systems on both sides of the hub, in the order of their names, the sides of nearly equal length. */
export function bySide(map: FlowMap): { left: string[]; right: string[] } {
  const of = (l: Link) => l.system;
  const names = [...new Set(map.links.map(of))].sort();
  const rows = (name: string) => map.links.filter((l) => of(l) === name).length + 2;
  const [left, right]: [string[], string[]] = [[], []];
  let [onLeft, onRight] = [0, 0];
  // The longest first, each to the shorter side; then by name again, so that a system stays where it was when its numbers change.
  for (const name of [...names].sort((a, b) => rows(b) - rows(a) || a.localeCompare(b))) {
    if (onLeft <= onRight) { left.push(name); onLeft += rows(name); } else { right.push(name); onRight += rows(name); }
  }
  return { left: left.sort(), right: right.sort() };
}
