import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { pathPicker } from '../../desktop.ts';
import { useImporters } from '../../queries.ts';
import { links } from '../../routes.tsx';
import classes from './import.module.css';

export interface Ask {
  paths: string[];
  from: string;
  watch: boolean;
}

/** Where the runs lie. Looking at them writes nothing. */
export function WhereForm({ ask, isFirst, dropped }: { ask: Ask; isFirst: boolean; dropped: string }) {
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const { data: importers } = useImporters();
  const asked = ask.paths.join('\n');
  const address = JSON.stringify([asked, ask.from, ask.watch]);
  const [text, setText] = useState(asked);
  const [from, setFrom] = useState(ask.from);
  const [watch, setWatch] = useState(ask.watch);
  const [seen, setSeen] = useState(address);
  // Dropped, picked, or gone back to: the address has moved on without this form.
  if (seen !== address) {
    setSeen(address);
    if (asked !== '') setText(asked);
    setWatch(ask.watch);
    setFrom(ask.from);
  }
  const pick = pathPicker();
  const look = (paths: string[]) => {
    if (paths.length === 0) return;
    void client.invalidateQueries({ queryKey: ['import-preview'] });
    navigate(links.importRuns({ paths, from, watch: watch ? 'yes' : undefined }));
  };
  const browse = async (kind: 'file' | 'folder') => {
    const path = await pick?.(kind === 'folder' ? 'A folder of runs' : 'A file with runs', kind);
    if (path) look([...linesOf(text).filter((line) => line !== path), path]);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    look(linesOf(text));
  };
  return (
    <form className={classes.where} onSubmit={submit} aria-label="Where the runs lie">
      {dropped !== '' && (
        <p className={classes.note} role="status">
          A browser does not tell where “{dropped}” lies, only what is in it, so it was not taken. Type its path below, as it is on the
          machine where the studio runs; the desktop app takes what is dropped.
        </p>
      )}
      <Textarea
        label="Files and folders on the studio’s machine, one a line"
        description="A log directory, a file, or a parent of hundreds. They are opened for reading only."
        placeholder={'/path/to/logs\n~/experiments/mlruns'}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        size="sm"
        styles={{ description: { fontSize: 12 } }}
        autoFocus={isFirst}
        classNames={{ input: 'mono' }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      />
      <div className={classes.choices}>
        {pick && (
          <>
            <Button onClick={() => void browse('folder')}>Choose a folder…</Button>
            <Button onClick={() => void browse('file')}>Choose a file…</Button>
          </>
        )}
        <NativeSelect
          aria-label="Logged by"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          data={[
            { value: '', label: 'Tool told by what lies there' },
            ...(importers ?? []).map(({ name, title }) => ({ value: name, label: title })),
          ]}
        />
        <Checkbox
          label="Watch for what is written there later"
          checked={watch}
          onChange={(event) => setWatch(event.currentTarget.checked)}
        />
        <span className="fill" />
        <span className="faint">Ctrl or ⌘ with Enter</span>
        <Button type="submit" variant={isFirst ? 'filled' : 'default'} disabled={linesOf(text).length === 0}>
          Look
        </Button>
      </div>
      {isFirst && importers && (
        <dl className={classes.reads}>
          {importers.map(({ name, title, reads }) => (
            <div key={name}>
              <dt>{title}</dt>
              <dd>{reads}</dd>
            </div>
          ))}
        </dl>
      )}
    </form>
  );
}

function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '');
}
