import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Answer, Reply } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { makePasskey } from '../../session/passkey.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';

type Added = Answer<'savePasskey'>;
type Props = { onDone: (added: Added) => void; onClose: () => void };

/** 新增通行密鑰: a name for it, then the browser's own dialog. */
export const AddPasskey = ({ onDone, onClose }: Props) => {
  const { t } = useWords();
  const [failed, setFailed] = useState(false);
  const send = async (label: string): Promise<Reply<Added | undefined>> => {
    setFailed(false);
    const offered = await ask('offerPasskey', {});
    if (offered.kind !== 'answered') return offered;
    const answer = await makePasskey(offered.value.options);
    if (!answer) return { kind: 'answered', status: 200, value: undefined };
    return ask('savePasskey', { body: { label, answer } });
  };
  const form = useForm<'label', Added | undefined>({
    initial: { label: t('portal.ways.label_default') },
    names: { label: t('portal.ways.label') },
    check: ({ label }) => (label.trim() ? {} : { label: t('portal.ways.label_missing') }),
    send: ({ label }) => send(label.trim()),
    onDone: (added) => (added ? onDone(added) : setFailed(true)),
  });
  return (
    <FormDialog
      title={t('portal.ways.add_title')}
      form={form}
      act={t('portal.ways.add_confirm')}
      onClose={onClose}
    >
      {failed && <Notice tone="attention">{t('portal.ways.add_failed')}</Notice>}
      <p>{t('portal.ways.add_intro')}</p>
      <TextInput
        {...form.bind('label')}
        data-autofocus
        required
        maxLength={40}
        autoComplete="off"
        description={t('portal.ways.label_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    </FormDialog>
  );
};
