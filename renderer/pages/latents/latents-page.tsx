import { Button, Menu, NativeSelect, SegmentedControl, Slider } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { WalkPath } from '../../../shared/latent.ts';
import { Link } from 'wouter';
import { useKeys } from '../../keys.ts';
import { useRunList } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { useOfferCommands } from '../../ui/page-commands.ts';
import { recentRuns } from '../../ui/run-events.tsx';
import { attempt } from '../../ui/undo.tsx';
import { useScheme } from '../../ui/use-scheme.ts';
import { AddCheckpoint, CheckpointChip } from './checkpoint-picker.tsx';
import { exportWalk, type WalkForm } from './walk-exports.ts';
import { atLeastThree, type Mode, writePin } from './page-words.ts';
import { PinRow } from './pin-row.tsx';
import { Readout } from './readout.tsx';
import { Stage } from './stage.tsx';
import { useGenerators, usePinLatents } from './use-generators.ts';
import { useLatentsState } from './use-latents-state.ts';
import { usePlayer } from './use-player.ts';
import { frameCount, framesBetween } from './walk-stage.tsx';
import classes from './latents.module.css';

export default function LatentsPage() {
  const { state, set } = useLatentsState();
  const answers = useGenerators(state.checkpoints);
  const generators = answers.flatMap(({ data }) => data ?? []);
  const first = generators[0];
  const pinKey = state.pins.map(writePin).join();
  const latents = usePinLatents(pinKey, first);
  const path: WalkPath = state.path ?? (first?.latentKind === 'uniform' ? 'lerp' : 'slerp');
  const frames = frameCount(state.pins.length);
  const player = usePlayer({ frames, start: state.at, onRest: (at) => set({ at }) });
  const classCount = Math.max(0, ...generators.map((generator) => generator.classes ?? 0));
  const kind = first?.output.kind;
  const canSave = (kind === 'pictures' || kind === 'points') && latents.length > 1;

  const isWalk = state.mode === 'walk';
  useKeys({
    ' ': () => (isWalk ? player.toggle() : false),
    ArrowLeft: () => (isWalk ? player.move(-1) : false),
    ArrowRight: () => (isWalk ? player.move(1) : false),
    'shift+ArrowLeft': () => (isWalk ? player.move(-10) : false),
    'shift+ArrowRight': () => (isWalk ? player.move(10) : false),
  });
  const scheme = useScheme();
  const save = (form: WalkForm) => attempt(() => exportWalk(form, { generators, path, pinKey, latents, label: state.label, scheme }));
  useOfferCommands([
    { label: player.isPlaying ? 'Pause the walk' : 'Play the walk', run: player.toggle, key: 'Space' },
    { label: 'Walk between latents', run: () => set({ mode: 'walk' }) },
    { label: 'Plane of latents', run: () => set({ mode: 'plane' }) },
    { label: 'Latent arithmetic', run: () => set({ mode: 'arithmetic' }) },
  ]);

  return (
    <div className="column fill">
      <h1 className="visually-hidden">Latents</h1>
      <div className={classes.tools}>
        {state.checkpoints.map((checkpoint, i) => {
          const generator = answers[i].data;
          const others = state.checkpoints.filter((other) => other !== checkpoint);
          return generator ? (
            <CheckpointChip
              key={checkpoint}
              run={generator.run}
              checkpoint={checkpoint}
              onChange={(next) => set({ checkpoints: state.checkpoints.map((was) => (was === checkpoint ? next : was)) })}
              onRemove={() => set({ checkpoints: others })}
            />
          ) : null;
        })}
        <AddCheckpoint
          isFirst={state.checkpoints.length === 0}
          onAdd={(checkpoint) => set({ checkpoints: [...new Set([...state.checkpoints, checkpoint])] })}
        />
        <div className="fill" />
        {classCount > 0 && (
          <NativeSelect
            aria-label="Class"
            value={String(Math.min(state.label, classCount - 1))}
            data={Array.from({ length: classCount }, (_, label) => ({ value: String(label), label: `class ${label}` }))}
            onChange={(event) => set({ label: Number(event.currentTarget.value) })}
          />
        )}
        <SegmentedControl
          aria-label="Mode"
          value={state.mode}
          onChange={(mode) => set({ mode: mode as Mode, ...(mode === 'walk' ? {} : { pins: atLeastThree(state.pins) }) })}
          data={[
            { value: 'walk', label: 'Walk' },
            { value: 'plane', label: 'Plane' },
            { value: 'arithmetic', label: 'A − B + C' },
          ]}
        />
        <Menu position="bottom-end">
          <Menu.Target>
            <Button disabled={!canSave || !isWalk}>Save</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void save('strip')}>Strip of 12 as PNG</Menu.Item>
            <Menu.Item onClick={() => void save('gif')}>Walk as GIF</Menu.Item>
            {first?.output.kind === 'points' && first.output.dimensions === 2 && (
              <Menu.Item onClick={() => void save('svg')}>Way as SVG</Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      {state.checkpoints.length === 0 ? (
        <EmptyPlace title="Walk through what a generator has learnt" action={<FirstCheckpoint />}>
          <p>
            Pick a checkpoint above. Random latents are pinned below it, and the generator draws every place on the way between them, live.
            Put a second checkpoint beside it to see the same latents through both: earlier and later, or clipped and penalised.
          </p>
        </EmptyPlace>
      ) : (
        <>
          <div className={classes.stages} data-several={state.checkpoints.length > 1 || undefined}>
            {state.checkpoints.map((checkpoint, i) => (
              <Stage
                key={checkpoint}
                answer={answers[i]}
                state={state}
                path={path}
                pinKey={pinKey}
                frame={player.frame}
                ready={player.ready}
                set={set}
              />
            ))}
          </div>
          <section className={classes.foot} aria-label="Path">
            {isWalk && (
              <div className={classes.scrub}>
                <Button
                  aria-label={player.isPlaying ? 'Pause' : 'Play'}
                  onClick={player.toggle}
                  leftSection={player.isPlaying ? <IconPlayerPauseFilled size={13} /> : <IconPlayerPlayFilled size={13} />}
                >
                  {player.isPlaying ? 'Pause' : 'Play'}
                </Button>
                <Slider
                  className="fill"
                  min={0}
                  max={frames - 1}
                  value={player.frame}
                  onChange={player.go}
                  onChangeEnd={(at) => set({ at })}
                  label={null}
                  thumbLabel="Place on the walk"
                  marks={state.pins.map((_, index) => ({ value: index * framesBetween }))}
                />
                <NativeSelect
                  aria-label="Path between pins"
                  value={path}
                  data={[
                    { value: 'slerp', label: 'slerp: along the sphere' },
                    { value: 'lerp', label: 'lerp: straight' },
                    { value: 'spline', label: 'spline: without corners' },
                  ]}
                  onChange={(event) => set({ path: event.currentTarget.value as WalkPath })}
                />
              </div>
            )}
            {state.mode === 'arithmetic' && <Strength value={state.strength} onValue={(strength) => set({ strength })} />}
            {first && (
              <PinRow
                generator={first}
                pins={state.pins}
                latents={latents}
                label={state.label}
                mode={state.mode}
                operands={state.operands}
                onPins={(pins) => set({ pins })}
                onOperands={(operands) => set({ operands })}
                onPick={(index) => {
                  if (isWalk) player.go(index * framesBetween);
                }}
              />
            )}
            <Readout />
          </section>
        </>
      )}
    </div>
  );
}

/** Where nothing has trained there is nothing to pick: a run comes first. */
function FirstCheckpoint() {
  const { data } = useRunList(recentRuns);
  const hasTrained = data?.runs.some((run) => run.step > 0) ?? true;
  return hasTrained ? null : (
    <Button component={Link} href={links.runs()}>
      Train a run first
    </Button>
  );
}

function Strength({ value, onValue }: { value: number; onValue: (value: number) => void }) {
  const [live, setLive] = useState(value);
  return (
    <div className={classes.scrub}>
      <span className="soft">Strength of A − B</span>
      <Slider
        className="fill"
        min={0}
        max={2}
        step={0.02}
        value={live}
        onChange={(next) => {
          setLive(next);
          onValue(next);
        }}
        label={null}
        thumbLabel="Strength of A − B"
      />
      <span style={{ width: 40 }}>{live.toFixed(2)}</span>
    </div>
  );
}
