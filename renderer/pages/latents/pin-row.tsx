import { ActionIcon, Button, VisuallyHidden } from '@mantine/core';
import { IconDice5, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useEffect, useRef } from 'react';
import type { Latent } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { paintPicture } from '../../ui/tensor-drawing.ts';
import { formatNumber } from '../../charts/number-format.ts';
import { freshPin, type Mode, type Pin, writePin } from './page-words.ts';
import { SamplePicker } from './sample-picker.tsx';
import { askFor } from './use-generators.ts';
import classes from './latents.module.css';

const thumb = 48;
const letters = ['A', 'B', 'C'];

interface PinRowProps {
  generator: OpenedGenerator;
  pins: Pin[];
  latents: Latent[];
  label: number;
  mode: Mode;
  operands: [number, number, number];
  onPins: (pins: Pin[]) => void;
  onOperands: (operands: [number, number, number]) => void;
  onPick: (index: number) => void;
}

/**
 * The pinned latents, as the first checkpoint draws them: the stations of a walk, the corners of a plane, the operands of a sum.
 * A scrub renders the page for every picture: the row stays as it is while what it shows is the same. What it calls may depend on
 * nothing else.
 */
export const PinRow = memo(
  PinRowNow,
  (before, now) =>
    before.generator === now.generator &&
    before.pins === now.pins &&
    before.latents === now.latents &&
    before.label === now.label &&
    before.mode === now.mode &&
    before.operands === now.operands,
);

function PinRowNow(props: PinRowProps) {
  const { generator, pins, latents, label, mode, operands, onPins, onOperands, onPick } = props;
  const pinKey = pins.map(writePin).join();
  const isWhole = latents.length === pins.length;
  const { data } = useQuery({
    queryKey: ['pins', generator.checkpoint, pinKey, label],
    queryFn: () => askFor(generator, latents, label),
    enabled: isWhole,
    placeholderData: (before) => before,
  });
  const least = mode === 'walk' ? 2 : 3;
  const add = (pin: Pin) => {
    if (!pins.some((known) => writePin(known) === writePin(pin))) onPins([...pins, pin]);
  };
  const roles = (index: number) =>
    mode === 'plane' ? [letters[index]] : mode === 'arithmetic' ? letters.filter((_, i) => operands[i] === index) : [];
  return (
    <div className={classes.pins}>
      {pins.map((pin, index) => (
        <div key={writePin(pin)} className={classes.pin}>
          <button type="button" className={classes.thumb} title={pinWords(pin)} onClick={() => onPick(index)}>
            <VisuallyHidden>{`Pin ${index + 1}, ${pinWords(pin)} `}</VisuallyHidden>
            <Thumb tensors={data?.tensors} index={index} />
            {roles(index).length > 0 && <span className={classes.role}>{roles(index).join(' ')}</span>}
          </button>
          {mode === 'arithmetic' && (
            <span className={classes.roles}>
              {letters.map((letter, i) => (
                <button
                  key={letter}
                  type="button"
                  aria-pressed={operands[i] === index}
                  aria-label={`Pin ${index + 1} is ${letter}`}
                  onClick={() => onOperands(operands.map((was, j) => (j === i ? index : was)) as [number, number, number])}
                >
                  {letter}
                </button>
              ))}
            </span>
          )}
          <span className={classes.pinTools}>
            <ActionIcon
              size={18}
              aria-label={`Draw pin ${index + 1} anew`}
              onClick={() => onPins(pins.map((was, i) => (i === index ? freshPin(pins) : was)))}
            >
              <IconDice5 size={13} />
            </ActionIcon>
            <ActionIcon
              size={18}
              aria-label={`Remove pin ${index + 1}`}
              disabled={pins.length <= least}
              onClick={() => onPins(pins.filter((_, i) => i !== index))}
            >
              <IconX size={13} />
            </ActionIcon>
          </span>
        </div>
      ))}
      <div className={classes.pinAdd}>
        <Button leftSection={<IconDice5 size={13} />} onClick={() => add(freshPin(pins))}>
          Random pin
        </Button>
        <SamplePicker run={generator.run} onPick={add} />
      </div>
    </div>
  );
}

function Thumb({ tensors, index }: { tensors: Record<string, WireTensor> | undefined; index: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { pixels, points } = tensors ?? {};
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context && pixels && index < pixels.shape[0])
      paintPicture(context, pixels, index, { left: 0, top: 0, width: thumb, height: thumb });
  }, [pixels, index]);
  if (points && index < points.shape[0]) {
    const place = [...points.data.subarray(index * points.shape[1], (index + 1) * points.shape[1])];
    return <span className={classes.pointThumb}>{place.map((value) => formatNumber(value, 2)).join(', ')}</span>;
  }
  return <canvas ref={canvas} width={thumb} height={thumb} />;
}

function pinWords(pin: Pin): string {
  return pin.kind === 'seed' ? `drawn by seed ${pin.seed}` : `from sample ${pin.sample}, picture ${pin.index + 1}`;
}
