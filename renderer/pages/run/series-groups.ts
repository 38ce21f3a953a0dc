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
    .sort((a, b) => (rank(a.title) === rank(b.title) ? 0 : rank(a.title) - rank(b.title)) || a.title.localeCompare(b.title));
}
function rank(title: string): number {
  if (title === 'system') return Number.POSITIVE_INFINITY;
  const order = ['metrics', 'loss', 'critic', 'discriminator', 'generator', 'gradient-depth'];
  const place = order.indexOf(title);
  return place < 0 ? order.length : place;
}
