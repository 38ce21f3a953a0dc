import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { NativePlan, NativeProgress, NativeUse } from '../../../shared/api/native.ts';
import { cancelInstall, installNative } from '../../api-client.ts';
import { queryClient, useNativeLibraries, useNativeProgress } from '../../queries.ts';
import { formatBytes } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem.tsx';
import { attempt } from '../../ui/undo.tsx';

const purposes: Record<NativeUse, string> = {
  native: 'libtorch on the processor',
  cuda: 'libtorch on an NVIDIA GPU',
};

/** Sets up libtorch: what it would take is said before anything is fetched, how far it is while it goes on. */
export function NativeLibraries() {
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby="settings-libraries">
      <h2 id="settings-libraries" className="row">
        <span className="fill">
          Libraries <span className="faint">for the backends native and cuda</span>
        </span>
        {!isOpen && <Button onClick={() => setOpen(true)}>Look for them</Button>}
      </h2>
      {isOpen && <Libraries />}
    </section>
  );
}

function Libraries() {
  const { data, error, refetch } = useNativeLibraries();
  const { data: now } = useNativeProgress();
  if (error) return <ProblemNote error={error} again={() => void refetch()} />;
  if (!data) return <p className="soft">Asking Python for a torch…</p>;
  const isBusy = now?.state === 'working';
  return (
    <>
      {(['native', 'cuda'] as const).map((use) => (
        <Library key={use} use={use} plan={data.plans[use]} isBusy={isBusy} />
      ))}
      {now && now.state !== 'idle' && <Going now={now} />}
    </>
  );
}

function Library({ use, plan, isBusy }: { use: NativeUse; plan: NativePlan; isBusy: boolean }) {
  const start = () =>
    attempt(async () => {
      queryClient.setQueryData(['native', 'now'], await installNative(use));
    });
  return (
    <div className="row">
      <p className="fill">
        {purposes[use]}: <span className="soft">{describe(plan)}</span>
      </p>
      {plan.kind !== 'refused' && (
        <Button disabled={isBusy} onClick={() => void start()}>
          {plan.kind === 'there' ? `Use it for ${use}` : `Fetch for ${use}`}
        </Button>
      )}
    </div>
  );
}

function Going({ now }: { now: Exclude<NativeProgress, { state: 'idle' }> }) {
  if (now.state === 'done') {
    return (
      <p role="status">
        {now.use} works: {now.device}
      </p>
    );
  }
  if (now.state !== 'working') return <p role="status">{now.sentence}</p>;
  const cancel = () =>
    attempt(async () => {
      queryClient.setQueryData(['native', 'now'], await cancelInstall());
    });
  const share = now.of === 0 ? 100 : (100 * now.bytes) / now.of;
  const said = now.phase === 'trying' ? 'Trying it…' : `${now.phase} ${formatBytes(now.bytes)} of ${formatBytes(now.of)}`;
  return (
    <div className="row">
      <div className="fill">
        <Progress value={share} animated={now.phase === 'trying'} aria-label={`Setting up ${now.use}`} />
        <span className="soft">{said}</span>
      </div>
      <Button onClick={() => void cancel()}>Cancel</Button>
    </div>
  );
}

function describe(plan: NativePlan): string {
  if (plan.kind === 'refused') return plan.sentence;
  if (plan.kind === 'there') return `the torch ${plan.version ?? ''} in ${plan.folder} can be used as it is.`;
  return `${formatBytes(plan.downloadBytes)} to fetch by your own pip, about ${formatBytes(plan.unpackedBytes)} kept in ${plan.folder}.`;
}
