/** How a table of pictures of one size lies in a box: in blocks of rows beside each other, each block with all columns. */
export interface TableLayout {
  rows: number;
  columns: number;
  blocks: number;
  rowsEach: number;
  scale: number;
  /** Of one picture with the gap after it, in CSS pixels. */
  cell: { width: number; height: number };
  width: number;
  height: number;
}

export const gap = 2;
export const blockGap = 18;

interface Table {
  rows: number;
  columns: number;
  picture: { width: number; height: number };
}

/** As many blocks as make the pictures largest, the fewest of these. */
export function tableLayout(table: Table & { mostBlocks: number }, width: number, height: number): TableLayout {
  let best: TableLayout | undefined;
  for (let blocks = 1; blocks <= Math.min(table.mostBlocks, table.rows); blocks += 1) {
    const layout = layoutAt(table, { blocks, scale: scaleFor(table, blocks, width, height) });
    if (best === undefined || layout.scale > best.scale) best = layout;
  }
  return best!;
}

export function layoutAt({ rows, columns, picture }: Table, { blocks, scale }: { blocks: number; scale: number }): TableLayout {
  const cell = { width: picture.width * scale + gap, height: picture.height * scale + gap };
  const rowsEach = Math.ceil(rows / blocks);
  const width = blocks * columns * cell.width + (blocks - 1) * blockGap;
  return { rows, columns, blocks, rowsEach, scale, cell, width, height: rowsEach * cell.height };
}

/** The largest whole scale that fits; below life size, whatever fits. */
function scaleFor({ rows, columns, picture }: Table, blocks: number, width: number, height: number): number {
  const across = (width - (blocks - 1) * blockGap) / (blocks * columns) - gap;
  const down = height / Math.ceil(rows / blocks) - gap;
  const fit = Math.min(across / picture.width, down / picture.height);
  return fit >= 1 ? Math.floor(fit) : Math.max(fit, 0.25);
}

/** The upper left corner of picture `index`: row by row, column by column. */
export function placeAt({ columns, rowsEach, cell }: TableLayout, index: number): { left: number; top: number } {
  const [row, column] = [Math.floor(index / columns), index % columns];
  const block = Math.floor(row / rowsEach);
  return { left: block * (columns * cell.width + blockGap) + column * cell.width, top: (row % rowsEach) * cell.height };
}

/** The picture under a place of the table; null between blocks and beyond the last row. */
export function pointedAt({ rows, columns, blocks, rowsEach, cell }: TableLayout, x: number, y: number): number | null {
  const wide = columns * cell.width;
  const block = Math.floor(x / (wide + blockGap));
  const [column, row] = [Math.floor((x - block * (wide + blockGap)) / cell.width), Math.floor(y / cell.height)];
  const index = block * rowsEach + row;
  const isInside = x >= 0 && y >= 0 && block < blocks && column < columns && row < rowsEach && index < rows;
  return isInside ? index * columns + column : null;
}
