import { Answered, Empty, systemWords, type Tone } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Tooltip } from 'antd';
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { FileCalendar } from '../../api/types';
import { Command } from '../../parts/Command';
import { exactTime } from '../../parts/words';
import { daysOf, monthBy } from './month';

const route = getRouteApi('/frame/files/calendar');
const tones: Record<string, Tone> = { came: 'good', late: 'warn', missing: 'bad', due: 'quiet' };
const signs: Record<string, string> = { came: '✓', late: '!', missing: '✗', due: '·' };

/** Which files were to come in a month, and what became of each. */
export function Calendar() {
  const { t } = useTranslation();
  const { month } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = useAsked<FileCalendar>('/files/calendar', { month }, true, 30_000);
  const go = (by: number, from: string) => void navigate({ search: { month: monthBy(from, by) } });
  return (
    <Answered of={asked} lines={12}>
      {(c) => (
        <>
          <div className="page-head"><h1>{t('files.calendarOf', { month: c.month })}</h1><Button size="small" icon={<LeftOutlined />} aria-label={t('files.before')} onClick={() => go(-1, c.month)} /><Button size="small" icon={<RightOutlined />} aria-label={t('files.after')} onClick={() => go(1, c.month)} /><span className="grow" /><Link to="/files">{t('files.title')}</Link><Command text={c.command} /></div>
          <p className="quiet">{Object.keys(signs).map((s) => <span key={s} className={`cal-sign tone-${tones[s]}`}>{signs[s]} {t(`files.day.${s}`)} </span>)}</p>
          {c.items.length === 0 ? <Empty title={t('files.noneExpected')}>{t('files.noneExpectedWhat')}</Empty> : (
            <div className="panel cal-scroll">
              <table className="plain cal">
                <thead><tr><td className="quiet">{t('files.interface')}</td>{daysOf(c.month).map((d) => <td key={d} className="quiet num">{Number(d.slice(8))}</td>)}</tr></thead>
                <tbody>
                  {c.items.map((row) => (
                    <tr key={row.interface}>
                      <td><Link to="/files" search={{ interface: row.interface }}><b>{row.interface}</b></Link> {systemWords(t, row.system)}<div className="quiet">{row.expects}</div></td>
                      {daysOf(c.month).map((d) => {
                        const day = row.days.find((x) => x.due.slice(0, 10) === d);
                        if (!day) return <td key={d} />;
                        const words = `${t(`files.day.${day.state}`)} · ${t('files.dueAt', { at: exactTime(day.due) })}${day.at ? ` · ${day.name} ${exactTime(day.at)}` : ''}`;
                        return <td key={d}><Tooltip title={words}>{day.file ? <Link to="/files" search={{ open: day.file }} className={`cal-day tone-${tones[day.state]}`} aria-label={words}>{signs[day.state]}</Link> : <span className={`cal-day tone-${tones[day.state]}`} role="img" aria-label={words}>{signs[day.state]}</span>}</Tooltip></td>;
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </Answered>
  );
}
