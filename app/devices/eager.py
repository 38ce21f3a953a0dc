"""The same steps by PyTorch, eager: reads {device, threads, seconds, games} as JSON, prints one line of JSON per game.

The networks are built from the studio's own description of them; a kernel's side follows from the count of its parameters.
"""

import json
import math
import statistics
import sys
import time

import torch
from torch import nn

asked = json.load(sys.stdin)
device, seconds = asked["device"], asked["seconds"]
torch.set_num_threads(asked["threads"])
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False


class Shape(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(len(x), *self.shape)


def kernel_side(parameters, into, out):
    return next(side for side in range(1, 12) if side * side * into * out <= parameters <= side * side * into * out + out and side * side * into * out >= parameters - out)


def network(layers, input):
    """Channels first, as PyTorch has them."""
    made, shape = [], list(input)
    for layer in layers:
        kind, output, count = layer["kind"], layer["output"], layer["parameters"]
        turned = [output[2], output[0], output[1]] if len(output) == 3 else output
        if kind == "dense":
            made.append(nn.Linear(math.prod(shape), math.prod(output), bias=count > math.prod(shape) * math.prod(output)))
        elif kind in ("conv", "conv-transpose"):
            side = kernel_side(count, shape[0], turned[0])
            stride = turned[1] // shape[1] if kind == "conv-transpose" else shape[1] // turned[1]
            bias = count > side * side * shape[0] * turned[0]
            if kind == "conv":
                made.append(nn.Conv2d(shape[0], turned[0], side, stride=stride, padding=(side - 1) // 2, bias=bias))
            else:
                made.append(nn.ConvTranspose2d(shape[0], turned[0], side, stride=stride, padding=(side - stride) // 2, bias=bias))
        elif kind == "batch-norm":
            made.append(nn.BatchNorm2d(shape[0]) if len(turned) == 3 else nn.BatchNorm1d(shape[0]))
        elif kind == "layer-norm":
            made.append(nn.LayerNorm(shape))
        elif kind == "reshape":
            made.append(Shape(turned))
        elif kind == "flatten":
            made.append(nn.Flatten())
        else:
            made.append({"relu": nn.ReLU(), "leaky-relu": nn.LeakyReLU(0.2), "tanh": nn.Tanh(), "sigmoid": nn.Sigmoid()}[kind])
        shape = turned
    return nn.Sequential(*made).to(device)


def play(game):
    batch, side, channels, latent = game["batch"], game["side"], game["channels"], game["latent"]
    generator = network(game["generator"], [latent])
    judge = network(game["judge"], [channels, side, side])
    adam = {"lr": game["rate"], "betas": (game["beta1"], game["beta2"])}
    judge_steps, generator_steps = torch.optim.Adam(judge.parameters(), **adam), torch.optim.Adam(generator.parameters(), **adam)
    real = torch.rand(batch, channels, side, side, device=device) * 2 - 1
    binary = nn.functional.binary_cross_entropy_with_logits

    def step():
        for _ in range(game["judgeSteps"]):
            generated = generator(torch.randn(batch, latent, device=device)).detach()
            if game["penalised"]:
                share = torch.rand(batch, 1, 1, 1, device=device)
                between = (share * real + (1 - share) * generated).requires_grad_()
                (slope,) = torch.autograd.grad(judge(between).sum(), between, create_graph=True)
                penalty = ((slope.flatten(1).norm(dim=1) - 1) ** 2).mean()
                loss = judge(generated).mean() - judge(real).mean() + 10 * penalty
            else:
                told, seen = judge(real), judge(generated)
                loss = binary(told, torch.ones_like(told)) + binary(seen, torch.zeros_like(seen))
            judge_steps.zero_grad()
            loss.backward()
            judge_steps.step()
            loss.item()
        score = judge(generator(torch.randn(batch, latent, device=device)))
        loss = -score.mean() if game["penalised"] else binary(score, torch.ones_like(score))
        generator_steps.zero_grad()
        loss.backward()
        generator_steps.step()
        loss.item()

    times, cpu_times, started = [], [], time.perf_counter()
    while len(times) < 60 and time.perf_counter() - started < seconds:
        begun, computing = time.perf_counter(), time.process_time()
        step()
        times.append(1000 * (time.perf_counter() - begun))
        cpu_times.append(1000 * (time.process_time() - computing))
    warm = 5 if len(times) > 10 else min(1, len(times) - 1)
    return {"name": game["name"], "milliseconds": statistics.median(times[warm:]), "cpuMilliseconds": statistics.median(cpu_times[warm:])}


for game in asked["games"]:
    print(json.dumps(play(game) | {"version": torch.__version__, "device": torch.cuda.get_device_name() if device == "cuda" else f"{asked['threads']} thread{'s' if asked['threads'] > 1 else ''}"}), flush=True)
