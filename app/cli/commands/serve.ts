import { fromEnvironment } from '../../environment.ts';
import { addressOf, serve as listen, servingOf } from '../../serve.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Command } from '../command.ts';
import { openAsker } from '../asker.ts';
import { openOwnStudio } from '../door.ts';
import { exitCodes } from '../exit-codes.ts';
import { heedInterrupt } from '../interrupt.ts';
import { tellNotices } from '../notices.ts';
import { openInBrowser } from '../open-in-browser.ts';

export const serve: Command = {
  name: 'serve',
  usage: '[--port N] [--open]',
  purpose:
    'Serves the studio over HTTP, on this machine only. From another: ssh -L 4600:127.0.0.1:4600 HOST, then open the printed address there.',
  operands: [],
  options: {
    port: { type: 'string', help: '4600, or any free one where that is taken' },
    open: { type: 'boolean', help: 'opens a browser, where one can be had' },
    host: { type: 'string', help: 'the address to listen on, where others shall reach it (127.0.0.1)' },
    name: { type: 'string', multiple: true, help: 'a name by which others reach it' },
    origin: { type: 'string', multiple: true, help: 'pages of this origin may ask too (a development server)' },
  },
  async run({ workspace, output, text, texts, flag, whole }) {
    const studio = openServed(workspace);
    const { address, close } = await listen({
      studio,
      port: whole('port'),
      host: text('host'),
      names: texts('name'),
      origins: texts('origin'),
      token: fromEnvironment('GANYMEDE_TOKEN'),
    }).catch(async (error) => {
      await studio.close();
      throw error;
    });
    output.event({ type: 'serving', address, workspace: studio.workspace });
    output.say(`Ganymede serves ${studio.workspace} at\n\n  ${address}\n`);
    if (flag('open') && !(await openInBrowser(address)))
      output.say('No browser could be opened here; open that address yourself. Ctrl-C ends the studio.');
    const served = new AbortController();
    void tellNotices(openAsker(studio.fetch, 'http://studio/'), output, served.signal);
    let release = () => {};
    await new Promise<void>((stop) => {
      release = heedInterrupt(stop);
    });
    served.abort();
    output.say('Ending: what trains stops with a checkpoint. Ctrl-C again ends at once.');
    await close();
    release();
    output.result({ address }, '');
    return exitCodes.done;
  },
};

/** @throws StudioError workspace-locked, with the address of the studio that already serves it */
function openServed(workspace: string): ReturnType<typeof openOwnStudio> {
  try {
    return openOwnStudio(workspace, { startQueued: true });
  } catch (error) {
    const serving = error instanceof StudioError && error.code === 'workspace-locked' ? servingOf(workspace) : null;
    if (serving === null) throw error;
    const address = addressOf(serving);
    throw new StudioError('workspace-locked', `A studio already serves ${workspace}. Open it at ${address}, or end it first.`, {
      cause: error,
    });
  }
}
