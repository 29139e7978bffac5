import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, MinusCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Button, Skeleton, Tooltip } from 'antd';
import { createContext, useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/client';
import { problemWords, systemWords } from '../api/words';
import { age, dateTime, fullTime } from '../format/dates';

export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'accent';
const icons: Record<Tone, ReactNode> = { good: <CheckCircleOutlined />, warn: <WarningOutlined />, bad: <CloseCircleOutlined />, quiet: <MinusCircleOutlined />, accent: <ClockCircleOutlined /> };

/** A state is never colour alone: icon and word too. */
export function StateTag({ tone, icon, children }: { tone: Tone; icon?: ReactNode; children: ReactNode }) {
  return <span className={`state state-${tone}`}>{icon ?? icons[tone]}<span>{children}</span></span>;
}

export function When({ at, withAge }: { at: string | null | undefined; withAge?: boolean }) {
  if (!at) return null;
  return <Tooltip title={fullTime(at)}><time className="num" dateTime={at}>{dateTime(at)}{withAge && <span className="quiet"> · <Ago at={at} /></span>}</time></Tooltip>;
}

export function Ago({ at }: { at: string }) {
  const { t } = useTranslation();
  const a = age(at, Date.now());
  const text = t(`kit:age.${a.unit}`, { count: a.count });
  return <>{a.unit === 'now' ? text : t(a.ahead ? 'kit:age.ahead' : 'kit:age.ago', { age: text })}</>;
}

/** Opens the message a value came in, for those who may see messages; null for the others. */
export const OpenMessage = createContext<((message: string) => void) | null>(null);

export interface Source { system: string; at?: string; message?: string; acceptedBy?: string; master?: string }

/** A value that tells where it came from: on hovering and, by keyboard, on focus. */
export function Sourced({ source, children }: { source: Source | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  const onMessage = useContext(OpenMessage);
  if (children === undefined || children === null || children === '') return <span className="quiet">—</span>;
  if (!source) return <>{children}</>;
  const rows: [string, string | undefined][] = [
    [t('kit:sourceFrom'), systemWords(t, source.system)], [t('kit:sourceAt'), fullTime(source.at)], [t('kit:sourceMessage'), source.message], [t('kit:acceptedBy'), source.acceptedBy], [t('kit:sourceMaster'), source.master && systemWords(t, source.master)],
  ];
  return (
    <Tooltip placement="topLeft" title={<div className="source-facts">{rows.filter(([, v]) => v).map(([name, v]) => <div key={name}>{name}: {v}</div>)}{onMessage && source.message && <div>{t('kit:sourceOpen')}</div>}</div>} styles={{ root: { maxWidth: 420 } }}>
      <button type="button" className="sourced" style={onMessage && source.message ? { cursor: 'pointer' } : undefined} onClick={onMessage && source.message ? () => onMessage(source.message!) : undefined}>{children}</button>
    </Tooltip>
  );
}

/** Why there is nothing, and what to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return <div className="empty"><b>{title}</b>{children}</div>;
}

/** What happened, what is safe, and a way to go on. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="alert">
      <b><StateTag tone="bad">{t('kit:failed')}</StateTag></b>
      <div>{problemWords(t, error)}</div>
      <div>{t('kit:failedSafe')} {error instanceof ApiProblem && <code>{error.status} {error.code}</code>}</div>
      {retry && <Button onClick={retry} style={{ marginTop: 12 }}>{t('kit:retry')}</Button>}
    </div>
  );
}

interface Asked<T> { data: T | undefined; error: unknown; isError: boolean; refetch: () => unknown }

/** One question's answer, its waiting and its failing. */
export function Answered<T>({ of, children, lines = 4 }: { of: Asked<T>; children: (data: T) => ReactNode; lines?: number }) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (of.isError) return <Failed error={of.error} retry={() => void of.refetch()} />;
  return <Skeleton active paragraph={{ rows: lines }} title={false} />;
}

export function Panel({ title, extra, children }: { title?: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return <section className="panel">{title && <h2 style={{ display: 'flex', justifyContent: 'space-between' }}><span>{title}</span>{extra}</h2>}{children}</section>;
}

/** Twelve months at a glance: for comparing rows, not for reading amounts. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length < 2) return null;
  const [width, height, most] = [120, 26, Math.max(...values, 1)];
  const points = values.map((v, i) => `${((i / (values.length - 1)) * (width - 4) + 2).toFixed(1)},${(height - 3 - (v / most) * (height - 6)).toFixed(1)}`);
  return <svg width={width} height={height} role="img" aria-label={label}><polyline points={points.join(' ')} fill="none" stroke="var(--accent)" strokeWidth="1.5" /></svg>;
}
