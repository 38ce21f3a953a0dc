import { openGame } from './game.ts';
import type { Describe } from './train.ts';

export const describe: Describe = ({ tf, config, dataset }) => {
  const game = openGame({ tf, config, dataset });
  return {
    networks: game.model.networks.map(({ name, layers }) => ({
      name,
      layers,
      parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    })),
    async step() {
      const outcome = await game.play({ keepGradients: false });
      outcome.dispose();
    },
    tensorBytes: () => tf.memory().numBytes,
    dispose: game.dispose,
  };
};
