/**
 * A process with one PKCS#11 module in it, since calls into a module do not return until the card has answered
 * and some never do. Started with the module's path; takes calls over IPC, one at a time.
 */

import type { CallMessage, ResultMessage } from './messages.ts';
import { callModule, type Library } from './token.ts';

const path = process.argv[2] ?? '';
const library: Promise<Library | undefined> = import('graphene-pk11').catch(() => undefined);

const answer = async ({ id_of_call, ...call }: CallMessage): Promise<void> => {
  const graphene = await library;
  const message: ResultMessage = {
    id_of_call,
    result: graphene ? callModule(graphene, path, call) : { ok: false, code: 'no_module' },
  };
  process.send?.(message);
};

let queue = Promise.resolve();
process.on('message', (message: CallMessage) => {
  queue = queue.then(() => answer(message));
});
process.on('disconnect', () => process.exit(0));
