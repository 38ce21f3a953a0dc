import type { NpyArray } from './npy.ts';

/** Which class each example is of, in whatever form an array says so. */
export interface Labels {
  labels: Int32Array;
  classes: string[];
  notes: string[];
}

/** Names of arrays that say so, the surest first, once the part of a split is gone from them. */
const labelNames = [
  'labels',
  'label',
  'y',
  'targets',
  'target',
  'classes',
  'class',
  'categories',
  'category',
  'digits',
  'digit',
  'fine_labels',
  'coarse_labels',
];
/** Names of arrays that name the classes themselves. */
const namesOfNames = ['class_names', 'label_names', 'names', 'classnames', 'labels_names', 'categories', 'classes', 'target_names'];
/** Such arrays number the examples; they are no classes, however few there are. */
const numbering = /^(ids?|index|indices|idx|rows?|keys?|times?|timestamps?)$/;
const mostClasses = 10_000;
/** Of an array whose name says nothing, so many examples to a class at the least. */
const fewestEach = 2;

/** Of a split: the part that an array's name begins or ends in, or a folder of it. */
const partNames = /(?:^|[_/-])(?:(train)(?:ing)?|(test)|(val)(?:id(?:ation)?)?)(?=[_/-]|$)/i;

/** `train` of `x_train`, `training_labels` or `train/y`; null where the name tells of no part. */
export function partOf(name: string): string | null {
  const [, ...parts] = partNames.exec(name) ?? [];
  return parts.find((part) => part !== undefined)?.toLowerCase() ?? null;
}

/** What stays of such a name in lower case, its part and its folder taken off. */
function bareName(name: string): string {
  return name.replace(partNames, '').toLowerCase().replace(/^.*\//, '').replace(/^[_-]/, '');
}

/** From the arrays beside the pictures, for `count` examples; null where none says it, with what is to be said of those that nearly do. */
export function labelsAmong(arrays: NpyArray[], count: number): { found: Labels | null; notes: string[] } {
  const notes: string[] = [];
  for (const { array, isNamed } of ranked(arrays.filter(({ shape }) => shape[0] === count))) {
    const values = perExample(array, count);
    if (values === null) {
      if (isNamed)
        notes.push(
          `The array ${array.name}, [${array.shape}] of ${array.type}, is not taken for labels: it does not name one class for each example.`,
        );
      continue;
    }
    const distinct = [...new Set(values)];
    if (distinct.length > mostClasses) {
      notes.push(`The array ${array.name} is not taken for labels: it has ${distinct.length} different values.`);
      continue;
    }
    if (!isNamed && (distinct.length < 2 || distinct.length * fewestEach > count)) continue;
    const classes = distinct.sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1));
    const indices = new Map(classes.map((value, at) => [value, at]));
    const named = namesAmong(arrays, classes, count);
    return {
      found: {
        labels: Int32Array.from(values, (value) => indices.get(value)!),
        classes: named === null ? classes.map(String) : classes.map((value) => named.names[Number(value)]),
        notes: [`The labels are the array ${array.name}${named === null ? '' : `, the names of their classes ${named.by}`}.`],
      },
      notes,
    };
  }
  return { found: null, notes };
}

function ranked(arrays: NpyArray[]): { array: NpyArray; isNamed: boolean }[] {
  const rank = ({ name }: NpyArray) => labelNames.indexOf(bareName(name));
  const named = arrays.filter((array) => rank(array) >= 0).sort((a, b) => rank(a) - rank(b));
  const others = arrays.filter((array) => rank(array) < 0 && !numbering.test(bareName(array.name)));
  return [...named.map((array) => ({ array, isNamed: true })), ...others.map((array) => ({ array, isNamed: false }))];
}

/** [n], [n,1], or [n,classes] with a single one in each row; whole numbers, floats that are whole, or text. */
function perExample({ shape, values }: NpyArray, count: number): (number | string)[] | null {
  const width = shape.slice(1).reduce((product, side) => product * side, 1);
  if (width === 1) {
    if (Array.isArray(values)) return [...values];
    const list = Array.from({ length: count }, (_, at) => Number(values[at]));
    return list.every(Number.isSafeInteger) ? list : null;
  }
  if (shape.length !== 2 || Array.isArray(values)) return null;
  const hot = new Array<number>(count).fill(-1);
  for (let at = 0; at < count * width; at += 1) {
    const value = Number(values[at]);
    if (value === 0) continue;
    const row = Math.floor(at / width);
    if (value !== 1 || hot[row] >= 0) return null;
    hot[row] = at % width;
  }
  return hot.every((place) => place >= 0) ? hot : null;
}

/** Text for every number from 0 to the highest label. */
function namesAmong(arrays: NpyArray[], classes: (number | string)[], count: number): { names: string[]; by: string } | null {
  if (!classes.every((value) => typeof value === 'number' && value >= 0)) return null;
  const highest = Math.max(...classes.map(Number));
  const fitting = arrays.filter(({ values }) => Array.isArray(values) && values.length > highest && new Set(values).size === values.length);
  const chosen =
    fitting.find(({ name }) => namesOfNames.includes(bareName(name))) ??
    fitting.find(({ values, shape }) => values.length === highest + 1 && shape[0] !== count);
  if (chosen === undefined) return null;
  return { names: chosen.values as string[], by: chosen.name };
}
