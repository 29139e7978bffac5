import { Answered, Empty } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { DayToKeep } from '../../api/warningTypes';
import { Level } from '../../texts/codes';
import { month, weeks } from './days';

const route = getRouteApi('/frame/special-days');
const most = 4;

/** Birthdays, founding days and ends of agreements, month by month. */
export function Calendar() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const now = dayjs().format('YYYY-MM');
  const { month: shown = now } = route.useSearch();
  const all = weeks(shown);
  const days = useAsked<DayToKeep[]>('/special-days', { from: all[0]![0]!, to: all.at(-1)!.at(-1)! });
  const go = (to: string) => void navigate({ search: { month: to === now ? undefined : to } });
  return (
    <>
      <div className="page-head"><h1>{t('specialDays')}</h1><span className="num">{shown}</span><span className="grow" /><Button onClick={() => go(month(shown, -1))}>{t('cal.previous')}</Button><Button onClick={() => go(now)} disabled={shown === now}>{t('cal.today')}</Button><Button onClick={() => go(month(shown, 1))}>{t('cal.next')}</Button></div>
      <Answered of={days} lines={12}>
        {(found) => (
          <>
            {found.length === 0 && <Empty title={t('cal.none')} />}
            <table className="calendar">
              <thead><tr>{(t('cal.week', { returnObjects: true }) as string[]).map((d) => <th key={d}>{d}</th>)}</tr></thead>
              <tbody>{all.map((week) => <tr key={week[0]}>{week.map((day) => <Day key={day} day={day} quiet={!day.startsWith(shown)} found={found.filter((f) => f.date === day)} />)}</tr>)}</tbody>
            </table>
          </>
        )}
      </Answered>
    </>
  );
}

function Day({ day, quiet, found }: { day: string; quiet: boolean; found: DayToKeep[] }) {
  const today = day === dayjs().format('YYYY-MM-DD');
  return (
    <td className={quiet ? 'quiet' : ''} style={today ? { outline: '2px solid var(--accent)', outlineOffset: -2 } : undefined}>
      <div className="num">{Number(day.slice(8))}</div>
      {found.slice(0, most).map((f) => <div key={f.customerNo + f.name} className="calendar-day"><Link to="/customers/$no" params={{ no: f.customerNo }} title={`${f.name} · ${f.customerName}`}>{f.name}</Link> <span className="quiet">{f.customerName}</span> <Level code={f.serviceLevel} /></div>)}
      {found.length > most && <div className="quiet num">+{found.length - most}</div>}
    </td>
  );
}
