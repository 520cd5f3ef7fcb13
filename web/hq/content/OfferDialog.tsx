import { useQueryClient } from '@tanstack/react-query';
import type { ContentKind } from '../../../src/portal/contract.ts';
import { ask } from '../../session/ask.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useWords } from '../../words.tsx';
import { refreshHq } from '../hq-queries.ts';
import type { Piece } from './piece.ts';

type Props = {
  kind: ContentKind;
  piece: Piece;
  name: string;
  onDone: (sentence: string) => void;
  onClose: () => void;
};

/** 撤下 takes a piece off the pages, 重新上架 puts it back; neither loses anything. */
export const OfferDialog = ({ kind, piece, name, onDone, onClose }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const act = piece.offered ? 'withdraw' : 'offer';
  const { id, version, offered } = piece;
  return (
    <ConfirmDialog
      title={t(`hq.content.${act}`)}
      what={name}
      follows={[t(`hq.content.${act}_follows`)]}
      act={t(`hq.content.${act}_confirm`)}
      harmless={act === 'offer'}
      send={async () => {
        const reply = await ask('offerContent', {
          params: { kind, id },
          body: { version, offered: !offered },
        });
        // Somebody else may have changed it meanwhile: the list beneath shows what is true now.
        await refreshHq(queries);
        return reply;
      }}
      onDone={() => onDone(t(`hq.content.${act}_done`, { name }))}
      onClose={onClose}
    />
  );
};
