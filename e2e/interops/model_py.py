"""For each folder named on a line of stdin: what was exported there is read by its own packages, and drawn from again."""
import importlib.util
import json
import sys
import traceback
from pathlib import Path

import numpy
import torch
from safetensors import safe_open

sys.dont_write_bytecode = True


def compared(folder):
    with safe_open(folder / "model.safetensors", "pt") as file:
        weights = {name: file.get_tensor(name) for name in file.keys()}
        told = json.loads(file.metadata()["architecture"])
    arrays = numpy.load(folder / "model.npz")
    assert json.loads(str(arrays["architecture"])) == told, "the two files tell different architectures"
    for name, tensor in weights.items():
        assert numpy.array_equal(arrays[name], tensor.numpy()), f"{name} is not the same in both files"
    if not (folder / "model.py").exists():
        return "weights read; no model.py"
    spec = importlib.util.spec_from_file_location("model", folder / "model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    model = module.load(folder / "model.safetensors")
    module.load(folder / "model.npz")
    for player in told["players"]:
        made = module.optimizer(model, player["name"], folder / "model.safetensors")
        sum((p ** 2).sum() for group in made.param_groups for p in group["params"]).backward()
        made.step()
    model = module.load(folder / "model.safetensors")
    drawn = folder / "drawn.npz"
    if not hasattr(model, "draw"):
        return f"loads {len(weights)} tensors; nothing is drawn"
    arrays = numpy.load(drawn)
    name = next(name for name in ("pixels", "points", "voxels", "waves") if name in arrays)
    first = lambda array: torch.from_numpy(array).movedim(-1, 1) if array.ndim == 4 else torch.from_numpy(array)
    given = [first(arrays["condition"])] if "condition" in arrays else []
    with torch.no_grad():
        made = model.draw(torch.from_numpy(arrays["latents"]), *given)
    theirs = torch.from_numpy(arrays[name])
    theirs = theirs.unsqueeze(1) if name == "voxels" else first(arrays[name])
    assert made.shape == theirs.shape, f"shape {tuple(made.shape)} for {tuple(theirs.shape)}"
    apart = (made - theirs).abs().max().item()
    assert apart <= 1e-5, f"{name} lie up to {apart:.2e} apart"
    # Barely trained networks may draw faintly: what is told apart must be seen in that, too.
    largest = theirs.abs().max().item()
    assert apart <= 1e-4 * largest, f"{name} lie up to {apart:.2e} apart, of {largest:.2e} at most"
    if hasattr(module, "draw_latents"):
        latents = module.draw_latents(6)
        assert latents.shape == arrays["latents"].shape
        with torch.no_grad():
            assert torch.isfinite(model.draw(latents, *given)).all()
    return f"{name} {list(made.shape)} within {apart:.1e} of {largest:.1e}"


for line in sys.stdin:
    try:
        answer = {"ok": True, "sentence": compared(Path(line.strip()))}
    except Exception as error:
        answer = {"ok": False, "sentence": f"{type(error).__name__}: {error} {traceback.format_exc().splitlines()[-3].strip()}"}
    print(json.dumps(answer), flush=True)
