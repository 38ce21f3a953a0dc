import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { ChartFrame } from './chart-frame.tsx';
import classes from './grid-chart.module.css';
import { blockGap, layoutAt, placeAt, pointedAt, type TableLayout, tableLayout } from './table-layout.ts';
import { picturePixels, type Pictures } from './pictures.ts';

/** Pictures in rows and columns that have names; all of one size. Picture i stands in row i / columns, column i % columns. */
export interface PictureTable {
  pictures: Pictures;
  rows: number;
  columns: string[];
  rowNames: string[] | null;
}

const headHeight = 18;
/** Width of a digit of a column's name. */
const letter = 7;

/** A table of pictures, enlarged by whole pixels, under the names of its columns; where that makes them larger, in blocks of rows beside each other. */
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
  const layout = useMemo(() => layoutIn(table, size.width - nameWidth, size.height - headHeight), [table, size, nameWidth]);
  useEffect(() => {
    if (canvas.current && size.width > 8) drawTable(canvas.current, table, layout);
  }, [table, layout, size]);
  const { cell, blocks, rowsEach } = layout;
  const lefts = Array.from({ length: blocks }, (_, block) => placeAt(layout, block * rowsEach * columns.length).left);
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
        <div className={classes.table} style={{ gridTemplateColumns: `${nameWidth}px ${layout.width}px` }}>
          <span />
          <div className={classes.blocks} style={{ height: headHeight, gap: blockGap }}>
            {lefts.map((left) => (
              <div key={left} className={classes.heads} aria-hidden={left > 0}>
                {columns
                  .filter((_, at) => at % stride === 0)
                  .map((name) => (
                    <span key={name} className="ellipsis" title={name} style={{ width: cell.width * stride }}>
                      {name}
                    </span>
                  ))}
              </div>
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
              const index = pointedAt(layout, event.clientX - area.left, event.clientY - area.top);
              if (index !== null) onPick?.(index);
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
    if (layoutIn(part, width, height).scale * table.pictures.width >= 36 || share === 4 || rows === 1) return part;
  }
  return table;
}

/** Rows that have names stay below each other. */
function layoutIn({ pictures, rows, columns, rowNames }: PictureTable, width: number, height: number): TableLayout {
  return tableLayout({ rows, columns: columns.length, picture: pictures, mostBlocks: rowNames === null ? 4 : 1 }, width, height);
}

function drawTable(canvas: HTMLCanvasElement, { pictures, rows, columns }: PictureTable, layout: TableLayout): void {
  const ratio = window.devicePixelRatio || 1;
  const { scale } = layout;
  canvas.width = Math.round(layout.width * ratio);
  canvas.height = Math.round(layout.height * ratio);
  canvas.style.width = `${layout.width}px`;
  canvas.style.height = `${layout.height}px`;
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
    const { left, top } = placeAt(layout, at);
    context.drawImage(one, left, top, pictures.width * scale, pictures.height * scale);
  }
}

async function asPng(table: PictureTable): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const { rows, columns, pictures } = table;
  drawTable(canvas, table, layoutAt({ rows, columns: columns.length, picture: pictures }, { blocks: 1, scale: 4 }));
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
