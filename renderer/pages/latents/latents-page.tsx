import { Button, NativeSelect, SegmentedControl, Slider } from '@mantine/core';
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
import { type SaveForm, SaveMenu } from './save-menu.tsx';
import { exportTable } from './table-exports.ts';
import { HeldCodes, VaryControls } from './vary-controls.tsx';
import { variedAxis } from './vary-words.ts';
import { exportWalk } from './walk-exports.ts';
import { atLeastThree, type Mode, writePin } from './page-words.ts';
import { PinRow } from './pin-row.tsx';
import { Readout } from './readout.tsx';
import { modeOf, Stage } from './stage.tsx';
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
  const latents = usePinLatents(pinKey, first, state.held);
  const mode = first ? modeOf(state.mode, first) : state.mode;
  const path: WalkPath =
    state.path ??
    (first?.parts.some(({ kind, size }) => kind === 'normal' && size > 0) === false || first?.latentKind === 'uniform' ? 'lerp' : 'slerp');
  const frames = frameCount(state.pins.length);
  const player = usePlayer({ frames, start: state.at, onRest: (at) => set({ at }) });
  const conditions = generators.find((generator) => generator.conditions !== null)?.conditions;
  const isVaried = mode === 'vary' && first !== undefined && variedAxis(first, state.vary)?.kind === 'condition';
  const isWalk = mode === 'walk';
  useKeys({
    ' ': () => (isWalk ? player.toggle() : false),
    ArrowLeft: () => (isWalk ? player.move(-1) : false),
    ArrowRight: () => (isWalk ? player.move(1) : false),
    'shift+ArrowLeft': () => (isWalk ? player.move(-10) : false),
    'shift+ArrowRight': () => (isWalk ? player.move(10) : false),
  });
  const scheme = useScheme();
  const save = (form: SaveForm) =>
    attempt(() =>
      form === 'table'
        ? exportTable({ generators, state, pins: latents, pinKey, scheme })
        : exportWalk(form, { generators, path, pinKey, latents, label: state.label, scheme }),
    );
  const choose = (next: Mode) => set({ mode: next, ...(next === 'walk' || next === 'vary' ? {} : { pins: atLeastThree(state.pins) }) });
  useOfferCommands([
    { label: player.isPlaying ? 'Pause the walk' : 'Play the walk', run: player.toggle, key: 'Space' },
    { label: 'Walk between latents', run: () => choose('walk') },
    { label: 'Plane of latents', run: () => choose('plane') },
    { label: 'Latent arithmetic', run: () => choose('arithmetic') },
    { label: 'Vary one code or condition', run: () => choose('vary') },
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
        {conditions && !isVaried && (
          <NativeSelect
            aria-label={conditionTitles[conditions.kind]}
            className={classes.condition}
            value={String(Math.min(state.label, conditions.names.length - 1))}
            data={conditions.names.map((name, label) => ({ value: String(label), label: name }))}
            onChange={(event) => set({ label: Number(event.currentTarget.value) })}
          />
        )}
        <SegmentedControl
          aria-label="Mode"
          value={mode}
          onChange={(next) => choose(next as Mode)}
          data={[
            { value: 'walk', label: 'Walk', disabled: first?.latentSize === 0 },
            { value: 'plane', label: 'Plane', disabled: first?.latentSize === 0 },
            { value: 'arithmetic', label: 'A − B + C', disabled: first?.latentSize === 0 },
            { value: 'vary', label: 'Vary one' },
          ]}
        />
        <SaveMenu generator={first} mode={mode} canWalk={latents.length > 1} onSave={(form) => void save(form)} />
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
            {isWalk && first && (
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
            {mode === 'vary' && first && <VaryControls generator={first} state={state} set={set} />}
            {mode === 'arithmetic' && <Strength value={state.strength} onValue={(strength) => set({ strength })} />}
            {first && <HeldCodes generator={first} state={state} set={set} />}
            {first && first.latentSize > 0 && (
              <PinRow
                generator={first}
                pins={state.pins}
                latents={latents}
                label={state.label}
                mode={mode}
                place={mode === 'plane' && first.latentSize === 2 ? state.place : null}
                operands={state.operands}
                onPins={(pins) => set({ pins })}
                onOperands={(operands) => set({ operands })}
                onPick={(index) => {
                  if (isWalk) player.go(index * framesBetween);
                  if (mode === 'vary') set({ row: index });
                  if (mode === 'plane' && first.latentSize === 2) set({ place: [latents[index][0], latents[index][1]] });
                }}
              />
            )}
            {first && <Readout />}
          </section>
        </>
      )}
    </div>
  );
}

const conditionTitles = { class: 'Class', sentence: 'Sentence', picture: 'Picture it is made from' };

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
