import { fc, test } from '@fast-check/vitest';
import jpeg from 'jpeg-js';
import sharp from 'sharp';
import { crc32, deflateSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { decodePicture } from './decode-picture.ts';

type Color = [number, number, number];
const [red, green, blue, white]: Color[] = [
  [200, 40, 40],
  [40, 180, 60],
  [40, 60, 200],
  [240, 240, 240],
];
const side = 16;

/** Red and green above blue and white, so that every turn and mirror image looks another way. */
function quarters(): ReturnType<typeof sharp> {
  const pixels = new Uint8Array(side * side * 3);
  for (let at = 0; at < side * side; at += 1) {
    const [right, low] = [at % side >= side / 2, at >= (side * side) / 2];
    pixels.set([[red, green] as const, [blue, white] as const][Number(low)][Number(right)], 3 * at);
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
}

/** The colours in the middle of the four quarters, row by row. */
async function seen(bytes: Uint8Array, wish = { side: 16 }): Promise<number[][]> {
  const { width, height, pixels } = await decodePicture(bytes, wish);
  expect(pixels).toHaveLength(width * height * 3);
  return [1, 3].flatMap((row) =>
    [1, 3].map((column) => {
      const at = Math.floor((row * height) / 4) * width + Math.floor((column * width) / 4);
      return [...pixels.subarray(3 * at, 3 * at + 3)];
    }),
  );
}

function expectNear(found: number[][], expected: number[][], most = 6): void {
  const off = found.flat().map((value, at) => Math.abs(value - expected.flat()[at]));
  expect(Math.max(...off), JSON.stringify(found)).toBeLessThanOrEqual(most);
}

/** A PNG by hand: whatever the colour type, the depth and the chunks before the pixels. */
function png(
  {
    width = 2,
    height = 2,
    depth = 8,
    type = 2,
    interlaced = false,
  }: Partial<Record<'width' | 'height' | 'depth' | 'type', number>> & {
    interlaced?: boolean;
  },
  rows: number[][],
  chunks: [string, ArrayLike<number>][] = [],
): Uint8Array {
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  [depth, type, 0, 0, Number(interlaced)].forEach((value, at) => {
    head.setUint8(8 + at, value);
  });
  const lines = deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])));
  const parts = [['IHDR', new Uint8Array(head.buffer)], ...chunks, ['IDAT', lines], ['IEND', []]] as [string, ArrayLike<number>][];
  return Buffer.concat([Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), ...parts.map(([name, data]) => pngChunk(name, data))]);
}

function pngChunk(name: string, data: ArrayLike<number>): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length);
  bytes.write(name, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}

const four = (number: number) => [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
const pixelsOf = async (bytes: Uint8Array) => [...(await decodePicture(bytes, { side: 16 })).pixels];

describe('which way up', () => {
  /** What a viewer shows of red, green / blue, white by the eight values of EXIF's Orientation. */
  const upright: Record<number, Color[]> = {
    1: [red, green, blue, white],
    2: [green, red, white, blue],
    3: [white, blue, green, red],
    4: [blue, white, red, green],
    5: [red, blue, green, white],
    6: [blue, red, white, green],
    7: [white, green, blue, red],
    8: [green, white, red, blue],
  };
  test.each(
    (['jpeg', 'png', 'webp', 'tiff'] as const).flatMap((format) => Object.keys(upright).map((value) => [format, Number(value)] as const)),
  )('%s with orientation %i', async (format, orientation) => {
    const bytes = await quarters()
      .withMetadata({ orientation })
      .toFormat(format, { quality: 100, compression: 'lzw', lossless: true })
      .toBuffer();
    expectNear(await seen(bytes), upright[orientation], 12);
  });

  test('sizes are those of the upright picture, and so after it was reduced', async () => {
    const lying = sharp({ create: { width: 96, height: 48, channels: 3, background: '#204060' } });
    const bytes = await lying.withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await decodePicture(bytes, { side: 48 })).toMatchObject({ width: 48, height: 96, whole: { width: 48, height: 96 } });
    expect(await decodePicture(bytes, { side: 8 })).toMatchObject({ width: 24, height: 48, whole: { width: 48, height: 96 } });
  });
});

