/** The two series that say most of a run: a distance to the data, then what the game says. */
export function keySeries(keys: string[]): string[] {
  const wishes = [
    'w1',
    'sliced-w1',
    'mmd2',
    'nearest-picture',
    'critic/raw',
    'critic/corrected',
    'critic/loss',
    'loss/critic',
    'loss/discriminator',
  ];
  const found = wishes.filter((key) => keys.includes(key));
  const losses = keys.filter((key) => key.includes('loss') && !found.includes(key));
  const rest = keys.filter((key) => !found.includes(key) && !losses.includes(key) && !key.includes('/ideal'));
  const merit = found[0] ?? losses[0] ?? rest[0];
  const game = found.find((key) => key.startsWith('critic/')) ?? losses[0] ?? rest[0];
  return [merit, game === merit ? (losses[1] ?? rest.find((key) => key !== merit)) : game].filter((key) => key !== undefined);
}

/** Series that belong on one chart: those of one prefix that ends in `/ideal`, or the layers of one network. */
export interface SeriesGroup {
  title: string;
  charts: string[][];
}

/** Filtered by key and label. By the part before the first slash; a figure and its ideal share a chart, gradient norms of one network as well. */
export function groupSeries(keys: string[], filter: string, label: (key: string) => string = () => ''): SeriesGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = keys
    .filter((key) => words.every((word) => `${key} ${label(key)}`.toLowerCase().includes(word)))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const groups = new Map<string, Map<string, string[]>>();
  for (const key of shown) {
    const [head, ...tail] = key.split('/');
    const chart = head === 'gradient-depth' ? `${head}/${tail[0]}` : tail.at(-1) === 'ideal' ? key.slice(0, -'/ideal'.length) : key;
    const title = tail.length === 0 || tail[0] === 'ideal' ? 'metrics' : head;
    const charts = groups.get(title) ?? new Map<string, string[]>();
    charts.set(chart, [...(charts.get(chart) ?? []), key]);
    groups.set(title, charts);
  }
  return [...groups]
    .map(([title, charts]) => ({ title, charts: [...charts.values()] }))
    .sort((a, b) => rank(a.title) - rank(b.title) || a.title.localeCompare(b.title));
}
function rank(title: string): number {
  const order = ['metrics', 'loss', 'critic', 'discriminator', 'generator', 'gradient-depth'];
  const place = order.indexOf(title);
  return place < 0 ? order.length : place;
}
