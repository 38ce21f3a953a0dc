import { StudioError } from '../../../shared/errors.ts';
import { readDelimited } from './delimited.ts';
import { isPicture, pictureEndings } from './picture-formats.ts';
import { guessedNote, textOf } from './text-of.ts';

/** What a picture is said to show; `where` names the place that says it. */
export interface Captioned {
  where: string;
  picture: string;
  caption: string;
}
export interface CaptionList {
  found: Captioned[];
  /** Places that say nothing usable, with the reason as the end of a sentence. */
  broken: { where: string; reason: string }[];
  notes: string[];
}
/** Whether a picture goes by this name, so that names without an ending are known from what is no name. */
type IsPicture = (name: string) => boolean;

export const listEndings = ['.csv', '.tsv', '.jsonl', '.json', '.txt'];
const pictureColumns = ['file_name', 'filename', 'file', 'image', 'image_name', 'image_path', 'picture', 'path', 'name'];
const captionColumns = ['caption', 'captions', 'text', 'description', 'sentence', 'sentences', 'comment', 'raw'];

/**
 * The captions of a list, told by its ending; `isThere` knows the pictures. .csv and .tsv: columns by their names, or the picture first and the caption last. .jsonl:
 * one object a line, .json: a list of such, or COCO’s `images` and `annotations`; a caption may be a list of them. .txt: a line begins with the name of a picture; what follows is its caption.
 * @throws StudioError 'invalid' where the whole list can’t be used
 */
export function readCaptionList(bytes: Uint8Array, path: string, isThere: IsPicture = () => false): CaptionList {
  const text = textOf(bytes);
  const list = readList(text.text, path, isThere);
  return { ...list, notes: [...guessedNote(text, path), ...list.notes] };
}

function readList(text: string, path: string, isThere: IsPicture): CaptionList {
  const name = path.toLowerCase();
  if (name.endsWith('.jsonl')) return fromJsonLines(text, path);
  if (name.endsWith('.json')) return fromJson(text, path);
  if (name.endsWith('.tsv')) return fromTable(text, '\t', path, isThere);
  if (name.endsWith('.csv')) return fromTable(text, separatorOf(text), path, isThere);
  return fromLines(text, path, isThere);
}

