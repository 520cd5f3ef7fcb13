import { Button } from '@mantine/core';
import { Dialog } from '../../ui/Dialog.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { useWords } from '../../words.tsx';

/** 捨棄草稿: asks once more, since a draft is on this computer and nowhere else. */
export const DiscardDialog = ({ onDiscard, onClose }: { onDiscard: () => void; onClose: () => void }) => {
  const { t } = useWords();
  useReturnFocus();
  const discard = () => {
    onClose();
    onDiscard();
  };
  return (
    <Dialog
      title={t('hq.content.draft_discard')}
      onClose={onClose}
      actions={
        <>
          <Button color="red.9" onClick={discard}>
            {t('hq.content.discard_confirm')}
          </Button>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('hq.content.discard_follows')}</p>
    </Dialog>
  );
};
