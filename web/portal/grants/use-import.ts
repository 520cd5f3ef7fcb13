import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer, Reply } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { useWords } from '../../words.tsx';
import { refreshPortal } from '../portal-queries.ts';
import { mostCharacters, readCsv } from './read-csv.ts';

export type Import = Answer<'importGrants'>;

/** A file on its way: chosen, tried without changing anything, then run. */
export const useImport = () => {
  const { t } = useWords();
  const queries = useQueryClient();
  const [csv, setCsv] = useState('');
  const [fault, setFault] = useState<string>();
  const [failure, setFailure] = useState<Exclude<Reply<unknown>, { kind: 'answered' }>>();
  const [result, setResult] = useState<Import>();
  const [sending, setSending] = useState(false);

  const send = async (text: string, dry_run: boolean): Promise<void> => {
    if (sending) return;
    setSending(true);
    const reply = await ask('importGrants', { body: { csv: text, dry_run } });
    setSending(false);
    setFailure(reply.kind === 'answered' ? undefined : reply);
    setResult(reply.kind === 'answered' ? reply.value : undefined);
    if (!dry_run) await refreshPortal(queries);
  };
  const choose = async (file: File): Promise<void> => {
    setResult(undefined);
    setFailure(undefined);
    const text = readCsv(await file.arrayBuffer());
    const tooLong = text !== undefined && text.length > mostCharacters;
    setFault(tooLong ? t('portal.grants.too_long') : text ? undefined : t('portal.grants.unreadable'));
    if (!text || tooLong) return;
    setCsv(text);
    await send(text, true);
  };
  return { fault, failure, result, sending, choose, run: () => send(csv, false) };
};
