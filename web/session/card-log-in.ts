import type { CardKind, ReaderKind } from '../../agent/protocol.ts';
import { type AgentReply, askAgent } from '../agent/client.ts';
import { call, type Reply } from '../api.ts';
import { type Entered, settleAt } from './at-institution.ts';

export type AgentRefusal = Extract<AgentReply, { ok: false }>;
type Unhoped = Exclude<Reply<unknown>, { kind: 'answered' }>;

/** Who said no: the agent on this machine, the server, its word about the SAM, or the browser (a passkey). */
export type NotEntered =
  | { by: 'sam'; code: 'sam_not_authenticated' | 'sam_suspended' | 'sam_expired' }
  | { by: 'agent'; refusal: AgentRefusal }
  | { by: 'server'; reply: Unhoped }
  | { by: 'browser' };
export type Tried = { by: 'none'; entered: Entered } | NotEntered;

/** Where a log-in by card is: asking for a challenge, at the agent, asking the server to judge. */
export type Stage = 'challenge' | 'agent' | 'judge';

type Given = {
  card: CardKind;
  reader: ReaderKind;
  /** of the portal, with a 健保卡 only */
  password: string;
  /** the institution of the work on screen */
  site: string | undefined;
  onStage: (stage: Stage) => void;
};

export const triedBy = (reply: Reply<Entered>): Tried =>
  reply.kind === 'answered' ? { by: 'none', entered: reply.value } : { by: 'server', reply };

/**
 * 憑證登入: a challenge of the server, what the agent signs over it, the server's judgement (R027, R028). From a
 * click or a key, since the agent opens its own window for the PIN.
 */
export const logInByCard = async ({ card, reader, password, site, onStage }: Given): Promise<Tried> => {
  onStage('challenge');
  const challenge = await call('challengeCard', { body: { card, reader } });
  if (challenge.kind !== 'answered') return { by: 'server', reply: challenge };
  const { nonce } = challenge.value;
  onStage('agent');
  const reply = await askAgent(
    card === 'nhi' ? { ask: 'nhi_log_in', nonce } : { ask: 'sign', nonce, card, reader },
  );
  if (!reply.ok) return { by: 'agent', refusal: reply };
  if (!('signed' in reply)) return { by: 'agent', refusal: { ok: false, code: 'not_installed' } };
  onStage('judge');
  const { signed } = reply;
  const judged =
    card === 'nhi'
      ? await call('logInByNhiCard', { body: { signed, password } })
      : await call('logInByCard', { body: { card, reader, signed } });
  return triedBy(await settleAt(judged, site));
};
