import type { WorkspaceInfo } from '../../../shared/api/studio.ts';
import type { Command } from '../command.ts';
import { openDoor } from '../door.ts';

export const workspace: Command = {
  name: 'workspace',
  usage: '',
  purpose: 'Says where the workspace is and what it holds.',
  operands: [],
  options: {},
  async run({ workspace: folder, output }) {
    const door = await openDoor(folder, output);
    try {
      const info = await door.json<WorkspaceInfo>('GET', '/api/workspace');
      const size = `${(info.bytes / 1e6).toFixed(1)} MB`;
      output.result({ ...info }, `${info.folder}\n${info.runs} runs, ${info.training} training, ${info.queued} queued, ${size}`);
      return 0;
    } finally {
      await door.close();
    }
  },
};
