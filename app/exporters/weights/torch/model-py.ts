import type { Architecture, Drawing } from '../../../../shared/architecture.ts';
import type { Run } from '../../../../shared/run.ts';
import { pythonDrawing } from './python-drawing.ts';
import { className, pythonNetwork, shown } from './python-module.ts';
import { moduleName } from './state-dict.ts';

interface Told {
  run: Run;
  step: number;
  architecture: Architecture;
  /** File name of the weights that are loaded when nothing else is said. */
  weights: string;
  version: string;
}

/** Plain PyTorch that rebuilds every network of a run, loads its weights, and draws as Ganymede does. @throws StudioError unavailable */
export function modelPy({ run, step, architecture, weights, version }: Told): string {
  const networks = architecture.networks.filter(({ layers, memory }) => layers.length > 0 || memory !== undefined);
  const classes = networks.map(pythonNetwork);
  const { latent, condition, draw } = architecture;
  const isDrawn = draw !== null && typeof draw !== 'string';
  const has = (text: string) => classes.some((written) => written.includes(text));
  const needs = [...(has('spectral_norm(') ? ['from torch.nn.utils.parametrizations import spectral_norm'] : [])];
  return `"""${plain(`Run #${run.number} ${run.name} (${run.config.recipe}), step ${step}`)}: written by Ganymede ${version}.

    python model.py [WEIGHTS]    prints the shape of what it draws

Pictures are [n, channels, height, width]${isDrawn && latent.size > 0 ? '; latents are drawn by draw_latents' : ''}.
"""
import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
${needs.map((line) => `${line}\n`).join('')}
WEIGHTS = Path(__file__).with_name(${JSON.stringify(weights)})
${has('Minibatch(') ? `\n\n${minibatch}\n` : ''}

${classes.join('\n\n\n')}


class Model(nn.Module):
    """All networks of the run; state_dict has the names of the file."""

    def __init__(self):
        super().__init__()
${networks.map(({ name }) => `        self.${moduleName(name)} = ${className(name)}()`).join('\n')}
${isDrawn ? `\n${drawing(architecture as Architecture & { draw: Drawing })}\n` : ''}${typeof draw === 'string' ? `\n    # ${draw}\n` : ''}${isDrawn && latent.size > 0 ? `\n\n${drawLatents(architecture)}\n` : ''}

${reading}


if __name__ == "__main__":
    model = load(*sys.argv[1:2])
${isDrawn ? example(latent.size > 0, condition) : '    print(model)'}
`;
}

/** Whether a file's text was made by `modelPy`. */
export function isOurModel(text: string): boolean {
  return /^"""Run #.*: written by Ganymede /.test(text);
}

function drawing(architecture: Architecture & { draw: Drawing }): string {
  const { latent, condition } = architecture;
  const takes = latent.size > 0 ? `latents [n, ${latent.size}]` : 'latents are not used';
  const told = condition === null ? '' : `, condition ${shown(condition.shape)} (${conditions[condition.kind]})`;
  return [
    `    def draw(self, latents${latent.size > 0 ? '' : '=None'}${condition === null ? '' : ', condition=None'}):`,
    `        """${takes}${told}; call eval() first, as load does."""`,
    ...pythonDrawing(architecture).map((line) => `        ${line}`),
  ].join('\n');
}

const conditions = { class: 'one-hot classes', sentence: 'one-hot words', picture: 'the given picture in -1..1' };

function drawLatents({ latent }: Architecture): string {
  const parts = latent.parts.map(({ name, size, kind, within }) => {
    const drawn = {
      normal: `torch.randn(n, ${size}, generator=generator)`,
      uniform: `2 * torch.rand(n, ${size}, generator=generator) - 1`,
      noise: `torch.rand(n, ${size}, generator=generator)`,
      categorical: `F.one_hot(torch.randint(${size}, (n,), generator=generator), ${size}).float()`,
    }[kind];
    const cut = `nn.init.trunc_normal_(torch.empty(n, ${size}), a=-${within}, b=${within}, generator=generator)`;
    return `        ${within === undefined ? drawn : cut},  # ${plain(name)}`;
  });
  return ['def draw_latents(n, generator=None):', '    return torch.cat([', ...parts, '    ], 1)'].join('\n');
}

function example(hasLatents: boolean, condition: Architecture['condition']): string {
  const latents = hasLatents ? 'draw_latents(16)' : 'None';
  if (condition === null) return `    with torch.no_grad():\n        print(model.draw(${latents}).shape)`;
  const [channels, ...sides] = condition.shape.length < 3 ? condition.shape : [condition.shape.at(-1), ...condition.shape.slice(0, -1)];
  const told =
    condition.kind === 'class'
      ? `F.one_hot(torch.arange(16) % ${channels}, ${channels}).float()`
      : `torch.zeros(${[16, channels, ...sides].join(', ')})`;
  return `    with torch.no_grad():\n        print(model.draw(${latents}, ${told}).shape)`;
}

const reading = `def read(path):
    """Tensors and texts of an exported file."""
    if str(path).endswith(".npz"):
        import numpy
        arrays = {name: array for name, array in numpy.load(path).items()}
        texts = {name: str(array) for name, array in arrays.items() if array.dtype.kind == "U"}
        return {name: torch.from_numpy(array) for name, array in arrays.items() if name not in texts}, texts
    from safetensors import safe_open
    with safe_open(path, "pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, file.metadata()


def load(path=WEIGHTS):
    tensors, _ = read(path)
    model = Model()
    model.load_state_dict({name: tensor for name, tensor in tensors.items() if not name.startswith("optimizer.")})
    return model.eval()


def optimizer(model, player, path=WEIGHTS):
    """The player's optimiser as it was at this step, where the file was exported with it."""
    tensors, texts = read(path)
    told = json.loads(texts["optimizers"])[player]
    parameters = dict(model.named_parameters())
    made = getattr(torch.optim, told["kind"])([parameters[name] for name in told["parameters"]], **told["options"])
    state = {}
    for name, tensor in tensors.items():
        if name.startswith(f"optimizer.{player}.state."):
            place, slot = name.removeprefix(f"optimizer.{player}.state.").split(".")
            state.setdefault(int(place), {})[slot] = tensor
    made.load_state_dict({"state": state, "param_groups": made.state_dict()["param_groups"]})
    return made`;

const minibatch = `class Minibatch(nn.Module):
    """How close an example is to the others of its batch (arXiv:1606.03498), beside its features."""

    def __init__(self, features, kernels, dims):
        super().__init__()
        self.kernels, self.dims = kernels, dims
        self.weight = nn.Parameter(torch.empty(kernels * dims, features))

    def forward(self, x):
        rows = F.linear(x, self.weight).reshape(-1, self.kernels, self.dims)
        apart = (rows[None] - rows[:, None]).abs().sum(-1)
        near = (torch.exp(-apart).sum(0) - 1) / max(1, len(x) - 1)
        return torch.cat([x, near], 1)`;

/** One line that no quote ends. */
function plain(text: string): string {
  return text.replace(/[\\"\p{Cc}]/gu, ' ');
}
