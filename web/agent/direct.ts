import { type Ask, agentAddress } from '../../agent/protocol.ts';
import { type ReplyTo, readAnswer } from './reply.ts';

/** `failed`: nobody is there, or browser or agent let nobody through; the browser does not tell which. */
export type DirectReply<A extends Ask> =
  | { kind: 'answered'; answer: ReplyTo<A> }
  | { kind: 'failed' }
  | { kind: 'timed_out' }
  | { kind: 'aborted' };

/** As long as a person may take over the browser's own question and a card over its answer. */
const patienceMs = 30_000;

/** Says that the address is this machine; an older browser does not know the word and throws on it. */
const loopback = (): RequestInit => {
  const init = { targetAddressSpace: 'loopback' } as RequestInit;
  try {
    new Request(agentAddress, init);
    return init;
  } catch {
    return {};
  }
};

/** Asks by `POST /v1/<ask>`. Never throws. */
export const askDirectly = async <A extends Ask>(
  asked: A,
  { language, signal }: { language: string; signal: AbortSignal | undefined },
): Promise<DirectReply<A>> => {
  const { ask, ...rest } = asked;
  const late = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(`${agentAddress}/v1/${ask}`, {
      ...loopback(),
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': language },
      body: JSON.stringify(rest),
      credentials: 'omit',
      cache: 'no-store',
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    const answer = readAnswer(await response.json(), asked);
    return answer ? { kind: 'answered', answer } : { kind: 'failed' };
  } catch {
    if (signal?.aborted) return { kind: 'aborted' };
    return { kind: late.aborted ? 'timed_out' : 'failed' };
  }
};
