import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ContactLineView } from '../../../src/portal/contract.ts';
import { ask } from '../../session/ask.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import { Overtaken } from './Overtaken.tsx';
import { usePieceForm } from './use-piece-form.ts';

type Props = {
  piece: ContactLineView | undefined;
  onDone: (sentence: string) => void;
  onClose: () => void;
};

export const ContactLineDialog = ({ piece, onDone, onClose }: Props) => {
  const { t } = useWords();
  const { save, overtaken } = usePieceForm(piece);
  const [initial] = useState({ text: piece?.text ?? '', text_en: piece?.text_en ?? '' });
  const names = { text: t('hq.content.fields.text'), text_en: t('hq.content.fields.text_en') };
  const form = useForm<keyof typeof initial, ContactLineView>({
    initial,
    names,
    check: ({ text }) => (text.trim() ? {} : { text: t('ui.missing', { field: names.text }) }),
    send: ({ text, text_en }) =>
      save<'saveContactLine'>((over) =>
        ask('saveContactLine', { body: { ...over, text: text.trim(), text_en: text_en.trim() } }),
      ),
    onDone: ({ text }) => {
      onDone(t('hq.content.saved', { name: text }));
      onClose();
    },
  });
  return (
    <FormDialog title={t('hq.contacts.lines')} form={form} act={t('hq.content.save')} onClose={onClose}>
      <Overtaken is={overtaken} />
      <TextInput {...form.bind('text')} required maxLength={200} autoComplete="off" data-autofocus />
      <TextInput
        {...form.bind('text_en')}
        description={t('hq.contacts.text_en_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={200}
        autoComplete="off"
        lang="en"
      />
    </FormDialog>
  );
};
