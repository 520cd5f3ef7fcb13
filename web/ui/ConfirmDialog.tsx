import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Reply } from '../api.ts';
import { useWords } from '../words.tsx';
import { Dialog } from './Dialog.tsx';
import { Failure } from './Failure.tsx';
import { useReturnFocus } from './use-return-focus.ts';

type Props<A> = {
  title: string;
  /** the thing itself, as the list names it */
  what: ReactNode;
  /** what follows from the act, one sentence each, warnings before the rest */
  follows: readonly ReactNode[];
  /** the act as its button says it, 「確定終止」 */
  act: string;
  /** an act that can be taken back is not red */
  harmless?: boolean;
  /** asks for a reason of at least two characters, with this name */
  reason?: string;
  send: (reason: string) => Promise<Reply<A>>;
  onDone: (answer: A) => void;
  onClose: () => void;
};

/** Before an act that takes something away: names its object and what follows, and asks once more. */
export const ConfirmDialog = <A,>({
  title,
  what,
  follows,
  act,
  harmless,
  reason,
  send,
  onDone,
  onClose,
}: Props<A>) => {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Exclude<Reply<unknown>, { kind: 'answered' }>>();
  useReturnFocus();

  const confirm = async () => {
    const missing = reason !== undefined && why.trim().length < 2;
    setMissing(missing);
    if (missing || sending) return;
    setSending(true);
    const reply = await send(why.trim());
    setSending(false);
    if (reply.kind !== 'answered') return setFailure(reply);
    onDone(reply.value);
    onClose();
  };

  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button
            {...(!harmless && { color: 'red.9' })}
            aria-disabled={sending}
            onClick={() => void confirm()}
          >
            {act}
          </Button>
          <Button variant="default" onClick={onClose} data-autofocus={reason === undefined || undefined}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <p>
        <strong>{what}</strong>
      </p>
      {follows.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of one dialog do not move
        <p key={index}>{each}</p>
      ))}
      {failure && <Failure reply={failure} />}
      {reason !== undefined && (
        <Textarea
          data-autofocus
          label={reason}
          required
          maxLength={200}
          rows={2}
          value={why}
          error={isMissing && t('ui.reason_missing')}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      )}
    </Dialog>
  );
};
