import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { strings } from '../strings.ts';

/** Puts text where Paste finds it and says so; where the browser allows no page to do that, the text stands there to be copied by hand. */
export async function copyText(text: string, done: string): Promise<void> {
  const isCopied = (await byClipboard(text)) || bySelection(text);
  if (isCopied) notifications.show({ message: done, autoClose: 3500 });
  else notifications.show({ message: <ByHand text={text} />, autoClose: false });
}

function ByHand({ text }: { text: string }) {
  return (
    <Textarea
      label={strings.copyByHand}
      value={text}
      readOnly
      autosize
      maxRows={6}
      data-autofocus
      ref={(box) => box?.select()}
      onFocus={(event) => event.currentTarget.select()}
    />
  );
}

/** Browsers have it only under https and on loopback: not where a studio is served by name over plain http. */
async function byClipboard(text: string): Promise<boolean> {
  if (!navigator.clipboard) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

function bySelection(text: string): boolean {
  const before = document.activeElement;
  const box = document.createElement('textarea');
  box.value = text;
  box.style.position = 'fixed';
  box.style.opacity = '0';
  // Inside an open dialog, which would take the focus back from anywhere else.
  (before?.closest('[role=dialog]') ?? document.body).append(box);
  box.select();
  const isCopied = document.execCommand('copy');
  box.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
