export interface Assignment {
  columnOfRow: Int32Array;
  total: number;
  /** The dual: prices whose sum is `total`, no row's and column's together above their cost. */
  rowPrices: Float64Array;
  columnPrices: Float64Array;
}

/**
 * The cheapest one-to-one pairing of n rows with n columns: shortest augmenting paths with dual prices
 * (Jonker and Volgenant 1987, in the form of Crouse 2016), O(n³). `costs` is [n × n], row by row.
 * Flat arrays make it several times quicker than the linear-sum-assignment library, which checks it in the test.
 */
export function assign(costs: Float64Array, size: number): Assignment {
  const rowPrice = new Float64Array(size);
  const columnPrice = new Float64Array(size);
  const columnOfRow = new Int32Array(size).fill(-1);
  const rowOfColumn = new Int32Array(size).fill(-1);
  const shortest = new Float64Array(size);
  const before = new Int32Array(size);
  const open = new Int32Array(size);
  const seenRows = new Int32Array(size);
  const seenColumns = new Int32Array(size);

  for (let start = 0; start < size; start += 1) {
    shortest.fill(Infinity);
    for (let column = 0; column < size; column += 1) open[column] = column;
    let openCount = size;
    let rowCount = 0;
    let columnCount = 0;
    let row = start;
    let distance = 0;
    let end = -1;
    while (end < 0) {
      seenRows[rowCount++] = row;
      const base = distance - rowPrice[row];
      const offset = row * size;
      let nearest = -1;
      let best = Infinity;
      for (let at = 0; at < openCount; at += 1) {
        const column = open[at];
        const reach = base + costs[offset + column] - columnPrice[column];
        if (reach < shortest[column]) {
          shortest[column] = reach;
          before[column] = row;
        }
        // On a tie a free column is taken: the path ends there.
        if (shortest[column] < best || (shortest[column] === best && rowOfColumn[column] < 0)) {
          best = shortest[column];
          nearest = at;
        }
      }
      if (best === Infinity) throw new RangeError('An assignment needs finite costs.');
      distance = best;
      const column = open[nearest];
      open[nearest] = open[--openCount];
      seenColumns[columnCount++] = column;
      if (rowOfColumn[column] < 0) end = column;
      else row = rowOfColumn[column];
    }
    rowPrice[start] += distance;
    for (let at = 1; at < rowCount; at += 1) rowPrice[seenRows[at]] += distance - shortest[columnOfRow[seenRows[at]]];
    for (let at = 0; at < columnCount; at += 1) columnPrice[seenColumns[at]] -= distance - shortest[seenColumns[at]];
    for (let column = end, next = -1; column >= 0; column = next) {
      const owner = before[column];
      next = owner === start ? -1 : columnOfRow[owner];
      rowOfColumn[column] = owner;
      columnOfRow[owner] = column;
    }
  }

  let total = 0;
  for (let row = 0; row < size; row += 1) total += costs[row * size + columnOfRow[row]];
  return { columnOfRow, total, rowPrices: rowPrice, columnPrices: columnPrice };
}

/** Euclidean distances [n × n] between the rows of two sets of n examples of `width` numbers. */
export function distances(first: Float32Array, second: Float32Array, width: number): Float64Array {
  const rows = first.length / width;
  const columns = second.length / width;
  const result = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let at = 0; at < width; at += 1) {
        const difference = first[row * width + at] - second[column * width + at];
        sum += difference * difference;
      }
      result[row * columns + column] = Math.sqrt(sum);
    }
  }
  return result;
}
