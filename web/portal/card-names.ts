import type { AppointmentView } from '../../src/access/contract.ts';
import { useWords } from '../words.tsx';

/** The cards and passkeys that are bound to somebody, as a list shows them; empty for none. */
export const useBound = () => {
  const { t } = useWords();
  return ({ cards, passkeys }: Pick<AppointmentView, 'cards' | 'passkeys'>): string =>
    [
      ...cards.map((card) => t(`log_in.card.${card}`)),
      ...(passkeys > 0 ? [t('portal.release.passkeys', { n: passkeys })] : []),
    ].join(t('common.list_comma'));
};

export const isBound = ({ cards, passkeys }: Pick<AppointmentView, 'cards' | 'passkeys'>): boolean =>
  cards.length > 0 || passkeys > 0;
