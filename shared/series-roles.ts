/**
 * What a series is by its name, among Ganymede's own (`loss/critic`) and those that scripts give: `train/d_loss`, `Loss_D`, `errG`,
 * `D(x)` and `D(G(z))` of PyTorch's DCGAN example, `grad_norm/generator`.
 */
export function isLoss(key: string): boolean {
  return /loss|(?:^|[\W_])err_?[dg](?:$|[\W_])/i.test(key) && !isOfMachine(key);
}

export function isGradientNorm(key: string): boolean {
  return /grad(?:ient)?s?[\W_]?norm/i.test(key) && !isOfMachine(key);
}

/** Of a critic or a discriminator. */
export function isOfJudge(key: string): boolean {
  return /critic|discriminator|(?:^|[\W_])(?:d|disc|net_?d|err_?d)(?:$|[\W_])|loss_?d(?:$|[\W_])/i.test(key);
}

export function isOfGenerator(key: string): boolean {
  return /generator|(?:^|[\W_])(?:g|gen|net_?g|err_?g)(?:$|[\W_])|loss_?g(?:$|[\W_])/i.test(key);
}

/** CPU, memory and GPU, from Ganymede, W&B and MLflow alike. */
export function isOfMachine(key: string): boolean {
  return key.startsWith('system/');
}
