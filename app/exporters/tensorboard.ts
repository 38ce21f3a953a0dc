import { StudioError } from '../../shared/errors.ts';
import { plainName } from '../../shared/plain-name.ts';
import type { Exporter } from '../exporter.ts';
import { eventFile } from './tensorboard/event-file.ts';
import { writeZip } from './zip/write-zip.ts';

/** A log directory: a folder a run, as TensorBoard would have it if the run had been logged there. Its scalars are float32, its steps whole. */
export const tensorboard: Exporter = {
  name: 'tensorboard',
  title: 'TensorBoard',
  purpose: 'Event files, a folder a run: every point, distributions, samples as pictures, sound and text, the config as hyperparameters.',
  type: 'application/zip',
  ending: '.tensorboard.zip',
  export(source, { runs, series }) {
    const missing = (series ?? []).filter((key) => !runs.some((run) => source.series(run).some((summary) => summary.key === key)));
    if (missing.length > 0) throw new StudioError('not-found', `None of the runs has the series ${missing.join(', ')}.`);
    const members = runs.map((id) => {
      const run = source.run(id);
      const seconds = Math.floor((run.startedAt ?? run.createdAt) / 1000);
      const name = `${run.number}-${plainName(run.name)}/events.out.tfevents.${seconds}.ganymede`;
      return { name, time: source.now, content: eventFile(source, id, series) };
    });
    return writeZip(members);
  },
};
