// A process that starts the embedded PostgreSQL on the folder given, says so in one JSON line, and stays: to be killed by a test.
import { startPostgres } from '../../functions/local/postgres.ts';

const server = await startPostgres({ dataDir: process.argv[2] ?? '' });
process.stdout.write(`${JSON.stringify({ ownerUrl: server.ownerUrl, pid: server.pid })}\n`);
setInterval(() => undefined, 60_000);
