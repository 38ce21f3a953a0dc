"""The critic steps of critic-step.ts in PyTorch, on one thread or as many as the second argument says. Says its version, then for every line that is a count makes so many steps
and prints the process's CPU seconds and the wall seconds of one."""

import sys
import time

import torch
from torch import nn

torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
torch.set_num_interop_threads(1)
torch.manual_seed(1)
leaky = nn.LeakyReLU(0.2)


def down(channels: int, filters: int) -> list[nn.Module]:
    return [nn.Conv2d(channels, filters, 5, stride=2, padding=2), leaky]


works = {
    "conv28": (64, (1, 28, 28), [*down(1, 32), *down(32, 64), nn.Flatten(), nn.Linear(3136, 1)]),
    "mlp": (256, (2,), [nn.Linear(2, 128), leaky, nn.Linear(128, 128), leaky, nn.Linear(128, 1)]),
    "conv64": (
        64,
        (3, 64, 64),
        [*down(3, 64), *down(64, 128), *down(128, 256), *down(256, 512), nn.Flatten(), nn.Linear(8192, 1)],
    ),
}
batch, shape, layers = works[sys.argv[1]]
critic = nn.Sequential(*layers)
optimizer = torch.optim.Adam(critic.parameters(), lr=1e-4, betas=(0.5, 0.9))
real, generated = torch.randn(batch, *shape), torch.randn(batch, *shape)


def step() -> None:
    share = torch.rand(batch, *([1] * len(shape)))
    between = (share * real + (1 - share) * generated).requires_grad_()
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    penalty = ((slope.flatten(1).norm(dim=1) - 1) ** 2).mean()
    loss = critic(generated).mean() - critic(real).mean() + 10 * penalty
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()


print(torch.__version__, flush=True)
for line in sys.stdin:
    count = int(line)
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(count):
        step()
    print((time.process_time() - cpu) / count, (time.perf_counter() - wall) / count, flush=True)
