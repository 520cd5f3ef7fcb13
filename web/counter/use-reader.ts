import { useRef, useState } from 'react';
import type { AgentSeen } from '../agent/follow.ts';
import { useFollowing } from '../agent/use-agent.ts';
import { changeOfCards, type Reader, readerFrom } from './reader.ts';

const looking: AgentSeen = { state: 'looking' };

/** The agent while the screen is in sight. `onCards` hears of cards put in and taken out. */
export const useReader = (onCards: (change: 'inserted' | 'taken') => void): Reader => {
  const [reader, setReader] = useState<Reader>(looking);
  const before = useRef<AgentSeen>(looking);
  const tell = (now: AgentSeen) => {
    const status = before.current.state === 'there' ? before.current.status : undefined;
    const change = now.state === 'there' ? changeOfCards(status, now.status) : 'taken';
    before.current = now;
    setReader(readerFrom(now));
    if (change) onCards(change);
  };
  useFollowing(tell, () => {
    // A card that lies there when the screen is seen again was not put in for us.
    before.current = looking;
  });
  return reader;
};
