import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { ChartFrame } from './chart-frame.tsx';
import classes from './grid-chart.module.css';
import { picturePixels, type Pictures } from './pictures.ts';

/** Pictures in rows and columns that have names; all of one size. Picture i stands in row i / columns, column i % columns. */
export interface PictureTable {
  pictures: Pictures;
  rows: number;
  columns: string[];
  rowNames: string[] | null;
}

const gap = 2;
const headHeight = 18;
/** Width of a digit of a column's name. */
const letter = 7;

/** A table of pictures, enlarged by whole pixels, under the names of its columns. */
export function GridChart({
  title,
  table: whole,
  note,
  actions,
  menu,
  onPick,
}: {
  title: string;
  table: PictureTable;
  note?: ReactNode;
  actions?: ReactNode;
  menu?: ReactNode;
  /** A click on picture `index`. */
  onPick?: (index: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const nameWidth = whole.rowNames === null ? 0 : 112;
  const table = useMemo(() => seen(whole, size.width - nameWidth, size.height - headHeight), [whole, size, nameWidth]);
  const { pictures, rows, columns, rowNames } = table;
  const scale = scaleFor(table, size.width - nameWidth, size.height - headHeight);
  useEffect(() => {
    if (canvas.current && size.width > 8) drawTable(canvas.current, table, scale);
  }, [table, scale, size]);
  const cell = { width: pictures.width * scale + gap, height: pictures.height * scale + gap };
  // The numbers of a map are read off one by one; where they don't fit, every other one is.
  const longest = Math.max(...columns.map((name) => name.length));
  const stride = rowNames === null ? 1 : Math.min(columns.length, Math.ceil((longest * letter) / cell.width));
  return (
    <ChartFrame
      title={title}
      caption={
        <>
          {rows < whole.rows ? `the first ${rows} of ${whole.rows}` : rows} × {columns.length} pictures of {pictures.width} ×{' '}
          {pictures.height} {note}
        </>
      }
      actions={actions}
      menu={menu}
      table={() => ({ columns: ['row', ...columns], rows: brightness(whole) })}
      picture={() => ({ png: () => asPng(whole) })}
    >
      <div ref={box} className={classes.box}>
        <div className={classes.table} style={{ gridTemplateColumns: `${nameWidth}px ${columns.length * cell.width}px` }}>
          <span />
          <div className={classes.heads} style={{ height: headHeight }}>
            {columns
              .filter((_, at) => at % stride === 0)
              .map((name) => (
                <span key={name} className="ellipsis" title={name} style={{ width: cell.width * stride }}>
                  {name}
                </span>
              ))}
          </div>
          <div className={classes.names}>
            {rowNames?.map((name) => (
              <span key={name} className="ellipsis" title={name} style={{ height: cell.height, lineHeight: `${cell.height}px` }}>
                {name}
              </span>
            ))}
          </div>
          <canvas
            ref={canvas}
            role="img"
            aria-label={`${title}: ${rows} rows of ${columns.join(', ')}`}
            style={{ cursor: onPick ? 'pointer' : undefined }}
            onClick={(event) => {
              const area = event.currentTarget.getBoundingClientRect();
              const [column, row] = [(event.clientX - area.left) / cell.width, (event.clientY - area.top) / cell.height].map(Math.floor);
              if (row >= 0 && row < rows && column >= 0 && column < columns.length) onPick?.(row * columns.length + column);
            }}
          />
        </div>
      </div>
    </ChartFrame>
  );
}

/** In a low box half of the rows, or a quarter, so that pictures can be seen. A map is one picture and stays whole. */
function seen(table: PictureTable, width: number, height: number): PictureTable {
  if (table.rowNames !== null || height <= 0) return table;
  for (const share of [1, 2, 4]) {
    const rows = Math.ceil(table.rows / share);
    const part = { ...table, rows };
    if (scaleFor(part, width, height) * table.pictures.width >= 36 || share === 4 || rows === 1) return part;
  }
  return table;
}

/** The largest whole scale that fits; below life size, whatever fits. */
export function scaleFor({ pictures, rows, columns }: PictureTable, width: number, height: number): number {
  const fit = Math.min((width / columns.length - gap) / pictures.width, (height / rows - gap) / pictures.height);
  return fit >= 1 ? Math.floor(fit) : Math.max(fit, 0.25);
}

function drawTable(canvas: HTMLCanvasElement, { pictures, rows, columns }: PictureTable, scale: number): void {
  const ratio = window.devicePixelRatio || 1;
  const cell = { width: pictures.width * scale + gap, height: pictures.height * scale + gap };
  canvas.width = Math.round(columns.length * cell.width * ratio);
  canvas.height = Math.round(rows * cell.height * ratio);
  canvas.style.width = `${columns.length * cell.width}px`;
  canvas.style.height = `${rows * cell.height}px`;
  const context = canvas.getContext('2d');
  const one = document.createElement('canvas');
  one.width = pictures.width;
  one.height = pictures.height;
  const brush = one.getContext('2d');
  if (!context || !brush) return;
  context.scale(ratio, ratio);
  context.imageSmoothingEnabled = scale < 1;
  for (let at = 0; at < Math.min(pictures.count, rows * columns.length); at += 1) {
    brush.putImageData(new ImageData(picturePixels(pictures, at), pictures.width, pictures.height), 0, 0);
    const [left, top] = [(at % columns.length) * cell.width, Math.floor(at / columns.length) * cell.height];
    context.drawImage(one, left, top, pictures.width * scale, pictures.height * scale);
  }
}

async function asPng(table: PictureTable): Promise<Blob> {
  const canvas = document.createElement('canvas');
  drawTable(canvas, table, 4);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('The browser could not turn the pictures into a PNG.');
  return blob;
}

/** Mean byte of every picture, row by row. */
function brightness({ pictures, rows, columns, rowNames }: PictureTable): (string | number)[][] {
  const size = pictures.width * pictures.height * pictures.channels;
  return Array.from({ length: rows }, (_, row) => [
    rowNames?.[row] ?? row + 1,
    ...columns.map((_name, column) => {
      const from = (row * columns.length + column) * size;
      return pictures.data.subarray(from, from + size).reduce((sum, value) => sum + value, 0) / size;
    }),
  ]);
}

/** One column of the table as pictures of its own. */
export function columnOf({ pictures, rows, columns }: PictureTable, column: number): Pictures {
  const size = pictures.width * pictures.height * pictures.channels;
  const data = new Uint8Array(rows * size);
  for (let row = 0; row < rows; row += 1) {
    const from = (row * columns.length + column) * size;
    data.set(pictures.data.subarray(from, from + size), row * size);
  }
  return { ...pictures, count: rows, data };
}
