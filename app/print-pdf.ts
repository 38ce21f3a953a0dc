import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StudioError } from '../shared/errors.ts';
import { type BrowserPipe, openBrowserPipe } from './browser-pipe.ts';
import { findBrowser } from './find-browser.ts';

const within = 180_000;

/** A self-contained page as PDF, by a browser without a window. @throws StudioError unavailable where there is none */
export async function printPdf(html: string, browser = findBrowser()): Promise<Uint8Array> {
  if (browser === null) {
    throw new StudioError(
      'unavailable',
      'A PDF is printed by Chromium or Chrome, and none was found. Install one, or name it in GANYMEDE_BROWSER; the HTML report needs none.',
    );
  }
  let profile: string | null = null;
  try {
    // For the browser's own use; where it has a /tmp of its own it makes the folder there.
    profile = await mkdtemp(join(tmpdir(), 'ganymede-pdf-'));
    return await print(openBrowserPipe(browser, optionsFor(profile), within), html);
  } catch (cause) {
    throw new StudioError('unavailable', `${browser} could not print the report as PDF. Export it as HTML and print that.`, { cause });
  } finally {
    if (profile !== null) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function optionsFor(profile: string): string[] {
  const options = ['--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`];
  // Chromium refuses its sandbox to root; the page is our own and loads nothing.
  return process.getuid?.() === 0 ? [...options, '--no-sandbox'] : options;
}

async function print({ ask, close }: BrowserPipe, html: string): Promise<Uint8Array> {
  try {
    const { targetId } = await ask<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await ask<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
    await ask('Page.setDocumentContent', { frameId: targetId, html }, sessionId);
    const expression =
      'Promise.all([document.fonts.ready, ...[...document.images].map((image) => image.decode().catch(() => {}))]).then(() => 0)';
    await ask('Runtime.evaluate', { expression, awaitPromise: true }, sessionId);
    const options = { printBackground: true, preferCSSPageSize: true, transferMode: 'ReturnAsStream' };
    const { stream } = await ask<{ stream: string }>('Page.printToPDF', options, sessionId);
    const chunks: Buffer[] = [];
    for (let isOver = false; !isOver; ) {
      const { data, eof, base64Encoded } = await ask<{ data: string; eof: boolean; base64Encoded?: boolean }>(
        'IO.read',
        { handle: stream },
        sessionId,
      );
      chunks.push(Buffer.from(data, base64Encoded ? 'base64' : 'latin1'));
      isOver = eof;
    }
    return new Uint8Array(Buffer.concat(chunks));
  } finally {
    await close();
  }
}
