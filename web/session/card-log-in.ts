import type { CertificateCard, ReaderKind } from '../../agent/protocol.ts';
import { call, type Reply } from '../api.ts';
import { answerChallenge, type NotAnswered } from './answer-challenge.ts';
import { type Entered, settleAt } from './at-institution.ts';

/** Who said no: agent or server, the server's word about the SAM, or the browser (a passkey). */
export type NotEntered =
  | { by: 'sam'; code: 'sam_not_authenticated' | 'sam_suspended' | 'sam_expired' }
  | { by: 'browser' }
  | NotAnswered;
export type Tried = { by: 'none'; entered: Entered } | NotEntered;

/** Where a log-in by card is: asking for a challenge, at the agent, asking the server to judge. */
export type Stage = 'challenge' | 'agent' | 'judge';

/** With a 健保卡 the password of the portal. */
export type CardGiven = { card: 'nhi'; password: string } | { card: CertificateCard };
type Given = CardGiven & {
  reader: ReaderKind;
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
export const logInByCard = async ({ reader, site, onStage, ...given }: Given): Promise<Tried> => {
  const { card } = given;
  const tried = await answerChallenge<Entered>({
    challenge: () => {
      onStage('challenge');
      return call('challengeCard', { body: { card, reader } });
    },
    ask: (nonce) => {
      onStage('agent');
      return card === 'nhi' ? { ask: 'nhi_log_in', nonce } : { ask: 'sign', nonce, card, reader };
    },
    judge: async (signed) => {
      onStage('judge');
      const judged =
        given.card === 'nhi'
          ? await call('logInByNhiCard', { body: { signed, password: given.password } })
          : await call('logInByCard', { body: { card: given.card, reader, signed } });
      return settleAt(judged, site);
    },
  });
  return tried.by === 'none' ? { by: 'none', entered: tried.value } : tried;
};
