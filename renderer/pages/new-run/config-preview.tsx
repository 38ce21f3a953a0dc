import { Button } from '@mantine/core';
import type { FormProps } from './config-form.tsx';
import { CostSection } from './cost-section.tsx';
import { DatasetPreview } from './dataset-preview.tsx';
import { RecipeLosses } from '../../ui/recipe-losses.tsx';
import { NetworkStack } from './network-stack.tsx';
import { useCost } from './use-cost.ts';
import { YamlPane } from './yaml-pane.tsx';
import classes from './new-run.module.css';

/** What the config means, while it is made: the data, the networks, the losses, what it will cost, and the file. */
export function ConfigPreview({ catalogue, draft, onDraft, checked }: Omit<FormProps, 'isFork'>) {
  const recipe = catalogue.recipes.find((entry) => entry.name === draft.recipe);
  const cost = useCost(checked.config);
  return (
    <aside className={classes.preview} aria-label="What this config means">
      <DatasetPreview catalogue={catalogue} draft={draft} checked={checked} />
      <CostSection cost={cost} steps={checked.config?.steps ?? Number.NaN} />
      <section>
        <h2>Networks</h2>
        <NetworkStack
          networks={cost.progress?.networks ?? cost.description?.networks ?? null}
          isOld={cost.isOld && cost.progress === null}
        />
      </section>
      <section>
        <h2>Losses</h2>
        {recipe && <RecipeLosses recipe={recipe} />}
      </section>
      <YamlPane draft={draft} onDraft={onDraft} actions={(copy) => <Button onClick={copy}>Copy</Button>} />
    </aside>
  );
}
