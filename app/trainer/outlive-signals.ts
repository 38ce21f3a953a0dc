/**
 * Imported first by a trainer that is a plain child. A terminal that is closed, Ctrl-C, `timeout` or a process manager signals the whole
 * group: the studio hears it too, and asks for a stop with a checkpoint. Who wants this process alone gone takes SIGKILL, as the
 * studio does.
 */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const) process.on(signal, () => {});
