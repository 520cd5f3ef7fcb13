import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { type Refusal, refuse } from '../platform/errors.ts';

/** Characters of a password that somebody chooses. */
const shortestPassword = 10;
const longestPassword = 128;
/** Of 0 to 4: below this it is among the first hundred million guesses. */
const leastScore = 3;

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...dictionary },
  graphs: adjacencyGraphs,
});

/**
 * Is this a password that a stranger would not guess soon? `known` are words that a guesser would try first:
 * the account, the institution. Refuses password_too_short, password_too_long, password_common.
 */
export const judgePassword = (fresh: string, known: readonly string[]): Refusal | undefined => {
  const field = 'fresh';
  // As it is hashed: full-width letters are the letters.
  const password = fresh.normalize('NFKC');
  const length = [...password].length;
  if (length < shortestPassword)
    return refuse('password_too_short', { field, params: { least: shortestPassword } });
  if (length > longestPassword)
    return refuse('password_too_long', { field, params: { most: longestPassword } });
  const lower = password.toLowerCase();
  const isNamed = known.some((word) => word.length >= 4 && lower.includes(word.toLowerCase()));
  if (isNamed) return refuse('password_common', { field });
  // Its work grows with the length, and strength is beyond doubt long before.
  const { score } = zxcvbn.check(password.slice(0, 32), [...known]);
  return score < leastScore ? refuse('password_common', { field }) : undefined;
};
