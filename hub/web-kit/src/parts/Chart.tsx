import { useDark } from '../theme';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

/** A chart whose points lead to what they count. */
export function Chart({ option, height, label, onPoint }: { option: EChartsCoreOption; height: number; label: string; onPoint: (name: string, series: number, value: unknown) => void }) {
  const { dark } = useDark();
  const place = useRef<HTMLDivElement>(null);
  const point = useRef(onPoint);
  useEffect(() => { point.current = onPoint; });
  useEffect(() => {
    const element = place.current!;
    const chart = init(element, dark ? 'dark' : undefined, { renderer: 'svg' });
    chart.setOption({ backgroundColor: 'transparent', animation: false, ...option });
    chart.on('click', (e) => point.current(String(e.name), e.seriesIndex ?? 0, e.value));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => { watch.disconnect(); chart.dispose(); };
  }, [option, dark]);
  return <div ref={place} className="chart" style={{ height }} role="img" aria-label={label} />;
}
