import { queryOptions } from '@tanstack/react-query';
import type { WorkstationState } from '../../src/access/card-contract.ts';
import { call } from '../api.ts';
import { answerChallenge } from './answer-challenge.ts';
import type { NotEntered } from './card-log-in.ts';

/** What the server knows of this computer: enrolled or not, its SAM. `key`: the agent's public key. */
export const workstationQuery = (key: string | undefined) =>
  queryOptions({
    queryKey: ['session', 'workstation', key],
    queryFn: async (): Promise<WorkstationState | null> => {
      const reply = await call('viewWorkstation', { params: { workstation: key ?? '' } });
      return reply.kind === 'answered' ? reply.value : null;
    },
    enabled: key !== undefined,
    staleTime: 0,
    gcTime: 0,
  });

/** Why a 健保讀卡機 at this computer may not be used to log in, before anybody types a PIN (R030). */
export const samRefusal = (station: WorkstationState | null | undefined): NotEntered | undefined => {
  if (!station || station.sam === 'authenticated') return undefined;
  return {
    by: 'sam',
    code: station.sam === 'unauthenticated' ? 'sam_not_authenticated' : `sam_${station.sam}`,
  };
};

/** 認證SAM卡: the SAM of this computer vouches for it (R030). */
export const authenticateSam = async (): Promise<WorkstationState | NotEntered> => {
  const done = await answerChallenge<WorkstationState>({
    challenge: () => call('challengeSam', {}),
    ask: (nonce) => ({ ask: 'sam', nonce }),
    judge: (signed) => call('authenticateSam', { body: { signed } }),
  });
  return done.by === 'none' ? done.value : done;
};
