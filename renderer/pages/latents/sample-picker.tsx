import { Button, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sample } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { useRunDetail, useSampleEntries } from '../../queries.ts';
import { PictureGrid } from '../../ui/tensor-canvas.tsx';
import type { Pin } from './page-words.ts';

/** A picture that the run recorded: its latent becomes a pin. */
export function SamplePicker({ run, onPick }: { run: string; onPick: (pin: Pin) => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" trapFocus>
      <Popover.Target>
        <Button onClick={() => setOpen(!isOpen)}>From a sample</Button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        {isOpen && (
          <Samples
            run={run}
            onPick={(pin) => {
              setOpen(false);
              onPick(pin);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Samples({ run, onPick }: { run: string; onPick: (pin: Pin) => void }) {
  const { data: detail } = useRunDetail(run);
  const probe = detail?.probes.find(({ kind }) => kind === 'pictures') ?? detail?.probes.find(({ kind }) => kind === 'points');
  const { data: entries } = useSampleEntries(probe ? run : null, probe?.probe ?? '');
  const last = entries?.at(-1);
  const { data } = useQuery({
    queryKey: ['sample', last?.id],
    queryFn: ({ signal }) => sample(last?.id ?? 0, signal),
    enabled: last !== undefined,
  });
  const { pixels, latents } = data?.tensors ?? {};
  if (!last || !latents)
    return <span className="soft">{detail && !probe ? 'The run has recorded no samples yet.' : 'Asking for the newest samples…'}</span>;
  if (pixels) {
    return (
      <>
        <p className="soft" style={{ margin: '0 0 6px' }}>
          Step {formatStep(last.step)}: click a picture to pin its latent.
        </p>
        <PictureGrid
          pixels={pixels}
          width={360}
          columns={8}
          limit={64}
          label="Newest samples"
          onPick={(index) => onPick({ kind: 'sample', sample: last.id, index })}
        />
      </>
    );
  }
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(8, auto)', gap: 4 }}>
      {Array.from({ length: Math.min(32, latents.shape[0]) }, (_, index) => `#${index + 1}`).map((name, index) => (
        <Button key={name} onClick={() => onPick({ kind: 'sample', sample: last.id, index })}>
          {name}
        </Button>
      ))}
    </div>
  );
}
