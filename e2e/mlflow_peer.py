"""Milliseconds, median, that MLflow's own server (SQLite, loopback) takes for one request.   python mlflow_peer.py log_batch|search RUNS"""
import http.client, json, os, random, signal, socket, sqlite3, statistics, subprocess, sys, tempfile, time, urllib.request, uuid

os.environ.update(MLFLOW_DISABLE_TELEMETRY="true", MLFLOW_SERVER_ENABLE_JOB_EXECUTION="false", GIT_PYTHON_REFRESH="quiet")
import mlflow

what, count = sys.argv[1], int(sys.argv[2])
folder = tempfile.mkdtemp()
uri = f"sqlite:///{folder}/mlflow.db"
experiment = mlflow.MlflowClient(tracking_uri=uri).create_experiment("bench")
chance = random.Random(1)
if what == "search":  # Straight into the tables: through the server it takes many minutes.
    db = sqlite3.connect(folder + "/mlflow.db")
    for k in range(count):
        run = uuid.UUID(int=chance.getrandbits(128)).hex
        db.execute("insert into runs (run_uuid,name,source_type,source_name,entry_point_name,user_id,status,start_time,end_time,source_version,lifecycle_stage,artifact_uri,experiment_id) values (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                   (run, f"run {k}", "UNKNOWN", "", "", "u", "FINISHED", 1700000000000 + k, 1700000001000 + k, "", "active", f"mlflow-artifacts:/{experiment}/{run}/artifacts", int(experiment)))
        for key in ("loss", "acc", "w1", "gp", "fid"):
            value = chance.random()
            db.execute("insert into metrics (key,value,timestamp,run_uuid,step,is_nan) values (?,?,?,?,0,0)", (key, value, 1700000000000, run))
            db.execute("insert into latest_metrics (key,value,timestamp,step,is_nan,run_uuid) values (?,?,?,0,0,?)", (key, value, 1700000000000, run))
        for key in ("lr", "clip", "z", "batch", "seed"): db.execute("insert into params (key,value,run_uuid) values (?,?,?)", (key, str(chance.random()), run))
        for key, value in (("group", str(k % 10)), ("b", "x"), ("mlflow.runName", f"run {k}")): db.execute("insert into tags (key,value,run_uuid) values (?,?,?)", (key, value, run))
    db.commit()
    db.close()
probe = socket.socket()
probe.bind(("127.0.0.1", 0))
port = probe.getsockname()[1]
probe.close()
server = subprocess.Popen([sys.executable, "-m", "mlflow", "server", "--backend-store-uri", uri, "--artifacts-destination", folder + "/files", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"],
                          cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
try:
    for _ in range(400):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1)
            break
        except OSError: time.sleep(0.2)
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    def post(path, body):
        line.request("POST", "/api/2.0/mlflow/" + path, json.dumps(body), {"Content-Type": "application/json"})
        answer = line.getresponse()
        text = answer.read()
        assert answer.status == 200, text[:300]
        return json.loads(text or b"{}")
    if what == "log_batch":
        run = post("runs/create", {"experiment_id": experiment, "start_time": 1})["run"]["info"]["run_id"]
        ask = lambda i: post("runs/log-batch", {"run_id": run, "metrics": [{"key": f"m{j % 10}", "value": j * 0.1, "timestamp": 1700000000000 + i, "step": i * 50 + j // 10} for j in range(500)]})
    else:
        ask = lambda i: post("runs/search", {"experiment_ids": [experiment], "filter": "metrics.loss < 0.5", "order_by": ["metrics.acc DESC"], "max_results": 100})
    ask(0)
    times = []
    for i in range(1, 16):
        start = time.perf_counter()
        ask(i)
        times.append((time.perf_counter() - start) * 1000)
    print(json.dumps({"median": statistics.median(times), "version": mlflow.__version__}))
finally:
    os.killpg(server.pid, signal.SIGTERM)
    import shutil
    shutil.rmtree(folder, ignore_errors=True)
