import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { LinkView } from '../../../src/portal/contract.ts';
import { ask } from '../../session/ask.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import { Overtaken } from './Overtaken.tsx';
import { usePieceForm } from './use-piece-form.ts';

type Props = { piece: LinkView | undefined; onDone: (sentence: string) => void; onClose: () => void };

export const LinkDialog = ({ piece, onDone, onClose }: Props) => {
  const { t } = useWords();
  const { save, overtaken } = usePieceForm(piece);
  const [initial] = useState({
    title: piece?.title ?? '',
    address: piece?.address ?? 'https://',
    about: piece?.about ?? '',
  });
  const names = {
    title: t('hq.links.name'),
    address: t('hq.content.fields.address'),
    about: t('hq.content.fields.about'),
  };
  const form = useForm<keyof typeof initial, LinkView>({
    initial,
    names,
    check: ({ title, address }) => ({
      ...(!title.trim() && { title: t('ui.missing', { field: names.title }) }),
      ...(!/^https?:\/\/[!-~]+$/.test(address.trim()) && { address: t('hq.address_wrong') }),
    }),
    send: ({ title, address, about }) =>
      save<'saveLink'>((over) =>
        ask('saveLink', {
          body: { ...over, title: title.trim(), address: address.trim(), about: about.trim() },
        }),
      ),
    onDone: ({ title }) => {
      onDone(t('hq.content.saved', { name: title }));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t(piece ? 'hq.links.edit_title' : 'hq.links.new_title')}
      form={form}
      act={t('hq.content.save')}
      onClose={onClose}
    >
      <Overtaken is={overtaken} />
      <TextInput {...form.bind('title')} required maxLength={120} autoComplete="off" data-autofocus />
      <TextInput {...form.bind('address')} required type="url" maxLength={500} spellCheck={false} />
      <Textarea {...form.bind('about')} maxLength={300} rows={2} />
    </FormDialog>
  );
};
