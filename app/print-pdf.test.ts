import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findBrowser } from './find-browser.ts';
import { printPdf } from './print-pdf.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-print-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(findBrowser() === null)(
  'a page becomes a PDF of as many pages, in the size that it asks for',
  async () => {
    const style = '<style>@page { size: 100mm 200mm } p { break-after: page }</style>';
    const text = Buffer.from(await printPdf(`<!doctype html>${style}<p>one – 一<p>two<p>three`)).toString('latin1');
    expect(text).toMatch(/^%PDF-/);
    expect(text).toMatch(/%%EOF\s*$/);
    expect(text).toMatch(/MediaBox \[0 0 28[23](\.\d+)? 56[67]/);
    expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(3);
  },
  60_000,
);

test.skipIf(process.platform === 'win32')('a browser that can not do it is quoted', async () => {
  const broken = join(folder, 'browser');
  writeFileSync(broken, '#!/bin/sh\necho "no usable sandbox" >&2\nexit 3\n');
  chmodSync(broken, 0o755);
  await expect(printPdf('<p>', broken)).rejects.toMatchObject({
    code: 'unavailable',
    cause: { message: expect.stringMatching(/ended with exit code 3\. It printed:\nno usable sandbox/) },
  });
  await expect(printPdf('<p>', join(folder, 'none'))).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/could not be started/) },
  });
});
