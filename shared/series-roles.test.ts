import { expect, test } from 'vitest';
import { isGradientNorm, isLoss, isOfGenerator, isOfJudge, isOfMachine } from './series-roles.ts';

test.each(['loss/critic', 'loss/discriminator', 'train/d_loss', 'D_loss', 'loss_D', 'lossD', 'errD', 'netD/loss', 'disc.loss'])(
  '%s is the loss of who judges',
  (key) => {
    expect([isLoss(key), isOfJudge(key), isOfGenerator(key)]).toEqual([true, true, false]);
  },
);

test.each(['loss/generator', 'g_loss', 'train/loss_G', 'errG', 'gen/loss'])('%s is the loss of who makes', (key) => {
  expect([isLoss(key), isOfJudge(key), isOfGenerator(key)]).toEqual([true, false, true]);
});

test.each(['gradient-norm/generator', 'grad_norm/generator', 'g_grad_norm', 'generator.gradnorm'])('%s is a slope', (key) => {
  expect([isGradientNorm(key), isOfGenerator(key)]).toEqual([true, true]);
});

test.each(['loss', 'train/loss', 'val_loss', 'accuracy', 'learning_rate', 'grad_norm', 'epoch'])('%s is nobody’s in a game', (key) => {
  expect([isOfJudge(key), isOfGenerator(key)]).toEqual([false, false]);
});

test('a machine has no loss', () => {
  expect([isOfMachine('system/packet_loss'), isLoss('system/packet_loss')]).toEqual([true, false]);
});
