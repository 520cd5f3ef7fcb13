import { useState } from 'react';
import type { DownloadView } from '../../../src/portal/contract.ts';
import { ask } from '../../session/ask.ts';
import { type Faults, useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import { base64Of, faultOf } from './read-file.ts';
import { usePieceForm } from './use-piece-form.ts';

/** `file` holds the name of the file chosen, so that its fault stands under it as any other. */
type Field = 'title' | 'file' | 'file_name' | 'about';

/** The words of a document and the file chosen for it; its name fills in where none is typed. */
export const useDownload = (piece: DownloadView | undefined, onSaved: (title: string) => void) => {
  const { t } = useWords();
  const { save, overtaken } = usePieceForm(piece);
  const [file, setFile] = useState<File>();
  const [initial] = useState<Record<Field, string>>({
    title: piece?.title ?? '',
    file: '',
    file_name: piece?.file_name ?? '',
    about: piece?.about ?? '',
  });
  const names: Record<Field, string> = {
    title: t('hq.downloads.name'),
    file: t('hq.downloads.file'),
    file_name: t('hq.downloads.file_name'),
    about: t('hq.content.fields.about'),
  };
  const faultInWords = (chosen: File | undefined): string | undefined => {
    if (!chosen) return piece ? undefined : t('hq.downloads.file_missing');
    const fault = faultOf(chosen);
    return fault && t(fault === 'large' ? 'hq.downloads.file_large' : 'hq.downloads.file_kind');
  };
  const check = ({ title, file_name }: Record<Field, string>): Faults<Field> => {
    const wrong = faultInWords(file);
    return {
      ...(!title.trim() && { title: t('ui.missing', { field: names.title }) }),
      ...(wrong !== undefined && { file: wrong }),
      ...(!/^[^./\\:*?"<>|][^/\\:*?"<>|]*\.(pdf|zip)$/.test(file_name.trim()) && {
        file_name: t('hq.downloads.file_name_wrong'),
      }),
    };
  };
  const form = useForm<Field, DownloadView>({
    initial,
    names,
    check,
    send: (values) =>
      save<'saveDownload'>(async (over) =>
        ask('saveDownload', {
          body: {
            ...over,
            title: values.title.trim(),
            file_name: values.file_name.trim(),
            about: values.about.trim(),
            ...(file && { file: await base64Of(file) }),
          },
        }),
      ),
    onDone: ({ title }) => onSaved(title),
  });
  return {
    form,
    overtaken,
    file,
    choose: (chosen: File | undefined) => {
      setFile(chosen);
      form.set('file', chosen?.name ?? '');
      if (chosen && !form.values.file_name.trim()) form.set('file_name', chosen.name);
    },
  };
};
