import type { Ask, Signed } from '../../agent/protocol.ts';
import { type AgentRefusal, askAgent } from '../agent/client.ts';
import type { Reply } from '../api.ts';

export type Unhoped = Exclude<Reply<unknown>, { kind: 'answered' }>;
/** Who said no on the way: the agent on this machine, or the server. */
export type NotAnswered = { by: 'agent'; refusal: AgentRefusal } | { by: 'server'; reply: Unhoped };

type SignedAsk = Extract<Ask, { nonce: string }>;
type Steps<T> = {
  challenge: () => Promise<Reply<{ nonce: string }>>;
  ask: (nonce: string) => SignedAsk;
  judge: (signed: Signed) => Promise<Reply<T>>;
};

/** A challenge of the server, what the agent of this computer signs over it, and the server's judgement. */
export const answerChallenge = async <T>({
  challenge,
  ask,
  judge,
}: Steps<T>): Promise<{ by: 'none'; value: T } | NotAnswered> => {
  const given = await challenge();
  if (given.kind !== 'answered') return { by: 'server', reply: given };
  const answer = await askAgent(ask(given.value.nonce));
  if (!answer.ok) return { by: 'agent', refusal: answer };
  const judged = await judge(answer.signed);
  return judged.kind === 'answered' ? { by: 'none', value: judged.value } : { by: 'server', reply: judged };
};