/** Of the first line: the one that it has most of. */
function separatorOf(text: string): ',' | ';' | '\t' | '|' {
  const [first] = text.trimStart().split(/[\r\n]/, 1);
  const count = (separator: string) => first.split(separator).length;
  return ([',', ';', '\t', '|'] as const).reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

function fromTable(text: string, separator: ',' | ';' | '\t' | '|', path: string, isThere: IsPicture): CaptionList {
  const rows = readDelimited(text, separator);
  const columns = columnsOf(rows[0]?.fields ?? [], path, isThere);
  const list: CaptionList = { found: [], broken: [], notes: [] };
  for (const { line, fields } of columns.isNamed ? rows.slice(1) : rows) {
    add(
      list,
      place(line, path),
      fields[columns.picture],
      columns.caption === null ? fields.at(-1) : fields[columns.caption],
      fields.length,
    );
  }
  return list;
}

/** A first row without a picture's name in it is a head of names. */
function columnsOf(first: string[], path: string, isThere: IsPicture): { picture: number; caption: number | null; isNamed: boolean } {
  if (isPicture(bare(first[0] ?? ''))) return { picture: 0, caption: null, isNamed: false };
  const names = first.map((name) => name.trim().toLowerCase());
  const column = (known: string[]) => known.map((name) => names.indexOf(name)).find((at) => at >= 0);
  const [picture, caption] = [column(pictureColumns), column(captionColumns)];
  if (picture !== undefined && caption !== undefined) return { picture, caption, isNamed: true };
  if (first.length > 1 && isThere(bare(first[0]))) return { picture: 0, caption: null, isNamed: false };
  throw new StudioError(
    'invalid',
    `${path} begins with the columns ${first.map((name) => name.trim()).join(', ') || '(none)'}; one must be named file_name and one caption, or the first row must begin with a picture.`,
  );
}

function fromJsonLines(text: string, path: string): CaptionList {
  const list: CaptionList = { found: [], broken: [], notes: [] };
  for (const [at, written] of text.split('\n').entries()) {
    if (written.trim() !== '') addObject(list, place(at + 1, path), objectOf(parsed(written)));
  }
  return list;
}

function fromJson(text: string, path: string): CaptionList {
  const list: CaptionList = { found: [], broken: [], notes: [] };
  const whole = parsed(text);
  if (whole === undefined) throw new StudioError('invalid', `${path} is no JSON: it is cut short or broken. Fetch it again.`);
  const entries = Array.isArray(whole) ? whole : inCoco(objectOf(whole));
  if (entries === null) {
    throw new StudioError(
      'invalid',
      `${path} holds no captions: it must be a list of objects with file_name and caption, or have images and annotations.`,
    );
  }
  for (const [at, entry] of entries.entries()) addObject(list, `Entry ${at + 1} of ${path}`, objectOf(entry));
  return list;
}

/** COCO names pictures in one list and speaks of them by number in another. */
function inCoco(whole: Said | null): unknown[] | null {
  if (!Array.isArray(whole?.images) || !Array.isArray(whole.annotations)) return null;
  const names = new Map(whole.images.map(objectOf).map((image) => [image?.id, image?.file_name]));
  return whole.annotations.map(objectOf).map((said) => said && { file_name: names.get(said.image_id), caption: said.caption });
}

type Said = Record<string, unknown>;

function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Said | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function addObject(list: CaptionList, where: string, said: Said | null): void {
  if (said === null) {
    list.broken.push({ where, reason: 'it is no JSON object' });
    return;
  }
  const value = (known: string[]) => known.map((key) => said[key]).find((found) => found !== undefined);
  const [picture, captions] = [value(pictureColumns), value(captionColumns)];
  for (const caption of Array.isArray(captions) ? captions : [captions]) {
    add(list, where, typeof picture === 'string' ? picture : undefined, typeof caption === 'string' ? caption : undefined);
  }
}

const pictureAndRest = new RegExp(
  `^\\s*"?(.+?(?:${pictureEndings.map((ending) => ending.replace('.', '\\.')).join('|')}))"?(?:#\\d+)?(?:[\\s,;:|]+(.*))?$`,
  'i',
);

/** `a.png a dog`, with a blank, tab, comma, colon or bar between, as `a.jpg#0` too; the caption may be quoted. */
function fromLines(text: string, path: string, isThere: IsPicture): CaptionList {
  const list: CaptionList = { found: [], broken: [], notes: [] };
  for (const [at, written] of text.split(/\r?\n/).entries()) {
    if (written.trim() === '') continue;
    const parts = pictureAndRest.exec(written) ?? knownAndRest(written, isThere);
    const isHead =
      at === 0 && parts === null && written.split(/[,;|\t]/).some((name) => pictureColumns.includes(name.trim().toLowerCase()));
    if (!isHead) add(list, place(at + 1, path), parts?.[1], unquoted(parts?.[2] ?? ''));
  }
  return list;
}

/** A name without an ending, of a picture that is there. */
function knownAndRest(written: string, isThere: IsPicture): string[] | null {
  for (const between of [/^([^\t,;|:]+)[\t,;|:]+(.*)$/, /^\s*(\S+)\s+(.*)$/]) {
    const parts = between.exec(written);
    if (parts !== null && isThere(bare(parts[1]))) return [...parts];
  }
  return null;
}

function unquoted(text: string): string {
  const inner = /^"(.*)"$/.exec(text.trim());
  return inner === null ? text : inner[1].replaceAll('""', '"');
}

function place(line: number, path: string): string {
  return `Line ${line} of ${path}`;
}

function add(list: CaptionList, where: string, picture: string | undefined, caption: string | undefined, fields = 2): void {
  if (picture === undefined || bare(picture) === '') list.broken.push({ where, reason: 'it names no picture' });
  else if (caption === undefined || caption.trim() === '' || fields < 2) list.broken.push({ where, reason: 'it has no caption' });
  else list.found.push({ where, picture: bare(picture), caption: caption.trim() });
}

/** Without what Flickr8k counts its captions by, with `/` between folders and none at the start. */
function bare(picture: string): string {
  return picture
    .trim()
    .replace(/#\d+$/, '')
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');
}
