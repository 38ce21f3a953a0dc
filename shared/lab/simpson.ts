/** ∫ f by Simpson's rule on an even number of equal panels. */
export function simpson(f: (x: number) => number, from: number, to: number, panels: number): number {
  const width = (to - from) / panels;
  let sum = f(from) + f(to);
  for (let i = 1; i < panels; i += 1) sum += f(from + i * width) * (i % 2 === 1 ? 4 : 2);
  return (sum * width) / 3;
}
