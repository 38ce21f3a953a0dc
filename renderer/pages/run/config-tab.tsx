import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { LogLine, RunDetail } from '../../../shared/api/runs.ts';
import { configDifference } from '../../../shared/config-paths.ts';
import { hasEnded } from '../../../shared/run.ts';
import { knownConfig, whyNotOurs } from '../../../shared/origin.ts';
import { checkpointFile, modelFile, runLog } from '../../api-client.ts';
import { formatStep } from '../../charts/number-format.ts';
import { useCatalogue, useGenerates } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { strings } from '../../strings.ts';
import { formatBytes, formatMoment } from '../../ui/format.ts';
import { FilesSection } from './files-section.tsx';
import { KeptTexts } from './kept-texts.tsx';
import { RecipeLosses } from '../../ui/recipe-losses.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { attempt } from '../../ui/undo.tsx';
import { runTitle } from '../../ui/run-title.ts';
import classes from './run.module.css';

/** The whole resolved config with where each default comes from, checkpoints, lineage, environment, log. */
export function ConfigTab({ detail }: { detail: RunDetail }) {
  const { run } = detail;
  const { data: catalogue } = useCatalogue();
  const recipe = catalogue?.recipes.find(({ name }) => name === run.config.recipe);
  const dataset = catalogue?.datasets.find(({ name }) => name === run.config.dataset.name);
  const specOf = (key: string) =>
    [...(recipe?.params ?? []), ...(dataset?.params ?? [])].find((spec) => spec.key === key.split('.').at(-1));
  const kind = dataset?.kind;
  const sourceOf = (key: string, value: unknown): string => {
    const spec = specOf(key);
    if (!spec || !key.includes('params.')) return '';
    const preset = (kind && spec.presetsFor?.[kind]?.[run.config.preset]) ?? spec.presets[run.config.preset];
    return preset.value === value
      ? `${preset.source.kind}: ${preset.source.text}`
      : `set by you; ${run.config.preset} has ${String(preset.value)}`;
  };
  return (
    <div className={classes.config}>
      <section aria-label="Config">
        <h2>{run.origin === null ? 'Config, as it was resolved at the start' : `Config, as far as ${run.origin.title} logged it`}</h2>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Value</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {configDifference([knownConfig(run)]).map(({ key, values: [value] }) => (
              <tr key={key}>
                <td title={specOf(key)?.help}>
                  <code>{key}</code>
                </td>
                <td title={String(value)}>{key.startsWith('extensions.') ? String(value).slice(0, 12) : String(value)}</td>
                <td className="soft">{sourceOf(key, value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {run.config.extensions !== undefined && <KeptTexts run={run.id} />}
      </section>
      <div>
        {recipe ? (
          <section aria-label="Losses">
            <h2>{recipe.title}</h2>
            <p className="soft">{recipe.idea}</p>
            <RecipeLosses recipe={recipe} />
          </section>
        ) : null}
        <Checkpoints detail={detail} />
        {run.origin === null ? null : <FilesSection run={run.id} />}
        <Lineage detail={detail} />
        <Log run={run.id} />
        {run.environment ? (
          <section aria-label="Environment">
            <h2>Environment</h2>
            <dl className={classes.facts}>
              {Object.entries(run.environment).map(([name, value]) => (
                <Row key={name} name={name} value={name === 'memoryBytes' ? formatBytes(Number(value)) : String(value)} />
              ))}
            </dl>
          </section>
        ) : null}
      </div>
    </div>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function noCheckpoint({ run }: RunDetail): string {
  const imported = whyNotOurs(run);
  if (imported !== null) return `None: ${imported}`;
  const every = run.config.recording.checkpointEvery;
  if (every === 0) return 'None: this run was told to keep none.';
  if (hasEnded(run.status)) return `None: the run ended before the first, at step ${formatStep(every)}.`;
  return `None yet: one comes every ${formatStep(every)} steps.`;
}

function Checkpoints({ detail }: { detail: RunDetail }) {
  const isWalked = useGenerates()(detail.run.config.recipe);
  const nameOf = (step: number, layout: 'tfjs' | 'torch') =>
    `${detail.run.name.replace(/[^A-Za-z0-9]+/g, '-')}-${step}-${layout}.safetensors`;
  const save = (id: number, step: number, layout: 'tfjs' | 'torch') =>
    attempt(async () => saveFile(await checkpointFile(id, layout), nameOf(step, layout)));
  const saveModel = (step: number) =>
    attempt(async () => saveFile(await modelFile(detail.run.id, step, nameOf(step, 'torch')), 'model.py'));
  return (
    <section aria-label="Checkpoints">
      <h2>Checkpoints</h2>
      {detail.checkpoints.length === 0 ? <p className="soft">{noCheckpoint(detail)}</p> : null}
      <table className={classes.table}>
        <tbody>
          {[...detail.checkpoints].reverse().map(({ id, step, bytes, createdAt, state }) => (
            <tr key={id}>
              <td>step {formatStep(step)}</td>
              <td>{formatBytes(bytes)}</td>
              <td className="soft">{formatMoment(createdAt)}</td>
              <td>
                {state === 'there' ? (
                  <span className="row">
                    <Button
                      onClick={() => save(id, step, 'tfjs')}
                      aria-label={`tfjs: download step ${step} in the layout of TensorFlow.js`}
                    >
                      tfjs
                    </Button>
                    <Button onClick={() => save(id, step, 'torch')} aria-label={`PyTorch: download step ${step} in its layout`}>
                      PyTorch
                    </Button>
                    <Button onClick={() => saveModel(step)} aria-label={`model.py: rebuilds the networks of step ${step} in PyTorch`}>
                      model.py
                    </Button>
                    {isWalked ? (
                      <Link href={links.latents([id])} aria-label={`Latents of step ${step}`}>
                        Latents
                      </Link>
                    ) : null}
                    <Link href={links.newRun({ fork: detail.run.id, step })} aria-label={`Fork from step ${step}`}>
                      Fork
                    </Link>
                  </span>
                ) : (
                  <span style={{ color: 'var(--warn)' }}>{strings.checkpointStates[state]}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Lineage({ detail }: { detail: RunDetail }) {
  const { parent, origin } = detail.run;
  if (!parent && detail.forks.length === 0) return null;
  return (
    <section aria-label="Lineage">
      <h2>Lineage</h2>
      {parent ? (
        <p>
          {origin === null ? 'Forked from ' : 'Nested in '}
          <Link href={links.run(parent.run)}>its parent</Link>
          {origin === null ? ` at step ${formatStep(parent.step)}` : null}.
        </p>
      ) : null}
      {detail.forks.map((fork) => (
        <p key={fork.run}>
          {origin === null ? `Forked at step ${formatStep(fork.step)} to ` : 'Parent of '}
          <Link href={links.run(fork.run)}>{runTitle(fork)}</Link>.
        </p>
      ))}
    </section>
  );
}

function Log({ run }: { run: string }) {
  const [level, setLevel] = useState<'all' | 'warning' | 'error'>('all');
  const { data, error } = useQuery({ queryKey: ['log', run], queryFn: ({ signal }) => runLog(run, 0, signal) });
  const isShown = (line: LogLine) => level === 'all' || line.level === 'error' || line.level === level;
  const lines = (data ?? []).filter(isShown);
  return (
    <section aria-label="Log">
      <div className="row">
        <h2 className="fill">Log</h2>
        <SegmentedControl
          aria-label="Levels shown"
          data={[
            { value: 'all', label: 'All' },
            { value: 'warning', label: 'Warnings' },
            { value: 'error', label: 'Errors' },
          ]}
          value={level}
          onChange={(value) => setLevel(value as typeof level)}
        />
      </div>
      {error ? <ProblemNote error={error} /> : null}
      <table className={classes.table}>
        <tbody>
          {lines.slice(-300).map((line) => (
            <tr key={line.id}>
              <td className="soft" title={formatMoment(line.time)}>
                {new Date(line.time).toLocaleTimeString()}
              </td>
              <td className="soft">step {formatStep(line.step)}</td>
              <td className={line.level === 'info' ? undefined : classes[line.level]}>
                {line.level === 'info' ? '' : `${line.level}: `}
                {line.sentence}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {data && lines.length === 0 ? <p className="soft">Nothing at this level.</p> : null}
    </section>
  );
}
