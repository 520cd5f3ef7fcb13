import { useQueryClient } from '@tanstack/react-query';
import type { UnifiedGrantView } from '../../../src/services/contract.ts';
import { ask } from '../../session/ask.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useWords } from '../../words.tsx';
import { refreshHq } from '../hq-queries.ts';

export type Act = { kind: 'stop' | 'undo'; order: UnifiedGrantView };
type Props = {
  act: Act;
  name: string;
  onDone: (sentence: string) => void;
  onClose: () => void;
};

/** 停止 and 整批撤銷, each with what follows. */
export const ActDialog = ({ act: { kind, order }, name, onDone, onClose }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const params = { unified_grant_id: String(order.unified_grant_id) };
  const { sites_done: done, sites_total: total, applications, grants, ordered_at: at } = order;
  const took = (sentence: string) => {
    onDone(sentence);
    void refreshHq(queries);
  };
  const what = t('hq.unified.what', { name, at, reason: order.reason });
  if (kind === 'stop')
    return (
      <ConfirmDialog
        title={t('hq.unified.stop_title')}
        what={what}
        follows={[t('hq.unified.stop_follows', { done, rest: total - done })]}
        act={t('hq.unified.stop_confirm')}
        harmless
        send={() => ask('stopUnifiedGrant', { params })}
        onDone={() => took(t('hq.unified.stopped', { name }))}
        onClose={onClose}
      />
    );
  return (
    <ConfirmDialog
      title={t('hq.unified.undo_title')}
      what={what}
      follows={[t('hq.unified.undo_follows', { applications, grants }), t('hq.unified.undo_keeps')]}
      act={t('hq.unified.undo_confirm')}
      send={() => ask('undoUnifiedGrant', { params })}
      onDone={() => took(t('hq.unified.undone_now', { name }))}
      onClose={onClose}
    />
  );
};
