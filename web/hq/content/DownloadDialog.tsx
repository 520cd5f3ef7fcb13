import { Textarea, TextInput } from '@mantine/core';
import type { DownloadView } from '../../../src/portal/contract.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useWords } from '../../words.tsx';
import { FileField } from './FileField.tsx';
import { Overtaken } from './Overtaken.tsx';
import { useDownload } from './use-download.ts';

type Props = { piece: DownloadView | undefined; onDone: (sentence: string) => void; onClose: () => void };

/** A new document, or other words or another file for one. */
export const DownloadDialog = ({ piece, onDone, onClose }: Props) => {
  const { t } = useWords();
  const { form, overtaken, file, choose } = useDownload(piece, (title) => {
    onDone(t('hq.content.saved', { name: title }));
    onClose();
  });
  const { id: fileId } = form.bind('file');
  return (
    <FormDialog
      title={t(piece ? 'hq.downloads.edit_title' : 'hq.downloads.new_title')}
      form={form}
      act={t('hq.content.save')}
      onClose={onClose}
    >
      <Overtaken is={overtaken} />
      <TextInput {...form.bind('title')} required maxLength={120} autoComplete="off" data-autofocus />
      <FileField
        id={fileId}
        label={t(piece ? 'hq.downloads.file_replace' : 'hq.downloads.file')}
        hint={piece && t('hq.downloads.file_replace_hint')}
        file={file}
        fault={form.faults.file}
        onChoose={choose}
      />
      <TextInput
        {...form.bind('file_name')}
        required
        description={t('hq.downloads.file_name_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={120}
        autoComplete="off"
        spellCheck={false}
      />
      <Textarea {...form.bind('about')} maxLength={500} rows={2} />
    </FormDialog>
  );
};
