import type { UnifiedGrantView } from '../../../src/services/contract.ts';
import { useServiceName } from '../../portal/service-name.ts';
import type { Tone } from '../../ui/tone.ts';

export const isAtWork = ({ state }: UnifiedGrantView): boolean => state === 'waiting' || state === 'running';

export const toneOfOrder: Record<UnifiedGrantView['state'], Tone | 'over'> = {
  waiting: 'progress',
  running: 'progress',
  done: 'allowed',
  stopped: 'attention',
  undone: 'over',
};

type Named = { code: string; name: string; name_en: string };

/** The service of an order by name; its code where the catalogue has it no longer. */
export const useOrderName = (
  services: readonly Named[],
): ((order: Pick<UnifiedGrantView, 'service'>) => string) => {
  const nameOf = useServiceName();
  return ({ service }) => {
    const known = services.find(({ code }) => code === service);
    return known ? nameOf(known) : service;
  };
};
