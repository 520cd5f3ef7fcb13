import { useWords } from '../words.tsx';
import { Failure } from './Failure.tsx';
import classes from './FormSummary.module.css';
import { Notice } from './Notice.tsx';
import type { useForm } from './use-form.ts';

type Props<F extends string> = {
  form: Pick<ReturnType<typeof useForm<F, never>>, 'faults' | 'failure' | 'order' | 'focus' | 'names'>;
};

/** On top of a form: what is wrong in it, each a way to its field, and what the server said besides. */
export const FormSummary = <F extends string>({ form }: Props<F>) => {
  const { t } = useWords();
  const faulty = form.order.filter((field) => form.faults[field] !== undefined);
  return (
    <>
      {form.failure && <Failure reply={form.failure} />}
      {faulty.length > 0 && (
        <Notice tone="refused">
          {t('ui.to_correct')}
          <ul className={classes['list']}>
            {faulty.map((field) => (
              <li key={field}>
                <button type="button" className={classes['link']} onClick={() => form.focus(field)}>
                  {form.names[field]}
                </button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
};
