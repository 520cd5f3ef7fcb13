import { Button } from '@mantine/core';
import type { UnifiedGrantView } from '../../../src/services/contract.ts';
import { showMinute } from '../../../src/words/index.ts';
import { useSession } from '../../session/session.ts';
import { Badge } from '../../ui/Badge.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import { isAtWork, toneOfOrder } from './order.ts';

type Props = {
  orders: readonly UnifiedGrantView[];
  nameOf: (order: UnifiedGrantView) => string;
  /** not while another is at work */
  mayAct: boolean;
  onUndo: (order: UnifiedGrantView) => void;
  onAgain: (order: UnifiedGrantView) => void;
};

/** Every order there was, newest first, with what came of it. */
export const Orders = ({ orders, nameOf, mayAct, onUndo, onAgain }: Props) => {
  const { t, language } = useWords();
  const { today } = useSession();
  const columns = useColumns(nameOf);
  const actsOn = (order: UnifiedGrantView) => {
    if (!mayAct || isAtWork(order)) return null;
    const named = { name: nameOf(order), at: showMinute(order.ordered_at, language) };
    return (
      <>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('hq.unified.again_name', named)}
          onClick={() => onAgain(order)}
        >
          {t('hq.unified.again')}
        </Button>
        {order.state !== 'undone' && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('hq.unified.undo_name', named)}
            onClick={() => onUndo(order)}
          >
            {t('hq.unified.undo')}
          </Button>
        )}
      </>
    );
  };
  return (
    <DataTable
      label={t('hq.unified.orders')}
      rows={orders}
      keyOf={({ unified_grant_id }) => unified_grant_id}
      columns={columns}
      whole
      empty={<p>{t('hq.unified.orders_none')}</p>}
      fileName={t('hq.unified.file_name', { day: today.replaceAll('-', '') })}
      acts={actsOn}
    />
  );
};

const useColumns = (nameOf: Props['nameOf']): Column<UnifiedGrantView>[] => {
  const { t, language } = useWords();
  return [
    {
      id: 'ordered',
      name: t('hq.unified.column.ordered'),
      value: ({ ordered_at }) => showMinute(ordered_at, language),
      order: ({ ordered_at }) => ordered_at,
    },
    { id: 'service', name: t('hq.unified.column.service'), value: nameOf },
    { id: 'reason', name: t('hq.unified.column.reason'), value: ({ reason }) => reason },
    {
      id: 'sites',
      name: t('hq.unified.column.sites'),
      value: ({ sites_done, sites_total }) => `${sites_done}/${sites_total}`,
      order: ({ sites_done }) => sites_done,
      numeric: true,
    },
    {
      id: 'applications',
      name: t('hq.unified.column.applications'),
      value: ({ applications }) => applications,
      numeric: true,
    },
    {
      id: 'grants',
      name: t('hq.unified.column.grants'),
      value: ({ grants }) => grants,
      numeric: true,
    },
    {
      id: 'state',
      name: t('hq.unified.column.state'),
      value: (order) =>
        order.undone_at && order.undone_by
          ? t('hq.unified.undone_line', { at: order.undone_at, by: order.undone_by })
          : t(`hq.unified.state.${order.state}`),
      show: (order) => (
        <>
          <Badge tone={toneOfOrder[order.state]}>{t(`hq.unified.state.${order.state}`)}</Badge>{' '}
          {order.undone_at &&
            order.undone_by &&
            t('hq.unified.undone_line', { at: order.undone_at, by: order.undone_by })}
        </>
      ),
    },
    { id: 'by', name: t('hq.unified.column.by'), value: ({ ordered_by }) => ordered_by, extra: true },
  ];
};
