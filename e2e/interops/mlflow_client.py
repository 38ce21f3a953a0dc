"""What the stock MLflow client logs into Ganymede, and reads back.   python mlflow_client.py ADDRESS"""
import math, os, sys, tempfile, threading
os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", GIT_PYTHON_REFRESH="quiet", MLFLOW_HTTP_REQUEST_MAX_RETRIES="2", MLFLOW_ENABLE_ASYNC_LOGGING="false")
import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType
import numpy as np

address = sys.argv[1]
mlflow.set_tracking_uri(address)
client = MlflowClient()
checks = 0

def same(what, got, want):
    global checks
    checks += 1
    if got != want and not (isinstance(got, float) and math.isnan(got) and math.isnan(want)):
        raise SystemExit(f"{what}: got {got!r}, not {want!r}")

def refused(what, code, call):
    try: call()
    except mlflow.exceptions.MlflowException as error: return same(what, error.error_code, code)
    raise SystemExit(f"{what}: it was not refused")

experiment = mlflow.set_experiment("interop")
with mlflow.start_run(run_name="parent", tags={"team": "gan"}, description="a note") as parent:
    rid = parent.info.run_id
    mlflow.log_param("lr", 1e-4)
    mlflow.log_params({"batch": 64, "betas": (0.5, 0.9), "z/dim": 100, "long": "v" * 6000})
    refused("a changed param", "INVALID_PARAMETER_VALUE", lambda: mlflow.log_param("lr", 1))
    for step in range(5): mlflow.log_metric("loss", 1 / (step + 1), step=step)
    for step, value in enumerate([math.nan, math.inf, -math.inf]): mlflow.log_metric("odd", value, step=step)
    mlflow.log_metrics({"w1": 0.5, "gp": -1.25}, step=7)
    client.log_batch(rid, [Metric("many", i / 7, 1700000000000 + i, i) for i in range(500)], [Param("b", "1")], [RunTag("k", "v")])
    mlflow.set_tags({"stage": "train", "n": 3}); mlflow.delete_tag("n")
    with mlflow.start_run(run_name="child", nested=True) as child: mlflow.log_metric("loss", 2.0)
    folder = tempfile.mkdtemp()
    def write(name, data):
        path = os.path.join(folder, name); os.makedirs(os.path.dirname(path), exist_ok=True); open(path, "wb").write(data); return path
    big = os.urandom(20_000_000)
    mlflow.log_artifact(write("big.bin", big), "sub/dir"); mlflow.log_artifact(write("empty.txt", b"")); mlflow.log_artifact(write("a b+ü.txt", b"1"))
    write("tree/x.txt", b"x"); write("tree/y/z.txt", b"z"); mlflow.log_artifacts(os.path.join(folder, "tree"), "tree")
    mlflow.log_dict({"a": [1, 2.5]}, "conf/c.json"); mlflow.log_text("hello", "notes.md")
    import matplotlib; matplotlib.use("Agg"); from matplotlib import pyplot
    figure, axes = pyplot.subplots(); axes.plot([1, 2]); mlflow.log_figure(figure, "fig.png")
    picture = np.arange(8 * 8 * 3, dtype=np.uint8).reshape(8, 8, 3)
    mlflow.log_image(picture, "one.png")
    for step in (0, 100): mlflow.log_image(picture, key="samples", step=step)
    if hasattr(mlflow, "flush_artifact_async_logging"): mlflow.flush_artifact_async_logging()
    mlflow.log_table({"x": [1, 2], "y": ["a", "b"]}, "table.json"); mlflow.log_table({"x": [3], "y": ["c"]}, "table.json")
    mlflow.log_input(mlflow.data.from_numpy(np.zeros((4, 2)), name="toy"), context="training")

