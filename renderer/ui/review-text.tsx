import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ExtensionProblem } from '../../shared/extension.ts';
import { lineDifference } from '../../shared/line-difference.ts';
import { distrustText, trustText } from '../own-files-client.ts';
import { queryClient, useOwnFile } from '../queries.ts';
import { ProblemNote, useProblem } from './problem.tsx';
import { attempt } from './undo.tsx';
import { PageWaiting } from './waiting.tsx';
import classes from './own-files.module.css';

/** A file as it lies there, read before it is trusted. */
export function ReviewFile({ name, onClose }: { name: string; onClose: () => void }) {
  const { data, error } = useOwnFile(name);
  const isAsked = data !== undefined && (data.extension.state === 'asks' || data.extension.state === 'changed');
  return (
    <Modal opened onClose={onClose} title={data?.extension.path ?? name} size={1100} closeButtonProps={{ 'aria-label': 'Close' }}>
      {error && <ProblemNote error={error} />}
      {data === undefined && !error && <PageWaiting />}
      {data !== undefined && (
        <>
          {data.before !== null && isAsked ? (
            <TextDifference before={data.before.text} after={data.text} />
          ) : (
            <TextLines text={data.text} problems={data.extension.problems} />
          )}
          {isAsked ? (
            <TrustBar name={name} sha256={data.extension.sha256} onTrusted={onClose}>
              {data.before === null ? '' : 'Shown is what has changed since you trusted it. '}
            </TrustBar>
          ) : (
            <div className={classes.bar}>
              <span className="soft fill">sha256 {data.extension.sha256.slice(0, 12)}</span>
              <Button onClick={() => void attempt(() => distrustText(data.extension.sha256))}>No longer trust it</Button>
            </div>
          )}
        </>
      )}
    </Modal>
  );
}

/** A text that a run keeps. */
export function ReviewKept(props: { name: string; sha256: string; text: string; isTrusted: boolean; onClose: () => void }) {
  const { name, sha256, text, isTrusted, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={`${name}, as its run keeps it`} size={1100} closeButtonProps={{ 'aria-label': 'Close' }}>
      <TextLines text={text} problems={[]} />
      {!isTrusted && <TrustBar name={name} sha256={sha256} onTrusted={onClose} />}
    </Modal>
  );
}

function TrustBar(props: { name: string; sha256: string; onTrusted: () => void; children?: ReactNode }) {
  const { name, sha256, onTrusted, children } = props;
  const [isWorking, setWorking] = useState(false);
  const [error, setError] = useProblem();
  const trust = async () => {
    setWorking(true);
    setError(null);
    try {
      await trustText(sha256, name);
      await Promise.all([['catalogue'], ['extensions']].map((queryKey) => queryClient.invalidateQueries({ queryKey })));
      onTrusted();
    } catch (caught) {
      setError(caught);
    }
    setWorking(false);
  };
  return (
    <>
      {error ? <ProblemNote error={error} /> : null}
      <div className={classes.bar}>
        <span className="soft fill">
          {children}Once trusted, this text runs in the processes that train, with all that you may do on this machine. Another text is
          asked about again.
        </span>
        <Button variant="filled" loading={isWorking} onClick={() => void trust()}>
          I have read it: trust it
        </Button>
      </div>
    </>
  );
}

/** A text with its lines counted; what is wrong stands under the line that it is about. */
export function TextLines({ text, problems }: { text: string; problems: ExtensionProblem[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach that
    <section className={classes.text} aria-label="Text of the file" tabIndex={0}>
      {text.split('\n').map((line, at) => {
        const here = problems.filter((problem) => problem.line === at + 1);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name
          <div key={at}>
            <CodeLine number={at + 1} text={line} className={here.length > 0 ? classes.wrongLine : undefined} />
            {here.map(({ sentence }) => (
              <p key={sentence} className={classes.wrong}>
                {sentence}
              </p>
            ))}
          </div>
        );
      })}
    </section>
  );
}

/** What has gone and what has come from one text to the next, with three lines around. */
export function TextDifference({ before, after }: { before: string; after: string }) {
  const lines = lineDifference(before, after);
  const isNear = lines.map((_, at) => lines.slice(Math.max(0, at - 3), at + 4).some(({ kind }) => kind !== 'same'));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach that
    <section className={classes.text} aria-label="What has changed" tabIndex={0}>
      {lines.map(({ kind, text, line }, at) => {
        if (!isNear[at])
          return isNear[at - 1] || at === 0 ? (
            <p key={`${kind} ${line}`} className={classes.left}>
              …
            </p>
          ) : null;
        return (
          <CodeLine
            key={`${kind} ${line}`}
            number={line}
            text={text}
            sign={kind === 'gone' ? '−' : kind === 'come' ? '+' : ' '}
            className={kind === 'gone' ? classes.goneLine : kind === 'come' ? classes.comeLine : undefined}
          />
        );
      })}
    </section>
  );
}

function CodeLine({ number, text, sign, className }: { number: number; text: string; sign?: string; className?: string }) {
  return (
    <div className={`${classes.code} ${className ?? ''}`}>
      <span className={classes.number}>{number}</span>
      {sign !== undefined && <span className={classes.sign}>{sign}</span>}
      <code>{text}</code>
    </div>
  );
}
