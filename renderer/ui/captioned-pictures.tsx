import type { WireTensor } from '../../shared/safetensors.ts';
import classes from './data-look.module.css';
import { PictureGrid } from './tensor-canvas.tsx';

/** Pictures [n,h,w,c], each with its sentence beside it: `truth` [n,length] are indices into words, 0 fills up. */
export function CaptionedPictures({
  pixels,
  truth,
  words,
  limit,
  label,
}: {
  pixels: WireTensor;
  truth: WireTensor;
  words: string[];
  limit: number;
  label: string;
}) {
  const [count, height, width, channels] = pixels.shape;
  const [each, length] = [height * width * channels, truth.shape[1]];
  const picture = (at: number): WireTensor => ({
    shape: [1, height, width, channels],
    data: pixels.data.subarray(at * each, (at + 1) * each),
  });
  const sentence = (at: number) =>
    Array.from(truth.data.subarray(at * length, (at + 1) * length), (word) => words[Number(word)] ?? '?')
      .filter((word) => word !== '')
      .join(' ');
  return (
    <ul className={classes.captioned} aria-label={label}>
      {Array.from({ length: Math.min(count, limit) }, (_, at) => ({ at, said: sentence(at) })).map(({ at, said }) => (
        <li key={at}>
          <PictureGrid pixels={picture(at)} width={40} columns={1} label={`Picture ${at + 1}`} />
          <span>{said}</span>
        </li>
      ))}
    </ul>
  );
}
