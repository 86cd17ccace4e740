// Starts the workers that share PORT, starts another where one dies, and ends them all on SIGTERM.
import cluster from "node:cluster";
import { wall } from "./wall.js";

const PATIENCE_MS = 3000;

if (cluster.isPrimary) {
  let stopping = false;
  for (let i = 0; i < Number(process.env.WORKERS ?? 2); i++) cluster.fork();
  cluster.on("exit", (worker, code) => {
    if (!stopping && code === 0) cluster.fork();
    else if (!stopping) stop(code ?? 1);
  });
  const stop = (code) => {
    stopping = true;
    process.exitCode = code;
    for (const worker of Object.values(cluster.workers)) worker.kill("SIGTERM");
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => stop(0));
} else {
  const app = await wall(process.env);
  await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT), backlog: 4096 });
  const stop = async () => {
    setTimeout(() => process.exit(0), PATIENCE_MS).unref();
    await app.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
}
