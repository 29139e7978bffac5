export interface Bar { x: number; y: number; width: number; height: number }

/** Bars of figures, the highest filling the height; nothing is drawn higher than it is. */
export function bars(values: readonly number[], width = 640, height = 120): { width: number; height: number; of: Bar[] } {
  const most = Math.max(...values, 1);
  const step = width / Math.max(1, values.length);
  return { width, height, of: values.map((v, i) => ({ x: i * step + step * 0.15, width: step * 0.7, height: (Math.max(0, v) / most) * height, y: height - (Math.max(0, v) / most) * height })) };
}
