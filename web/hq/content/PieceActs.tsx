import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContentKind } from '../../../src/portal/contract.ts';
import type { Reply } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { Failure } from '../../ui/Failure.tsx';
import { useWords } from '../../words.tsx';
import { refreshHq } from '../hq-queries.ts';
import classes from './Content.module.css';
import { orderedKind, type Piece } from './piece.ts';

type Props = {
  kind: ContentKind;
  piece: Piece;
  name: string;
  /** the last place of the list */
  last: number;
  mayEdit: boolean;
  onEdit: () => void;
  onOffer: () => void;
  onVersions: () => void;
  onDone: (sentence: string) => void;
};

/** 編輯, 上移, 下移, 撤下 or 重新上架, 歷次版本. */
export const PieceActs = ({ kind, piece, name, last, mayEdit, ...on }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const [failure, setFailure] = useState<Exclude<Reply<unknown>, { kind: 'answered' }>>();
  const [sending, setSending] = useState(false);
  const ordered = orderedKind(kind);
  const { position, id } = piece;

  const move = async (place: number) => {
    if (!ordered || sending) return;
    setSending(true);
    const reply = await ask('moveContent', { params: { kind: ordered, id }, body: { position: place } });
    await refreshHq(queries);
    setSending(false);
    if (reply.kind !== 'answered') return setFailure(reply);
    setFailure(undefined);
    on.onDone(t('hq.content.moved', { name, position: reply.value.position }));
  };
  const button = (word: string, label: string, act: () => void) => (
    <Button size="compact-sm" variant="default" aria-label={label} onClick={act}>
      {word}
    </Button>
  );
  return (
    <div className={classes['acts']}>
      {mayEdit && button(t('hq.content.edit'), t('hq.content.edit_name', { name }), on.onEdit)}
      {mayEdit &&
        ordered &&
        position !== undefined &&
        position > 1 &&
        button('▴', t('hq.content.up_name', { name }), () => void move(position - 1))}
      {mayEdit &&
        ordered &&
        position !== undefined &&
        position < last &&
        button('▾', t('hq.content.down_name', { name }), () => void move(position + 1))}
      {mayEdit &&
        (piece.offered
          ? button(t('hq.content.withdraw'), t('hq.content.withdraw_name', { name }), on.onOffer)
          : button(t('hq.content.offer'), t('hq.content.offer_name', { name }), on.onOffer))}
      {button(t('hq.content.versions_short'), t('hq.content.versions_name', { name }), on.onVersions)}
      {failure && <Failure reply={failure} />}
    </div>
  );
};
