import { convertIndexedToRgb, type DecodedPng, decode as decodePng, hasPngSignature } from 'fast-png';
import jpeg from 'jpeg-js';

/** RGB bytes, row by row; what is transparent lies on white. */
export interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const mostMegapixels = 100;

/** PNG or JPEG, told by the first bytes. Throws anything that a broken file can provoke; the caller names the file. */
export function decodePicture(bytes: Uint8Array): Picture {
  if (hasPngSignature(bytes)) return decodePngPicture(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return decodeJpegPicture(bytes);
  throw new Error('it is neither a PNG nor a JPEG picture');
}

function decodeJpegPicture(bytes: Uint8Array): Picture {
  const { width, height, data } = jpeg.decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: mostMegapixels,
    maxMemoryUsageInMB: 1024,
  });
  if (width < 1 || height < 1 || data.length !== width * height * 3) throw new Error('it has no pixels');
  return { width, height, pixels: data };
}

function decodePngPicture(bytes: Uint8Array): Picture {
  if (bytes.length < 33) throw new Error('it ends inside its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(16) * view.getUint32(20) > mostMegapixels * 1e6) throw new Error(`it has more than ${mostMegapixels} million pixels`);
  const png = decodePng(bytes, { checkCrc: true });
  const { width, height } = png;
  const { values, channels, most } = samplesOf(png);
  const count = width * height;
  if (count === 0 || values.length !== count * channels) throw new Error('it has fewer pixels than its header says');
  const pixels = new Uint8Array(count * 3);
  const hasAlpha = channels === 2 || channels === 4;
  for (let at = 0; at < count; at += 1) {
    const alpha = hasAlpha ? values[at * channels + channels - 1] / most : 1;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = values[at * channels + (channels < 3 ? 0 : channel)] / most;
      pixels[3 * at + channel] = Math.round(255 * (value * alpha + 1 - alpha));
    }
  }
  return { width, height, pixels };
}

/** One number a channel, whatever the file packs: palettes are looked up, gray of 1, 2 or 4 bits is spread out. */
function samplesOf(png: DecodedPng): { values: ArrayLike<number>; channels: number; most: number } {
  const { width, height, depth, channels, data, palette } = png;
  if (palette !== undefined) return { values: convertIndexedToRgb(png), channels: palette[0].length, most: 255 };
  if (depth >= 8) return { values: data, channels, most: 2 ** depth - 1 };
  const rowBytes = Math.ceil((width * depth) / 8);
  const values = new Uint8Array(width * height);
  for (let at = 0; at < values.length; at += 1) {
    const bit = (at % width) * depth;
    const byte = data[Math.floor(at / width) * rowBytes + (bit >> 3)];
    values[at] = (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  }
  return { values, channels: 1, most: 2 ** depth - 1 };
}
