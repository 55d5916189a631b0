/**
 * Resolves when this process should stop: Ctrl-C, SIGTERM, a closed terminal, or the end of the npm
 * that started it, which a killed npm cannot tell us. A second signal ends the process at once.
 */
export function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    const ask = () => {
      if (isAsked) process.exit(130);
      isAsked = true;
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, ask);
    if (process.env["npm_lifecycle_event"] === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      if (!isAsked) ask();
    }, 500);
    watch.unref();
  });
}
