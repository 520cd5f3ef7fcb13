/**
 * A process with one PKCS#11 module in it, since calls into a module do not return until the card has answered
 * and some never do. Started with the module's path and the beginning of the name of its reader, which may be
 * empty; takes calls over IPC, one at a time.
 */

import type { CallMessage, ResultMessage } from './messages.ts';
import { callModule, type Library } from './token.ts';

const [, , path = '', reader = ''] = process.argv;
let why = '';
const library: Promise<Library | undefined> = import('graphene-pk11').catch((error: unknown) => {
  why = String(error);
  return undefined;
});

const answer = async ({ id_of_call, ...call }: CallMessage): Promise<void> => {
  const graphene = await library;
  const message: ResultMessage = {
    id_of_call,
    result: graphene ? callModule(graphene, { path, reader }, call) : { ok: false, code: 'no_signing', why },
  };
  process.send?.(message);
};

let queue = Promise.resolve();
process.on('message', (message: CallMessage) => {
  queue = queue.then(() => answer(message));
});
process.on('disconnect', () => process.exit(0));