describe('colours', () => {
  test('JPEG in colour, gray and CMYK', async () => {
    expectNear(await seen(await quarters().jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer()), [red, green, blue, white]);
    const [[r, g, b]] = await seen(await quarters().grayscale().jpeg({ quality: 100 }).toBuffer());
    expect([r, g]).toEqual([g, b]);
    const mild = sharp({ create: { width: 16, height: 16, channels: 3, background: { r: 150, g: 120, b: 130 } } });
    const [middle] = await seen(await mild.toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer());
    expectNear([middle], [[150, 120, 130]], 12);
  });

  test('a JPEG as another decoder reads it', async () => {
    const smooth = Uint8Array.from({ length: 48 * 32 * 3 }, (_, at) => 100 + 60 * Math.sin(at / 40));
    const bytes = await sharp(smooth, { raw: { width: 48, height: 32, channels: 3 } })
      .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const { data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false });
    const { pixels } = await decodePicture(bytes, { side: 32 });
    expect(Math.max(...pixels.map((value, at) => Math.abs(value - data[at])))).toBeLessThanOrEqual(3);
  });

  test('a JPEG whose numbers are red, green and blue, as Adobe’s mark says', async () => {
    // The three numbers of a YCbCr file, and then the mark that they are none.
    const [y, cb, cr] = [140, 120, 130];
    const background = { r: y + 1.402 * (cr - 128), g: y - 0.344 * (cb - 128) - 0.714 * (cr - 128), b: y + 1.772 * (cb - 128) };
    const bytes = await sharp({ create: { width: 16, height: 16, channels: 3, background } })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer();
    const jfif = bytes[3] === 0xe0 ? 4 + bytes.readUInt16BE(4) : 2;
    const adobe = Buffer.from([0xff, 0xee, 0, 14, ...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0]);
    const [middle] = await seen(Buffer.concat([bytes.subarray(0, 2), adobe, bytes.subarray(jfif)]));
    expectNear([middle], [[y, cb, cr]], 3);
  });

  test('PNG of every type and depth, transparent ones on white', async () => {
    expect(
      await pixelsOf(
        png({ type: 0 }, [
          [0, 64],
          [128, 255],
        ]),
      ),
    ).toEqual([0, 64, 128, 255].flatMap((level) => [level, level, level]));
    expect(await pixelsOf(png({ type: 4, width: 1, height: 1 }, [[40, 0]]))).toEqual([255, 255, 255]);
    expect(await pixelsOf(png({ type: 2, width: 1, height: 1 }, [[10, 20, 30]]))).toEqual([10, 20, 30]);
    const [r, g, b] = await pixelsOf(png({ type: 6, width: 1, height: 1 }, [[0, 100, 200, 128]]));
    expectNear([[r, g, b]], [[127, 177, 227]], 1);
    expect(await pixelsOf(png({ depth: 16, width: 1, height: 1 }, [[255, 255, 0x80, 0x80, 0, 0]]))).toEqual([255, 128, 0]);
    expect(await pixelsOf(png({ depth: 1, type: 0, width: 3, height: 1 }, [[0b101_00000]]))).toEqual(
      [255, 0, 255].flatMap((v) => [v, v, v]),
    );
    const palette: [string, number[]] = ['PLTE', [1, 2, 3, 40, 50, 60]];
    expect(await pixelsOf(png({ type: 3, depth: 1, width: 2, height: 1 }, [[0b01_000000]], [palette]))).toEqual([1, 2, 3, 40, 50, 60]);
  });

  test.each<[string, Uint8Array, number[]]>([
    ['gray', png({ type: 0, width: 2, height: 1 }, [[64, 70]], [['tRNS', [0, 64]]]), [255, 255, 255, 70, 70, 70]],
    ['colour', png({ width: 2, height: 1 }, [[200, 40, 40, 1, 2, 3]], [['tRNS', [0, 200, 0, 40, 0, 40]]]), [255, 255, 255, 1, 2, 3]],
    [
      'palette',
      png(
        { type: 3, width: 2, height: 1 },
        [[0, 1]],
        [
          ['PLTE', [9, 9, 9, 40, 50, 60]],
          ['tRNS', [0]],
        ],
      ),
      [255, 255, 255, 40, 50, 60],
    ],
  ])('the transparent colour of a PNG in %s is white', async (_what, bytes, expected) => {
    expect(await pixelsOf(bytes)).toEqual(expected);
  });

  test.each([1, 2, 4, 8, 16])('interlaced gray of %i bits', async (depth) => {
    // One pixel: all of the first pass, nothing of the other six.
    expect(await pixelsOf(png({ depth, type: 0, width: 1, height: 1, interlaced: true }, [depth === 16 ? [255, 255] : [255]]))).toEqual([
      255, 255, 255,
    ]);
  });

  test('numbers meant for another screen are brought to this one, of 16 bits before they become 8', async () => {
    const linear: [string, number[]][] = [['gAMA', four(100_000)]];
    const expected = [64, 128].map((value) => Math.round(255 * (value / 255) ** (1 / 2.2)));
    const levels = (pixels: number[]) => pixels.filter((_, at) => at % 3 === 0);
    expect(levels(await pixelsOf(png({ type: 0, width: 2, height: 1 }, [[64, 128]], linear)))).toEqual(expected);
    expect(levels(await pixelsOf(png({ depth: 16, width: 1, height: 1 }, [[0, 64, 0, 64, 0, 64]], linear)))).toEqual([
      Math.round(255 * (64 / 65535) ** (1 / 2.2)),
    ]);
    expect(levels(await pixelsOf(png({ type: 0, width: 2, height: 1 }, [[64, 128]], [['gAMA', four(45_455)]])))).toEqual([64, 128]);
    expect(levels(await pixelsOf(png({ type: 0, width: 2, height: 1 }, [[64, 128]], [['sRGB', [0]], ...linear])))).toEqual([64, 128]);
  });

  test('a profile of wide colours is heeded', async () => {
    const wide = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#00c800' } })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    expectNear([(await pixelsOf(wide)).slice(0, 3)], [[0, 200, 0]], 4);
  });
});

