import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer, Operation, Reply } from '../../api.ts';
import { newRequestId } from '../../request-id.ts';
import { refreshHq } from '../hq-queries.ts';
import type { Piece } from './piece.ts';

/**
 * Which piece a form saves, and over which version. Who was overtaken by somebody else keeps what is typed;
 * the list is asked again, and the next save goes over what was then the newest.
 */
export const usePieceForm = (piece: Piece | undefined, draftId?: string) => {
  const queries = useQueryClient();
  const [id] = useState(() => piece?.id ?? draftId ?? newRequestId());
  const [firstVersion] = useState(piece?.version ?? 0);
  const [overtaken, setOvertaken] = useState(false);
  const version = overtaken ? (piece?.version ?? 0) : firstVersion;
  return {
    id,
    overtaken,
    save: async <N extends Operation>(
      send: (over: { id: string; version: number }) => Promise<Reply<Answer<N>>>,
    ): Promise<Reply<Answer<N>>> => {
      const reply = await send({ id, version });
      const isLate = reply.kind === 'refused' && reply.problem.code === 'content_changed';
      if (isLate) setOvertaken(true);
      if (isLate || reply.kind === 'answered') await refreshHq(queries);
      return reply;
    },
  };
};
