import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StudioError } from '../shared/errors.ts';
import { findBrowser } from './find-browser.ts';

const within = 60_000;

/** A self-contained page as PDF, by a browser without a window. @throws StudioError unavailable where there is none */
export async function printPdf(html: string): Promise<Uint8Array> {
  const browser = findBrowser();
  if (browser === null) {
    throw new StudioError(
      'unavailable',
      'A PDF is printed by Chromium or Chrome, and none was found. Install one, or name it in GANYMEDE_BROWSER; the HTML report needs none.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'ganymede-pdf-'));
  try {
    const [page, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')];
    await writeFile(page, html);
    await print(browser, page, pdf, join(folder, 'profile'));
    return await readFile(pdf);
  } catch (cause) {
    throw new StudioError('unavailable', `${browser} could not print the report as PDF. Export it as HTML and print that.`, { cause });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print(browser: string, page: string, pdf: string, profile: string): Promise<void> {
  const options = [
    '--headless',
    '--disable-gpu',
    '--no-pdf-header-footer',
    `--user-data-dir=${profile}`,
    // Chromium refuses its sandbox to root; the page is our own and loads nothing.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--print-to-pdf=${pdf}`,
    pathToFileURL(page).href,
  ];
  return new Promise((done, fail) => {
    execFile(browser, options, { timeout: within, killSignal: 'SIGKILL' }, (error) => (error === null ? done() : fail(error)));
  });
}