describe('kinds', () => {
  test.each(['webp', 'gif', 'tiff', 'avif'] as const)('%s', async (format) => {
    expectNear(await seen(await quarters().toFormat(format, { quality: 95 }).toBuffer()), [red, green, blue, white], 12);
  });

  test('of what moves or has pages the first is taken, and it says how many there are', async () => {
    const two = Buffer.from(Array.from({ length: 2 * 8 * 8 * 3 }, (_, at) => (at < 8 * 8 * 3 ? 200 : 10)));
    const moving = sharp(two, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } });
    for (const bytes of [await moving.clone().gif().toBuffer(), await moving.clone().webp({ lossless: true }).toBuffer()]) {
      const { frames, height, pixels } = await decodePicture(bytes, { side: 16 });
      expect([frames, height]).toEqual([2, 8]);
      expect(Math.abs(pixels[0] - 200)).toBeLessThan(4);
    }
    const apng = png({ type: 0, width: 1, height: 1 }, [[7]], [['acTL', [...four(3), ...four(0)]]]);
    expect((await decodePicture(apng, { side: 16 })).frames).toBe(3);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['a BMP', Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)]), /does not begin as a picture does \(PNG, JPEG/],
    ['a drawing in SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /does not begin as a picture/],
    ['nothing', new Uint8Array(0), /does not begin as a picture/],
  ])('%s is none of them', async (_what, bytes, sentence) => {
    await expect(decodePicture(bytes, { side: 16 })).rejects.toThrow(sentence);
  });

  test('floating-point numbers are refused, not taken for black', async () => {
    const pixels = Float32Array.from({ length: 64 }, (_, at) => at / 64);
    const tiff = await sharp(pixels, { raw: { width: 8, height: 8, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ depth: 'float' } as never)
      .toBuffer();
    const { depth } = await sharp(tiff).metadata();
    if (depth === 'float') await expect(decodePicture(tiff, { side: 16 })).rejects.toThrow('its numbers are of the type float');
  });
});

