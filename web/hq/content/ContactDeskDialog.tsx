import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ContactDeskView } from '../../../src/portal/contract.ts';
import { ask } from '../../session/ask.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { Overtaken } from './Overtaken.tsx';
import { usePieceForm } from './use-piece-form.ts';

type Props = {
  piece: ContactDeskView | undefined;
  onDone: (sentence: string) => void;
  onClose: () => void;
};
type Field = 'service' | 'desk' | 'phone' | 'mail' | 'hours';

export const ContactDeskDialog = ({ piece, onDone, onClose }: Props) => {
  const { t } = useWords();
  const { save, overtaken } = usePieceForm(piece);
  const [initial] = useState<Record<Field, string>>({
    service: piece?.service ?? '',
    desk: piece?.desk ?? '',
    phone: piece?.phone ?? '',
    mail: piece?.mail ?? '',
    hours: piece?.hours ?? '',
  });
  const names: Record<Field, string> = {
    service: t('hq.content.fields.service'),
    desk: t('hq.content.fields.desk'),
    phone: t('hq.content.fields.phone'),
    mail: t('hq.content.fields.mail'),
    hours: t('hq.content.fields.hours'),
  };
  const form = useForm<Field, ContactDeskView>({
    initial,
    names,
    check: ({ service, desk, mail }) => ({
      ...(!service.trim() && { service: t('ui.missing', { field: names.service }) }),
      ...(!desk.trim() && { desk: t('ui.missing', { field: names.desk }) }),
      ...(mail.trim() && !/^[!-?A-~]+@[!-?A-~]+$/.test(mail.trim()) && { mail: t('hq.contacts.mail_wrong') }),
    }),
    send: ({ service, desk, phone, mail, hours }) =>
      save<'saveContactDesk'>((over) =>
        ask('saveContactDesk', {
          body: {
            ...over,
            service: service.trim(),
            desk: desk.trim(),
            phone: phone.trim(),
            mail: mail.trim(),
            hours: hours.trim(),
          },
        }),
      ),
    onDone: ({ service }) => {
      onDone(t('hq.content.saved', { name: service }));
      onClose();
    },
  });
  return (
    <FormDialog title={t('hq.contacts.desks')} form={form} act={t('hq.content.save')} onClose={onClose}>
      <Overtaken is={overtaken} />
      <TextInput {...form.bind('service')} required maxLength={100} autoComplete="off" data-autofocus />
      <TextInput
        {...form.bind('desk')}
        required
        description={t('hq.contacts.desks_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={100}
        autoComplete="off"
      />
      <div className={classes['pair']}>
        <TextInput {...form.bind('phone')} maxLength={60} autoComplete="off" inputMode="tel" />
        <TextInput {...form.bind('mail')} maxLength={100} autoComplete="off" inputMode="email" />
      </div>
      <TextInput {...form.bind('hours')} maxLength={100} autoComplete="off" />
    </FormDialog>
  );
};
