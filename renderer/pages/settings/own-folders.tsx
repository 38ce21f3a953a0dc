import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { patchSettings } from '../../api-client.ts';
import { beginRecipe } from '../../own-files-client.ts';
import { queryClient, useOwnFiles, useSettings } from '../../queries.ts';
import { OwnFileLine } from '../../ui/own-files.tsx';
import classes from '../../ui/own-files.module.css';
import { ProblemNote } from '../../ui/problem.tsx';
import { attempt } from '../../ui/undo.tsx';

/** Where files of the user's own are looked for, what lies there, and a first one. */
export function OwnFolders() {
  const { data, error } = useOwnFiles();
  const settings = useSettings();
  const [folder, setFolder] = useState('');
  const [name, setName] = useState('');
  if (error) return <ProblemNote error={error} />;
  if (!data || !settings.data) return null;
  const named = settings.data.extensionFolders;
  const keep = (extensionFolders: string[]) =>
    attempt(async () => {
      queryClient.setQueryData(['settings'], await patchSettings({ extensionFolders }));
      await queryClient.invalidateQueries({ queryKey: ['extensions'] });
      setFolder('');
    });
  const begin = () =>
    attempt(async () => {
      await beginRecipe(name.trim());
      setName('');
      await queryClient.invalidateQueries({ queryKey: ['extensions'] });
    });
  return (
    <div>
      <p className="soft">
        TypeScript or JavaScript files in these folders are recipes, datasets, metrics and probes like ours, once you have read and trusted
        them.
      </p>
      <ul className={classes.folders} aria-label="Folders">
        {data.folders.map((one, at) => {
          const given = named[at - (data.folders.length - named.length)];
          return (
            <li key={one}>
              <code className="fill">{one}</code>
              {given !== undefined && <Button onClick={() => void keep(named.filter((other) => other !== given))}>Leave out</Button>}
            </li>
          );
        })}
      </ul>
      <form
        className={classes.adding}
        onSubmit={(event) => {
          event.preventDefault();
          if (folder.trim() !== '') void keep([...named, folder.trim()]);
        }}
      >
        <TextInput
          className="fill"
          size="xs"
          aria-label="Another folder"
          placeholder="Another folder, such as ~/my-gans"
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <Button type="submit" disabled={folder.trim() === ''}>
          Add folder
        </Button>
      </form>
      <ul className={classes.lines} aria-label="Your own files">
        {data.extensions.map((extension) => (
          <li key={extension.path}>
            <OwnFileLine extension={extension} />
          </li>
        ))}
      </ul>
      <form
        className={classes.adding}
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <TextInput
          className="fill"
          size="xs"
          aria-label="Name of a new recipe"
          placeholder="my-gan"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          Begin a recipe
        </Button>
      </form>
    </div>
  );
}
