import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWords } from '../words.tsx';
import { Dialog } from './Dialog.tsx';
import classes from './FormDialog.module.css';
import { FormSummary } from './FormSummary.tsx';
import { Notice } from './Notice.tsx';
import type { useForm } from './use-form.ts';
import { useReturnFocus } from './use-return-focus.ts';

type Props<F extends string> = {
  title: string;
  form: Pick<
    ReturnType<typeof useForm<F, never>>,
    'faults' | 'failure' | 'order' | 'focus' | 'names' | 'submit' | 'sending' | 'isDirty'
  >;
  /** what the button does, 「確定新增」 */
  act: string;
  onClose: () => void;
  /** beside the buttons: another act on the same thing */
  aside?: ReactNode;
  children: ReactNode;
};

/** A short form over its list. Closing it with something typed asks once. */
export const FormDialog = <F extends string>({ title, form, act, onClose, aside, children }: Props<F>) => {
  const { t } = useWords();
  const [asks, setAsks] = useState(false);
  useReturnFocus();
  const close = () => (form.isDirty ? setAsks(true) : onClose());
  return (
    <Dialog title={title} onClose={close}>
      <form className={classes['form']} onSubmit={(event) => void form.submit(event)} noValidate>
        <FormSummary form={form} />
        {children}
        {asks ? (
          <>
            <Notice tone="attention">{t('ui.unsaved')}</Notice>
            <div className={classes['acts']}>
              <Button autoFocus onClick={() => setAsks(false)}>
                {t('ui.unsaved_stay')}
              </Button>
              <Button variant="default" onClick={onClose}>
                {t('ui.unsaved_leave')}
              </Button>
            </div>
          </>
        ) : (
          <div className={classes['acts']}>
            <Button type="submit" aria-disabled={form.sending}>
              {act}
            </Button>
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            {aside}
          </div>
        )}
      </form>
    </Dialog>
  );
};
