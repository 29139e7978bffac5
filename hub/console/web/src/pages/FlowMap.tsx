import { ClockCircleOutlined, PauseCircleOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { age, Ago, Answered, Empty, StateTag, systemWords, type Tone } from '@integration/web-kit';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Drawer, Tooltip } from 'antd';
import type { TFunction } from 'i18next';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ops, useAsked, useRight } from '../api/client';
import type { FlowMap as MapOf, Group, Link as FlowLink } from '../api/types';
import { useLive } from '../parts/live';
import { LinkPanel } from './LinkPanel';
import { bySide, linkTone, width } from './map';

const route = getRouteApi('/frame/');

/** Where messages flow, and where they do not. */
export function FlowMap() {
  const { t } = useTranslation();
  const { link } = route.useSearch();
  const navigate = route.useNavigate();
  const live = useLive('map', [ops.root, '/map', undefined]);
  const map = useAsked<MapOf>('/map', undefined, true, live ? 60_000 : 2_000);
  const chosen = map.data?.links.find((l) => l.interface === link);
  return (
    <>
      <div className="page-head">
        <h1>{t('map.title')}</h1>
        <StateTag tone={live ? 'good' : 'quiet'}>{t(live ? 'map.live' : 'map.asked')}</StateTag>
        <span className="grow" />
        {map.data && <Totals of={map.data} />}
      </div>
      <Answered of={map} lines={16}>
        {(m) => (m.links.length === 0 ? <Empty title={t('map.none')}>{t('map.noneWhat')}</Empty> : (
          <>
            <Faults links={m.links} onOpen={(name) => void navigate({ search: { link: name } })} />
            <Picture of={m} onOpen={(name) => void navigate({ search: { link: name } })} chosen={link} />
          </>
        ))}
      </Answered>
      <Drawer open={chosen !== undefined} onClose={() => void navigate({ search: {} })} size={520} title={chosen && `${chosen.interface} · ${systemWords(t, chosen.system ?? chosen.from)}`} mask={false}>{chosen && <LinkPanel of={chosen} />}</Drawer>
    </>
  );
}

function Totals({ of }: { of: MapOf }) {
  const { t } = useTranslation();
  const sum = (by: (l: FlowLink) => number) => of.links.reduce((n, l) => n + by(l), 0);
  const parked = useAsked<{ items: Group[] }>('/failures', undefined, useRight('messages.see'), 10_000).data?.items.reduce((n, g) => n + g.count, 0);
  return (
    <span className="totals num">
      <span><b>{Math.round(sum((l) => l.ratePerMinute))}</b> {t('map.perMinute')}</span>
      <span><Link to="/messages" search={{ q: 'state:ready OR state:waiting OR state:retry' }}><b>{sum((l) => l.depth)}</b> {t('map.waiting')}</Link></span>
      {parked !== undefined && <span className={parked > 0 ? 'state-bad' : undefined}><Link to="/failures"><b>{parked}</b> {t('map.parked')}</Link></span>}
    </span>
  );
}

function Faults({ links, onOpen }: { links: readonly FlowLink[]; onOpen: (name: string) => void }) {
  const { t } = useTranslation();
  const bad = links.filter((l) => linkTone(l) === 'bad' || linkTone(l) === 'warn').sort((a, b) => (linkTone(a) === 'bad' ? 0 : 1) - (linkTone(b) === 'bad' ? 0 : 1));
  if (bad.length === 0) return <p className="all-well"><StateTag tone="good">{t('map.allWell', { count: links.length })}</StateTag></p>;
  return (
    <ul className="faults" aria-label={t('map.faults')}>
      {bad.map((l) => <li key={l.interface}><button type="button" onClick={() => onOpen(l.interface)}><StateTag tone={linkTone(l)}><b>{l.interface}</b> {t(`link.${l.state}`, { defaultValue: l.state })}</StateTag>{l.why && <span className="quiet"> {l.why}</span>}{l.oldestAt && <span className="quiet num"> · <Ago at={l.oldestAt} /></span>}</button></li>)}
    </ul>
  );
}

interface Wire { name: string; path: string; tone: Tone; width: number; into: boolean }

