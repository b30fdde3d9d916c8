/**
 * Ends with code 0 where the server of this machine is ready to answer, 1 where not: the health check of a container,
 * without another program in its image.
 *
 *     node bin/health.mjs [PORT]
 */
const PATIENCE_MS = 4000;

const port = Number(process.argv[2] ?? 8030);
try {
  const response = await fetch(`http://127.0.0.1:${port}/sante`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  console.log(`${response.status} ${await response.text()}`);
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  console.log(`no answer: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
