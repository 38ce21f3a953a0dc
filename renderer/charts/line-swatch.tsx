/** How a line looks, at the size of a word: colour and dash. */
export function LineSwatch({ color, dash, width = 18 }: { color: string; dash: number[]; width?: number }) {
  return (
    <svg width={width} height={8} aria-hidden="true" style={{ flex: 'none' }}>
      <line x1={0} x2={width} y1={4} y2={4} stroke={color} strokeWidth={2} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
