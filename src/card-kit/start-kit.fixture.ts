/** Starts the kit in the folder of the first argument and waits to be killed. */
import { openKit } from './kit.ts';
import { startKit } from './start-kit.ts';

const [, , folder = '', agentPort] = process.argv;
await startKit(await openKit(folder), { origins: ['http://localhost:4690'], agentPort: Number(agentPort) });
process.stdout.write('ready\n');
setInterval(() => undefined, 60_000);