run = client.get_run(rid)
same("status", run.info.status, "FINISHED"); same("name", run.info.run_name, "parent"); same("note", run.data.tags["mlflow.note.content"], "a note")
same("params", run.data.params, {"lr": "0.0001", "batch": "64", "betas": "(0.5, 0.9)", "z/dim": "100", "long": "v" * 6000, "b": "1"})
same("tags", {k: v for k, v in run.data.tags.items() if not k.startswith("mlflow.")}, {"team": "gan", "k": "v", "stage": "train"})
same("latest", {k: run.data.metrics[k] for k in ("loss", "w1", "gp", "many", "odd")}, {"loss": 0.2, "w1": 0.5, "gp": -1.25, "many": 499 / 7, "odd": -math.inf})
same("history", [(m.step, m.value) for m in client.get_metric_history(rid, "loss")], [(s, 1 / (s + 1)) for s in range(5)])
odd = [m.value for m in client.get_metric_history(rid, "odd")]; same("NaN", odd[0], math.nan); same("infinities", odd[1:], [math.inf, -math.inf])
same("many", [(m.timestamp, m.step, m.value) for m in client.get_metric_history(rid, "many")], [(1700000000000 + i, i, i / 7) for i in range(500)])
same("parent", client.get_parent_run(child.info.run_id).info.run_id, rid)
same("input", [(d.dataset.name, d.tags[0].value) for d in run.inputs.dataset_inputs], [("toy", "training")])
files = {f.path: f.file_size for f in client.list_artifacts(rid)}
same("files", {k: files[k] for k in ("notes.md", "table.json", "sub", "a b+ü.txt")}, {"notes.md": 5, "table.json": files["table.json"], "sub": None, "a b+ü.txt": 1})
same("files below", [f.path for f in client.list_artifacts(rid, "tree")], ["tree/x.txt", "tree/y"])
same("text", mlflow.artifacts.load_text(f"runs:/{rid}/notes.md"), "hello"); same("dict", mlflow.artifacts.load_dict(f"runs:/{rid}/conf/c.json"), {"a": [1, 2.5]})
same("a large file", open(mlflow.artifacts.download_artifacts(run_id=rid, artifact_path="sub/dir/big.bin"), "rb").read(), big)
same("an empty file", open(mlflow.artifacts.download_artifacts(run_id=rid, artifact_path="empty.txt"), "rb").read(), b"")
same("table", mlflow.load_table("table.json", run_ids=[rid])["x"].tolist(), [1, 2, 3])
refused("no such run", "RESOURCE_DOES_NOT_EXIST", lambda: client.get_run("0" * 32))

with mlflow.start_run(run_id=rid): mlflow.log_metric("loss", 0.1, step=9)
same("resumed", client.get_run(rid).data.metrics["loss"], 0.1)
try:
    with mlflow.start_run(run_name="crash"): raise RuntimeError("boom")
except RuntimeError: pass
found = lambda text, **more: [r.info.run_name for r in client.search_runs([experiment.experiment_id], text, **more)]
same("filter", found("metrics.loss < 1 and params.batch = '64' and tags.team LIKE 'g%'"), ["parent"])
same("failed", found("attributes.status = 'FAILED'"), ["crash"]); same("dataset", found("datasets.name = 'toy'"), ["parent"])
same("order", found("metrics.loss > 0", order_by=["metrics.loss DESC"]), ["child", "parent"])
page = client.search_runs([experiment.experiment_id], order_by=["attributes.start_time"], max_results=2)
same("page", [r.info.run_name for r in page], ["parent", "child"])
page = client.search_runs([experiment.experiment_id], order_by=["attributes.start_time"], max_results=2, page_token=page.token)
same("page 2", [r.info.run_name for r in page], ["crash"]); same("no more", page.token in (None, ""), True)
same("frame", len(mlflow.search_runs(experiment_names=["interop"])), 3)
refused("a wrong filter", "INVALID_PARAMETER_VALUE", lambda: found("metrics.loss < 'a'"))
client.delete_run(child.info.run_id); same("deleted", found("", run_view_type=ViewType.DELETED_ONLY), ["child"])
refused("logging to a deleted run", "INVALID_PARAMETER_VALUE", lambda: client.log_metric(child.info.run_id, "x", 1))
client.restore_run(child.info.run_id); same("restored", len(found("")), 3)
same("experiments", [e.name for e in client.search_experiments(filter_string="name LIKE 'inter%'")], ["interop"])
client.set_experiment_tag(experiment.experiment_id, "a", "b"); same("experiment tag", client.get_experiment(experiment.experiment_id).tags["a"], "b")

many = mlflow.set_experiment("twenty")
def one(k):
    own = MlflowClient(address); r = own.create_run(many.experiment_id, run_name=f"r{k}").info.run_id
    for part in range(5): own.log_batch(r, [Metric("m", part * 100 + i + k, 1700000000000, part * 100 + i) for i in range(100)], [Param(f"p{part}", str(k))])
    own.set_terminated(r)
threads = [threading.Thread(target=one, args=(k,)) for k in range(20)]
for t in threads: t.start()
for t in threads: t.join()
runs = client.search_runs([many.experiment_id])
same("twenty runs", sorted(r.info.run_name for r in runs), sorted(f"r{k}" for k in range(20)))
for r in runs:
    k = int(r.info.run_name[1:])
    same("points of one of twenty", [m.value for m in client.get_metric_history(r.info.run_id, "m")], [i + k for i in range(500)])
    same("params of one of twenty", r.data.params, {f"p{part}": str(k) for part in range(5)})
print(f"mlflow {mlflow.__version__}: {checks} checks, all equal")
