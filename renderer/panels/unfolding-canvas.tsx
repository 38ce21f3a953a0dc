import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { colorIndex, colorMaps, type ColorScale } from '../charts/color-maps.ts';
import { ColorBar } from '../charts/color-bar.tsx';
import { type Pictures, picturePixels } from '../charts/pictures.ts';
import classes from './panels.module.css';

/** Seen on black, on white and on both pages. */
const frame = '#e0803a';

/** The first `upTo` values of a picture; the pixel that comes next is framed. Channels that are not drawn yet are dark. */
export function DrawnSoFar({ pictures, picture, upTo, label }: { pictures: Pictures; picture: number; upTo: number; label: string }) {
  const { width, height, channels } = pictures;
  return (
    <Plot width={width} height={height} label={label} caption={<span className="soft">the picture so far</span>}>
      {(context, scale) => {
        const pixels = picturePixels(pictures, picture);
        const whole = Math.floor(upTo / channels);
        for (let at = whole; at < width * height; at += 1) pixels[4 * at + 3] = 0;
        if (upTo % channels > 0) {
          pixels[4 * whole + 3] = 255;
          for (let channel = upTo % channels; channel < 3; channel += 1) pixels[4 * whole + channel] = 0;
        }
        put(context, new ImageData(pixels, width, height), scale);
        if (whole >= width * height) return;
        context.strokeStyle = frame;
        context.lineWidth = Math.max(1.5, scale / 8);
        const inset = context.lineWidth / 2;
        context.strokeRect(
          (whole % width) * scale + inset,
          Math.floor(whole / width) * scale + inset,
          scale - 2 * inset,
          scale - 2 * inset,
        );
      }}
    </Plot>
  );
}

/** −log₂ p of each value that was drawn, in the place where it stands; of a coloured pixel the mean of its channels. */
export function Unexpected({ pictures, bits, upTo, label }: { pictures: Pictures; bits: Float32Array; upTo: number; label: string }) {
  const { width, height, channels } = pictures;
  const scale: ColorScale = { map: 'sequential', low: 0, high: Math.max(1, ...bits) };
  return (
    <Plot width={width} height={height} label={label} caption={<ColorBar scale={scale} label="bits" />}>
      {(context, size) => {
        const pixels = new Uint8ClampedArray(width * height * 4);
        for (let at = 0; at < Math.floor(upTo / channels); at += 1) {
          const mean = bits.subarray(at * channels, (at + 1) * channels).reduce((sum, value) => sum + value, 0) / channels;
          const index = colorIndex(mean, scale);
          pixels.set(colorMaps.sequential.subarray(index * 3, index * 3 + 3), 4 * at);
          pixels[4 * at + 3] = 255;
        }
        put(context, new ImageData(pixels, width, height), size);
      }}
    </Plot>
  );
}

/** Enough canvas pixels a picture pixel for a frame around one. */
const least = 256;

function Plot(props: {
  width: number;
  height: number;
  label: string;
  caption: ReactNode;
  children: (context: CanvasRenderingContext2D, scale: number) => void;
}) {
  const { width, height, label, caption, children } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = Math.max(1, Math.ceil(least / width));
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, width * scale, height * scale);
    children(context, scale);
  });
  return (
    <div className={classes.unfolded}>
      {caption}
      <div style={{ '--ratio': width / height } as CSSProperties}>
        <canvas ref={canvas} width={width * scale} height={height * scale} role="img" aria-label={label} />
      </div>
    </div>
  );
}

function put(context: CanvasRenderingContext2D, image: ImageData, scale: number): void {
  const one = new OffscreenCanvas(image.width, image.height);
  one.getContext('2d')?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(one, 0, 0, image.width * scale, image.height * scale);
}
