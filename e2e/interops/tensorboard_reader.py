"""Reads a log directory with TensorBoard's own readers and says what it found there, as JSON."""

import hashlib
import json
import os
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.util import tensor_util


def read(folder):
    accumulator = EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0, "images": 0, "histograms": 0})
    accumulator.Reload()
    said = {"scalars": {}, "histograms": {}, "images": {}, "hparams": {}}
    for tag in accumulator.Tags()["scalars"]:
        said["scalars"][tag] = [[e.step, e.wall_time, repr(e.value)] for e in accumulator.Scalars(tag)]
    for tag in accumulator.Tags()["tensors"]:
        metadata = accumulator.SummaryMetadata(tag).plugin_data
        events = [(e.step, tensor_util.make_ndarray(e.tensor_proto)) for e in accumulator.Tensors(tag)]
        if metadata.plugin_name == "histograms":
            said["histograms"][tag] = [[step, rows.tolist()] for step, rows in events]
        elif metadata.plugin_name == "images":
            said["images"][tag] = [[step, [hashlib.sha256(item).hexdigest() for item in items[2:]]] for step, items in events]
        elif tag == "_hparams_/session_start_info":
            data = plugin_data_pb2.HParamsPluginData.FromString(metadata.content)
            values = data.session_start_info.hparams
            said["hparams"] = {key: getattr(value, value.WhichOneof("kind")) for key, value in values.items()}
    return said


root = sys.argv[1]
print(json.dumps({name: read(os.path.join(root, name)) for name in sorted(os.listdir(root))}))
