import { showMinute } from '../../../src/words/index.ts';
import { Badge } from '../../ui/Badge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import classes from './Content.module.css';
import type { Piece } from './piece.ts';

/** The columns of a kind, then its state and its last change. */
export const usePieceColumns = <P extends Piece>(
  own: readonly Column<P>[],
  ownState: Column<P> | undefined,
): Column<P>[] => {
  const { t, language } = useWords();
  const stateOf = ({ offered }: P) => t(`hq.content.state.${offered ? 'offered' : 'withdrawn'}`);
  const state: Column<P> = ownState ?? {
    id: 'state',
    name: t('hq.content.column.state'),
    value: stateOf,
    show: (piece) => <Badge tone={piece.offered ? 'allowed' : 'over'}>{stateOf(piece)}</Badge>,
  };
  const changed = ({ changed_at, changed_by }: P) =>
    changed_by === undefined ? t('hq.content.shipped') : `${showMinute(changed_at, language)} ${changed_by}`;
  return [
    ...own,
    state,
    {
      id: 'changed',
      name: t('hq.content.column.changed'),
      value: changed,
      show: (piece) => <span className={classes['nowrap']}>{changed(piece)}</span>,
      order: ({ changed_at }) => changed_at,
    },
  ];
};
