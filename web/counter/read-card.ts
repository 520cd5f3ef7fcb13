import type { CitizenRead, Signed } from '../../agent/protocol.ts';
import { askAgent } from '../agent/client.ts';
import { ask } from '../session/ask.ts';
import { tidy, understandBirthDate } from './entry.ts';
import type { CardRead } from './machine.ts';
import type { Note } from './note.ts';

const failed = (note: Note): CardRead => ({ kind: 'failed', note });

/** As the field asks for it (YYYYMMDD); the card has the ROC year, which stands below the field. */
const asAsked = (birthDate: string): string =>
  understandBirthDate(birthDate)?.iso.replaceAll('-', '') ?? birthDate;

/** What the agent signed, for the eye; the server reads it again and judges it. */
const understand = (signed: Signed): CardRead => {
  try {
    const { kind, number, birth_date } = JSON.parse(signed.statement) as Partial<CitizenRead>;
    if (kind === 'citizen-read/1' && number && birth_date)
      return { kind: 'read', number: tidy(number), birth_date: asAsked(birth_date), signed };
  } catch {
    // Falls through: a statement that is no JSON is as good as none.
  }
  return failed({ from: 'screen', word: 'reader_failed' });
};

/**
 * Reads the citizen's card on this computer, against a challenge of the server. `known`: the agent is there,
 * so that it need not be asked first whether a challenge is worth fetching.
 */
export const readCard = async (known: boolean, signal: AbortSignal): Promise<CardRead> => {
  if (!known) {
    const status = await askAgent({ ask: 'status' }, { signal });
    if (!status.ok && status.code === 'not_installed') return failed({ from: 'screen', word: 'no_agent' });
  }
  const challenge = await ask('challengeCardRead', {});
  if (challenge.kind !== 'answered') {
    const { problem } = challenge;
    return failed(problem ? { from: 'server', refusal: problem } : { from: 'screen', word: 'check_failed' });
  }
  const answer = await askAgent({ ask: 'citizen', nonce: challenge.value.nonce }, { signal });
  if (answer.ok) return understand(answer.signed);
  if (answer.code === 'not_installed') return failed({ from: 'screen', word: 'no_agent' });
  const { code, message } = answer;
  return failed({ from: 'agent', code, message });
};
