// Starts the workers that share PORT and ends them all on SIGTERM; one that dies takes the others with it.
import cluster from "node:cluster";
import { wall } from "./wall.js";

const PATIENCE_MS = 3000;

function primary() {
  const end = (code) => {
    process.exitCode ??= code;
    for (const worker of Object.values(cluster.workers)) worker.kill("SIGTERM");
  };
  for (let i = 0; i < Number(process.env.WORKERS ?? 2); i++) cluster.fork();
  cluster.on("exit", (_, code) => end(code ?? 1));
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => end(0));
}

async function worker() {
  const app = await wall(process.env);
  const end = async () => {
    setTimeout(() => process.exit(0), PATIENCE_MS);
    await app.close();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, end);
  await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT), backlog: 4096 });
}

await (cluster.isPrimary ? primary() : worker());
