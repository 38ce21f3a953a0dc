import type { Command } from '../command.ts';
import { control } from './control.ts';
import { data } from './data.ts';
import { doctor } from './doctor.ts';
import { extensions } from './extensions.ts';
import { exportRuns } from './export.ts';
import { fork } from './fork.ts';
import { importance } from './importance.ts';
import { importRuns } from './import.ts';
import { resume } from './resume.ts';
import { runs } from './runs.ts';
import { sample } from './sample.ts';
import { serve } from './serve.ts';
import { show } from './show.ts';
import { sweep, sweeps } from './sweep.ts';
import { train } from './train.ts';
import { workspace } from './workspace.ts';

export const commands: Command[] = [
  train,
  sweep,
  sweeps,
  runs,
  importance,
  show,
  resume,
  fork,
  ...control,
  exportRuns,
  importRuns,
  data,
  sample,
  serve,
  workspace,
  ...extensions,
  doctor,
];
