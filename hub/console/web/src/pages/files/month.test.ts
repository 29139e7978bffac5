import { expect, it } from 'vitest';
import { daysOf, monthBy } from './month';

it('goes over the end of the year both ways', () => expect([monthBy('2026-12', 1), monthBy('2026-01', -1), monthBy('2026-11', 14)]).toEqual(['2027-01', '2025-12', '2028-01']));

it('knows how long a month is', () => expect([daysOf('2026-02').length, daysOf('2028-02').length, daysOf('2026-11').at(-1)]).toEqual([28, 29, '2026-11-30']));