function Picture({ of, chosen, onOpen }: { of: MapOf; chosen: string | undefined; onOpen: (name: string) => void }) {
  const { t } = useTranslation();
  const sides = useMemo(() => bySide(of), [of]);
  const place = useRef<HTMLDivElement>(null);
  const [wires, setWires] = useState<Wire[]>([]);
  useLayoutEffect(() => {
    const draw = () => {
      const box = place.current!.getBoundingClientRect();
      const hub = place.current!.querySelector('.map-hub')!.getBoundingClientRect();
      const names = [...place.current!.querySelectorAll<HTMLElement>('[data-link]')];
      setWires(names.map((element) => {
        const link = of.links.find((l) => l.interface === element.dataset.link)!;
        const r = element.getBoundingClientRect();
        const left = r.left < hub.left;
        const [x1, y1] = [left ? r.right - box.left : r.left - box.left, r.top + r.height / 2 - box.top];
        const [x2, y2] = [left ? hub.left - box.left : hub.right - box.left, hub.top - box.top + 20 + ((y1 - 0) / box.height) * (hub.height - 40)];
        const middle = (x1 + x2) / 2;
        return { name: link.interface, path: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, tone: linkTone(link), width: width(link.ratePerMinute), into: link.to === 'hub' };
      }));
    };
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(place.current!);
    return () => watch.disconnect();
  }, [of]);
  return (
    <div className="map" ref={place}>
      <svg className="map-wires" aria-hidden="true">
        {wires.map((w) => (
          <g key={w.name} className={`wire state-${w.tone}${w.name === chosen ? ' chosen' : ''}`} onClick={() => onOpen(w.name)}>
            <path d={w.path} strokeWidth={w.width} /><path className={`flow${w.into ? '' : ' out'}`} d={w.path} strokeWidth={Math.max(1.2, w.width)} data-still={w.width <= 1 || undefined} />
            <path className="wide" d={w.path} />
          </g>
        ))}
      </svg>
      <div className="map-side">{sides.left.map((s) => <System key={s} name={s} of={of} chosen={chosen} onOpen={onOpen} />)}</div>
      <div className="map-hub"><b>{t('map.hub')}</b><span className="num">{Math.round(of.links.reduce((n, l) => n + l.ratePerMinute, 0))}</span><span className="quiet">{t('map.perMinute')}</span></div>
      <div className="map-side">{sides.right.map((s) => <System key={s} name={s} of={of} chosen={chosen} onOpen={onOpen} right />)}</div>
    </div>
  );
}

function System({ name, of, chosen, onOpen, right }: { name: string; of: MapOf; chosen: string | undefined; onOpen: (name: string) => void; right?: boolean }) {
  const { t } = useTranslation();
  const links = of.links.filter((l) => (l.system ?? (l.from === 'hub' ? l.to : l.from)) === name);
  const worst = links.some((l) => linkTone(l) === 'bad') ? 'bad' : links.some((l) => linkTone(l) === 'warn') ? 'warn' : 'good';
  return (
    <section className={`map-system state-edge-${worst}${right ? ' right' : ''}`}>
      <h2>{systemWords(t, name)}</h2>
      {links.map((l) => (
        <button key={l.interface} type="button" data-link={l.interface} className={`map-link${l.interface === chosen ? ' chosen' : ''}`} onClick={() => onOpen(l.interface)} title={l.summary} aria-label={`${l.interface} ${t(`link.${l.state}`, { defaultValue: l.state })}`}>
          <span className={`way state-${linkTone(l)}`} aria-hidden>{l.to === 'hub' ? (right ? '←' : '→') : right ? '→' : '←'}</span>
          <b>{l.interface}</b>
          <span className="num quiet">{l.ratePerMinute >= 0.5 ? `${Math.round(l.ratePerMinute)}/min` : ''}</span>
          {l.errorsPerMinute > 0 && <span className="num state-bad">✖ {Math.ceil(l.errorsPerMinute)}/min</span>}
          {l.depth > 0 && <span className="num waiting"><ClockCircleOutlined /> {l.depth}{l.oldestAt && <> · {short(l.oldestAt, t)}</>}</span>}
          {l.paused && <Tooltip title={t('link.paused')}><PauseCircleOutlined className="state-warn" /></Tooltip>}
          {l.circuit && l.circuit !== 'closed' && <Tooltip title={t(`circuit.${l.circuit}`)}><ThunderboltOutlined className="state-bad" /></Tooltip>}
        </button>
      ))}
    </section>
  );
}

const short = (at: string, t: TFunction) => {
  const a = age(at, Date.now());
  return a.unit === 'now' ? '<1 min' : t(`kit:age.${a.unit}`, { count: a.count });
};
