import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { PictureGrid } from '../../ui/tensor-canvas.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import type { Pin } from './page-words.ts';
import { useExamples } from './use-generators.ts';

/** A real example becomes a pin: the latent that the encoder finds for it. */
export function ExamplePicker({ generator, onPick }: { generator: OpenedGenerator; onPick: (pin: Pin) => void }) {
  const [isOpen, setOpen] = useState(false);
  const { data, error, refetch } = useExamples(generator, isOpen);
  const pick = (index: number) => {
    setOpen(false);
    onPick({ kind: 'example', index });
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" trapFocus>
      <Popover.Target>
        <Button onClick={() => setOpen(!isOpen)}>From the data</Button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        {error ? <ProblemNote error={error} again={() => void refetch()} /> : null}
        {!error && !data ? <span className="soft">Encoding a few real examples…</span> : null}
        {data ? (
          <>
            {data.pixels ? (
              <>
                <p className="soft" style={{ margin: '0 0 6px' }}>
                  Real examples: the latent that the encoder finds is pinned.
                </p>
                <PictureGrid pixels={data.pixels} width={360} columns={8} label="Real examples" onPick={pick} />
              </>
            ) : null}
            <div style={{ display: 'grid', gridTemplateColumns: 'repeat(8, auto)', gap: 4, marginTop: 6 }}>
              {Array.from({ length: data.latents.shape[0] }, (_, index) => `${index + 1}`).map((name, index) => (
                <Button key={name} aria-label={`Real example ${name}`} onClick={() => pick(index)}>
                  {name}
                </Button>
              ))}
            </div>
          </>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}