describe('large ones', () => {
  test('are reduced while they are decoded, to no less than twice the side; the whole size is told', async () => {
    const large = await quarters().resize(640, 480, { fit: 'fill', kernel: 'nearest' }).jpeg({ quality: 95 }).toBuffer();
    const { width, height, whole } = await decodePicture(large, { side: 32 });
    expect([width, height, whole]).toEqual([160, 120, { width: 640, height: 480 }]);
    expectNear(await seen(large, { side: 32 }), [red, green, blue, white], 8);
  });

  test('two side by side are reduced only where the middle stays between two pixels', async () => {
    const wide = (width: number) =>
      sharp({ create: { width, height: 256, channels: 3, background: '#888' } })
        .png()
        .toBuffer();
    expect((await decodePicture(await wide(512), { side: 32, parts: 2 })).width).toBe(128);
    expect((await decodePicture(await wide(516), { side: 32, parts: 2 })).width).toBe(258);
    expect((await decodePicture(await wide(514), { side: 32, parts: 2 })).width).toBe(514);
  });

  test('the same bytes give the same numbers', async () => {
    const noise = Uint8Array.from({ length: 300 * 200 * 3 }, (_, at) => (at * 7919) % 251);
    const bytes = await sharp(noise, { raw: { width: 300, height: 200, channels: 3 } })
      .jpeg()
      .toBuffer();
    const all = await Promise.all(Array.from({ length: 6 }, () => decodePicture(bytes, { side: 16 })));
    for (const { pixels } of all) expect(pixels).toEqual(all[0].pixels);
  });

  test('a header that claims a huge one is refused before anything is allocated', async () => {
    const bytes = Buffer.from(png({ type: 0, width: 0x7fff, height: 0x7fff }, [[0]]));
    await expect(decodePicture(bytes, { side: 16 })).rejects.toThrow('more than 250 million pixels');
  });
});

describe('damage', () => {
  test('beside the pixels costs no picture', async () => {
    const comment: [string, number[]] = ['tEXt', [...Buffer.from('Comment\0hello')]];
    const bytes = Buffer.from(png({ type: 0, width: 1, height: 1 }, [[7]], [['iCCP', [65, 0, 0, 1, 2, 3]], comment]));
    bytes[bytes.indexOf('hello')] ^= 1;
    expect(await pixelsOf(bytes)).toEqual([7, 7, 7]);
    const jpeg = await quarters().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
    expectNear(await seen(Buffer.concat([jpeg, Buffer.from('bytes behind it')])), [red, green, blue, white], 8);
    const strewn = Buffer.concat([jpeg.subarray(0, -2), Uint8Array.of(1, 2, 3), jpeg.subarray(-2)]);
    expectNear(await seen(strewn), [red, green, blue, white], 8);
  });

  test('of the pixels is told', async () => {
    const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, at) => (at * 7919) % 251);
    const image = sharp(noise, { raw: { width: 64, height: 64, channels: 3 } });
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const) {
      const bytes = await image.clone().toFormat(format).toBuffer();
      await expect(decodePicture(bytes.subarray(0, bytes.length * 0.7), { side: 16 }), format).rejects.toThrow(
        /it is cut short or damaged \(.+\)$/,
      );
    }
    const jpeg = Buffer.from(await image.jpeg({ quality: 90 }).toBuffer());
    for (let at = 700; at < jpeg.length - 9; at += 97) jpeg[at] ^= 0x55;
    await expect(decodePicture(jpeg, { side: 16 })).rejects.toThrow('cut short or damaged');
  });
});

const whole = await Promise.all([
  quarters().png().toBuffer(),
  quarters().jpeg().toBuffer(),
  quarters().webp().toBuffer(),
  quarters().gif().toBuffer(),
]);
test.prop([fc.constantFrom(...whole), fc.nat(), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 })])(
  'a damaged picture is an error or a whole picture, never half of one',
  async (bytes, cut, changes) => {
    const damaged = Uint8Array.from(bytes.subarray(0, cut % 3 === 0 ? cut % bytes.length : bytes.length));
    for (const [at, value] of changes) damaged[at % Math.max(1, damaged.length)] = value;
    const found = await decodePicture(damaged, { side: 4 }).catch((error: unknown) => error);
    if (found instanceof Error) expect(found.name).not.toBe('AssertionError');
    else expect(found).toMatchObject({ pixels: { length: (found as { width: number }).width * (found as { height: number }).height * 3 } });
  },
);
