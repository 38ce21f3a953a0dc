"""The critic step of step-conv28.ts in PyTorch on one thread: prints the median of its times in seconds, and PyTorch's version."""

import statistics
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)
batch, warm, steps = 64, 5, 40

critic = nn.Sequential(
    nn.Conv2d(1, 32, 5, stride=2, padding=2),  #   [32,14,14]
    nn.LeakyReLU(0.2),
    nn.Conv2d(32, 64, 5, stride=2, padding=2),  #  [64,7,7]
    nn.LeakyReLU(0.2),
    nn.Flatten(),  #                               [3136]
    nn.Linear(3136, 1),
)
optimizer = torch.optim.Adam(critic.parameters(), lr=1e-4, betas=(0.5, 0.9))
real, generated = torch.randn(batch, 1, 28, 28), torch.randn(batch, 1, 28, 28)


def step() -> None:
    share = torch.rand(batch, 1, 1, 1)
    between = (share * real + (1 - share) * generated).requires_grad_()
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    penalty = ((slope.flatten(1).norm(dim=1) - 1) ** 2).mean()
    loss = critic(generated).mean() - critic(real).mean() + 10 * penalty
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()


times = []
for _ in range(warm + steps):
    start = time.perf_counter()
    step()
    times.append(time.perf_counter() - start)
print(statistics.median(times[warm:]), torch.__version__)
