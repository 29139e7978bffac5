import type { ReactNode } from 'react';
import { When } from './Small';

export interface TimeLineEntry { key: string; at: string; kind: ReactNode; title: ReactNode; detail?: ReactNode; side?: ReactNode }

export function TimeLine({ entries }: { entries: TimeLineEntry[] }) {
  return (
    <ol className="time-line">
      {entries.map((e) => (
        <li key={e.key}>
          <span className="when quiet"><When at={e.at} /></span><span className="dot" aria-hidden="true" />
          <div><span className="quiet">{e.kind} </span>{e.title}{e.detail && <div className="quiet">{e.detail}</div>}</div>
          <div className="num">{e.side}</div>
        </li>
      ))}
    </ol>
  );
}
