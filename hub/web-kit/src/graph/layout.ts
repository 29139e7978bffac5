/** A step of a graph: what it waits for, and the lane (system or role) it stands in. */
export interface GraphStep { key: string; after: readonly string[]; lane: string }

export interface PlacedStep { key: string; x: number; y: number }
export interface PlacedLink { from: string; to: string; path: string }
export interface PlacedLane { lane: string; x: number; width: number }
export interface Placed { width: number; height: number; steps: PlacedStep[]; links: PlacedLink[]; lanes: PlacedLane[] }

export interface Sizes { width: number; height: number; gapX: number; gapY: number; head: number }

export const usualSizes: Sizes = { width: 114, height: 38, gapX: 8, gapY: 22, head: 28 };

/** How many links lie on the longest way to each step. Links of a circle count once: what is drawn may be wrong yet. */
export function depths(steps: readonly GraphStep[]): Map<string, number> {
  const by = new Map(steps.map((s) => [s.key, s]));
  const done = new Map<string, number>();
  const open = new Set<string>();
  const depth = (key: string): number => {
    const known = done.get(key);
    if (known !== undefined) return known;
    if (open.has(key)) return -1;
    open.add(key);
    const before = by.get(key)!.after.filter((a) => a !== key && by.has(a)).map(depth);
    open.delete(key);
    const mine = Math.max(-1, ...before) + 1;
    done.set(key, mine);
    return mine;
  };
  for (const s of steps) depth(s.key);
  return done;
}

/** Links that say nothing new, because another way leads there too, are left out of the picture. */
export function neededLinks(steps: readonly GraphStep[]): { from: string; to: string }[] {
  const by = new Map(steps.map((s) => [s.key, s]));
  const reach = new Map<string, Set<string>>();
  const before = (key: string, open: Set<string> = new Set()): Set<string> => {
    const known = reach.get(key);
    if (known) return known;
    const all = new Set<string>();
    if (open.has(key)) return all;
    open.add(key);
    for (const a of by.get(key)?.after ?? []) {
      if (!by.has(a)) continue;
      all.add(a);
      for (const b of before(a, open)) all.add(b);
    }
    open.delete(key);
    reach.set(key, all);
    return all;
  };
  return steps.flatMap((s) => s.after.filter((a) => by.has(a) && !s.after.some((o) => o !== a && by.has(o) && before(o).has(a) && !before(a).has(o))).map((a) => ({ from: a, to: s.key })));
}

/**
 * Time goes down, lanes stand side by side, and what runs in parallel within a lane too. The order of lanes is that of their first step,
 * so that the same graph is always drawn in the same way.
 */
export function layOut(steps: readonly GraphStep[], sizes: Sizes = usualSizes, lanes?: readonly string[]): Placed {
  const depth = depths(steps);
  const names = [...new Set([...(lanes ?? []).filter((l) => steps.some((s) => s.lane === l)), ...[...steps].sort((a, b) => depth.get(a.key)! - depth.get(b.key)!).map((s) => s.lane)])];
  const cells = new Map<string, string[]>();
  for (const s of steps) {
    const cell = `${depth.get(s.key)}/${s.lane}`;
    cells.set(cell, [...(cells.get(cell) ?? []), s.key]);
  }
  const most = (lane: string) => Math.max(1, ...[...cells].filter(([cell]) => cell.slice(cell.indexOf('/') + 1) === lane).map(([, keys]) => keys.length));
  let x = 0;
  const placedLanes = names.map((lane) => {
    const width = most(lane) * (sizes.width + sizes.gapX) + sizes.gapX;
    x += width;
    return { lane, x: x - width, width };
  });
  const at = new Map<string, PlacedStep>();
  for (const s of steps) {
    const lane = placedLanes.find((l) => l.lane === s.lane)!;
    const cell = cells.get(`${depth.get(s.key)}/${s.lane}`)!;
    const block = cell.length * (sizes.width + sizes.gapX) - sizes.gapX;
    at.set(s.key, {
      key: s.key, x: lane.x + (lane.width - block) / 2 + cell.indexOf(s.key) * (sizes.width + sizes.gapX), y: sizes.head + sizes.gapY / 2 + depth.get(s.key)! * (sizes.height + sizes.gapY),
    });
  }
  const layers = Math.max(-1, ...depth.values()) + 1;
  const links = neededLinks(steps).map(({ from, to }) => ({ from, to, path: way(at.get(from)!, at.get(to)!, depth.get(to)! - depth.get(from)!, sizes) }));
  return { width: x, height: sizes.head + layers * (sizes.height + sizes.gapY), steps: [...at.values()], links, lanes: placedLanes };
}

// Down out of a step, across in the gap below it, down beside the steps between, across above the next one, and into it.
function way(from: PlacedStep, to: PlacedStep, layers: number, { width, height, gapX, gapY }: Sizes): string {
  const [x1, y1, x2, y2] = [from.x + width / 2, from.y + height, to.x + width / 2, to.y - 1];
  if (layers < 1) return `M${x1} ${y1} C${x1 + 90} ${y1 + 40} ${x2 + 90} ${y2 - 40} ${x2} ${y2}`;
  if (layers === 1) return x1 === x2 ? `M${x1} ${y1}V${y2}` : corners([[x1, y1], [x1, y1 + gapY / 2], [x2, y1 + gapY / 2], [x2, y2]]);
  const beside = x2 >= x1 ? from.x + width + gapX / 2 : from.x - gapX / 2;
  return corners([[x1, y1], [x1, y1 + gapY / 2], [beside, y1 + gapY / 2], [beside, y2 + 1 - gapY / 2], [x2, y2 + 1 - gapY / 2], [x2, y2]]);
}

function corners(points: [number, number][]): string {
  const round = 6;
  return points.map(([x, y], i) => {
    const [before, next] = [points[i - 1], points[i + 1]];
    if (!before) return `M${x} ${y}`;
    if (!next) return `L${x} ${y}`;
    const cut = (to: [number, number]): [number, number] => {
      const length = Math.hypot(to[0] - x, to[1] - y);
      const part = length === 0 ? 0 : Math.min(round, length / 2) / length;
      return [x + (to[0] - x) * part, y + (to[1] - y) * part];
    };
    const [a, b] = [cut(before), cut(next)];
    return `L${a[0]} ${a[1]}Q${x} ${y} ${b[0]} ${b[1]}`;
  }).join('');
}
