import { type Answer, call, type Input, type Operation, type Reply } from '../api.ts';
import { createLogInGate } from './log-in-gate.ts';

/** One gate for the whole page: whoever meets an expired session waits at it. */
export const logInGate = createLogInGate();

/** As `call`, but an expired session asks for a log-in and then sends the request again. */
export const ask = async <N extends Operation>(name: N, input: Input<N>): Promise<Reply<Answer<N>>> => {
  for (;;) {
    const reply = await call(name, input);
    const expired = reply.kind === 'refused' && reply.problem.code === 'not_logged_in';
    if (!expired || !(await logInGate.wait())) return reply;
  }
};

/** An answer that was not hoped for, as an error for TanStack Query; the screens read `reply`. */
export type Unanswered = Error & { reply: Exclude<Reply<unknown>, { kind: 'answered' }> };

/** As `ask`, for query functions: throws `Unanswered`. */
export const fetchAnswer = async <N extends Operation>(name: N, input: Input<N>): Promise<Answer<N>> => {
  const reply = await ask(name, input);
  if (reply.kind === 'answered') return reply.value;
  const error = new Error(reply.kind === 'refused' ? reply.problem.code : reply.doubt);
  throw Object.assign(error, { reply });
};

export const isUnanswered = (error: unknown): error is Unanswered =>
  error instanceof Error && 'reply' in error;
