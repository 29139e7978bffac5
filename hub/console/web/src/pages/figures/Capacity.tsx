import { Answered, Panel, When } from '@integration/web-kit';
import { Chart } from '@integration/web-kit/Chart';
import { useTranslation } from 'react-i18next';
import { useAsked } from '../../api/client';
import type { Capacity as CapacityOf } from '../../api/types';
import { Command } from '../../parts/Command';
import { size } from '../../parts/words';

/** How much is stored, how it grows, what is dropped next, and until when there is room. */
export function Capacity() {
  const { t } = useTranslation();
  const asked = useAsked<CapacityOf>('/figures/capacity', undefined, true, 60_000);
  return (
    <Answered of={asked} lines={10}>
      {(c) => (
        <>
          <div className="page-head"><span className="grow" /><Command text={c.command} /></div>
          <Panel title={t('figures.stored')}><Facts of={c} /></Panel>
          {c.days.length > 1 && <Panel title={t('figures.byDay')}><Days of={c} /></Panel>}
          <Panel title={t('figures.groups')}>
            <table className="plain"><tbody>{c.groups.map((g) => <tr key={g.name}><td>{g.name}</td><td className="num right">{size(g.bytes)}</td><td className="num right quiet">{g.partitions > 1 && t('figures.partitions', { count: g.partitions })}</td></tr>)}</tbody></table>
          </Panel>
        </>
      )}
    </Answered>
  );
}

function Facts({ of }: { of: CapacityOf }) {
  const { t } = useTranslation();
  return (
    <dl className="facts">
      <dt>{t('figures.together')}</dt><dd className="num">{size(of.bytes)}</dd>
      {of.growth.map((g) => [<dt key={g.days}>{t('figures.growth', { count: g.days })}</dt>, <dd key={`${g.days}-size`} className="num">{g.bytesPerDay === undefined ? <span className="quiet">{t('figures.notYet')}</span> : t('figures.aDay', { size: size(g.bytesPerDay) })}</dd>])}
      <dt>{t('figures.kept')}</dt><dd>{t('figures.keptDays', { count: of.retentionDays })}{of.oldestMessage && <> · {t('figures.oldest')} <When at={of.oldestMessage} /></>}</dd>
      {of.nextDrop && <><dt>{t('figures.nextDrop')}</dt><dd className="num">{of.nextDrop.day} · {t('figures.from')} <When at={of.nextDrop.at} />{of.nextDrop.bytes !== undefined && ` · ${size(of.nextDrop.bytes)}`}</dd></>}
      <dt>{t('figures.disk')}</dt><dd className="num">{of.diskFree === undefined ? <span className="quiet">{t('figures.elsewhere')}</span> : t('figures.free', { free: size(of.diskFree), all: size(of.diskSize ?? 0) })}</dd>
      {of.fullOn && <><dt>{t('figures.fullOn')}</dt><dd className="num state-bad">{of.fullOn}</dd></>}
    </dl>
  );
}

function Days({ of }: { of: CapacityOf }) {
  const { t } = useTranslation();
  return (
    <Chart
      label={t('figures.byDay')} height={220} onPoint={() => undefined}
      option={{
        tooltip: { trigger: 'axis' }, legend: { top: 0 }, grid: { left: 60, right: 60, top: 30, bottom: 24 }, xAxis: { type: 'category', data: of.days.map((d) => d.day) },
        yAxis: [{ type: 'value', name: 'MB' }, { type: 'value' }],
        series: [
          { name: t('figures.together'), type: 'line', data: of.days.map((d) => (d.bytes === undefined ? null : Math.round(d.bytes / 104_857.6) / 10)) },
          { name: t('figures.messages'), type: 'bar', yAxisIndex: 1, data: of.days.map((d) => d.messages) },
        ],
      }}
    />
  );
}
