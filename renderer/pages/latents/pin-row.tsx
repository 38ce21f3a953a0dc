import { ActionIcon, Button, VisuallyHidden } from '@mantine/core';
import { IconDice5, IconPin, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useEffect, useRef } from 'react';
import type { Latent } from '../../../shared/latent.ts';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import { useScheme } from '../../ui/use-scheme.ts';
import { useEye } from './eye.ts';
import { paintOutput } from './paint-output.ts';
import { formatNumber } from '../../charts/number-format.ts';
import { freshPin, type Mode, type Pin, writePin } from './page-words.ts';
import { ExamplePicker } from './example-picker.tsx';
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
  /** Of a latent of two numbers, where the plane stands: it can be pinned. */
  place: [number, number] | null;
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
    before.operands === now.operands &&
    before.place === now.place,
);

function PinRowNow(props: PinRowProps) {
  const { generator, pins, latents, label, mode, operands, onPins, onOperands, onPick, place } = props;
  const pinKey = pins.map(writePin).join();
  const isWhole = latents.length === pins.length;
  const { data } = useQuery({
    queryKey: ['pins', generator.checkpoint, pinKey, label],
    queryFn: ({ signal }) => askFor(generator, latents, label, signal),
    enabled: isWhole,
    placeholderData: (before) => before,
  });
  const least = mode === 'vary' ? 1 : mode === 'walk' || (mode === 'plane' && generator.latentSize === 2) ? 2 : 3;
  const add = (pin: Pin) => {
    if (!pins.some((known) => writePin(known) === writePin(pin))) onPins([...pins, pin]);
  };
  const roles = (index: number) =>
    mode === 'plane' && generator.latentSize !== 2
      ? [letters[index]].filter((letter) => letter !== undefined)
      : mode === 'arithmetic'
        ? letters.filter((_, i) => operands[i] === index)
        : [];
  return (
    <div className={classes.pins}>
      {pins.map((pin, index) => (
        <div key={writePin(pin)} className={classes.pin}>
          <button type="button" className={classes.thumb} title={pinWords(pin)} onClick={() => onPick(index)}>
            <VisuallyHidden>{`Pin ${index + 1}, ${pinWords(pin)} `}</VisuallyHidden>
            <Thumb generator={generator} tensors={data?.tensors} index={index} />
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
        {place ? (
          <Button
            leftSection={<IconPin size={13} />}
            onClick={() => add({ kind: 'numbers', numbers: place.map((value) => Number(value.toFixed(3))) })}
          >
            Pin this place
          </Button>
        ) : null}
        <SamplePicker run={generator.run} onPick={add} />
        {generator.encodes ? <ExamplePicker generator={generator} onPick={add} /> : null}
      </div>
    </div>
  );
}

function Thumb({
  generator,
  tensors,
  index,
}: {
  generator: OpenedGenerator;
  tensors: Record<string, WireTensor> | undefined;
  index: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const eye = useEye();
  const { output } = generator;
  const points = tensors?.points;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    const made = Object.values(tensors ?? {})[0];
    if (!context || !tensors || output.kind === 'points' || index >= made.shape[0]) return;
    context.clearRect(0, 0, thumb, thumb);
    paintOutput(context, output, tensors, index, { left: 0, top: 0, width: thumb, height: thumb }, { eye, scheme });
  }, [tensors, output, index, eye, scheme]);
  if (points && index < points.shape[0]) {
    const place = [...points.data.subarray(index * points.shape[1], (index + 1) * points.shape[1])];
    return <span className={classes.pointThumb}>{place.map((value) => formatNumber(value, 2)).join(', ')}</span>;
  }
  return <canvas ref={canvas} width={thumb} height={thumb} />;
}

function pinWords(pin: Pin): string {
  switch (pin.kind) {
    case 'seed':
      return `drawn by seed ${pin.seed}`;
    case 'sample':
      return `from sample ${pin.sample}, picture ${pin.index + 1}`;
    case 'numbers':
      return `at ${pin.numbers.join(', ')}`;
    case 'example':
      return `real example ${pin.index + 1} as its encoder has it`;
    default:
      return assertNever(pin);
  }
}
