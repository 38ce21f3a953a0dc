/** What a picture is called; what it is is told by its first bytes. */
export const pictureEndings = [
  ...['.png', '.apng', '.jpg', '.jpeg', '.jpe', '.jfif', '.pjpeg', '.pjp'],
  ...['.webp', '.gif', '.tif', '.tiff', '.avif'],
];
/** As said to people. */
export const pictureKinds = 'PNG, JPEG, WebP, GIF, TIFF or AVIF';

export function isPicture(path: string): boolean {
  return pictureEndings.some((ending) => path.toLowerCase().endsWith(ending));
}

/** Of each kind the bytes it begins with; null stands for any. */
const beginnings: (number | null)[][] = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
  [...ascii('RIFF'), null, null, null, null, ...ascii('WEBP')],
  ascii('GIF8'),
  [...ascii('II'), 42, 0],
  [...ascii('MM'), 0, 42],
  // TIFF beyond 4 GB.
  [...ascii('II'), 43, 0],
  [...ascii('MM'), 0, 43],
  [null, null, null, null, ...ascii('ftypavif')],
  [null, null, null, null, ...ascii('ftypavis')],
];

/** Whether a file begins as a picture does that can be read. */
export function beginsAsPicture(head: Uint8Array): boolean {
  return beginnings.some((bytes) => bytes.every((byte, at) => byte === null || byte === head[at]));
}

function ascii(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

/** For the FileNeeds of a dataset of pictures. */
export const pictureNeeds = { endings: pictureEndings, beginsWell: beginsAsPicture };
