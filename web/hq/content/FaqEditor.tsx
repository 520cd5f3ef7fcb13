import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FaqView } from '../../../src/portal/contract.ts';
import { ask } from '../../session/ask.ts';
import { FormSummary } from '../../ui/FormSummary.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import hq from '../Hq.module.css';
import { UnsavedGuard } from '../UnsavedGuard.tsx';
import { BackLink } from './BackLink.tsx';
import classes from './Content.module.css';
import { Overtaken } from './Overtaken.tsx';
import { Preview } from './Preview.tsx';
import { usePieceForm } from './use-piece-form.ts';

type Props = { piece: FaqView | undefined; onPublished: (saved: FaqView) => void };

/** The text of the 目次, the question and its answer. */
export const FaqEditor = ({ piece, onPublished }: Props) => {
  const { t } = useWords();
  const { save, overtaken } = usePieceForm(piece);
  const [initial] = useState({
    question: piece?.question ?? '',
    listed_as: piece?.listed_as ?? '',
    answer: piece?.answer ?? '',
  });
  const names = {
    question: t('hq.content.fields.question'),
    listed_as: t('hq.content.fields.listed_as'),
    answer: t('hq.content.fields.answer'),
  };
  const form = useForm<keyof typeof initial, FaqView>({
    initial,
    names,
    check: ({ question, answer }) => ({
      ...(!question.trim() && { question: t('ui.missing', { field: names.question }) }),
      ...(!answer.trim() && { answer: t('ui.missing', { field: names.answer }) }),
    }),
    send: ({ question, listed_as, answer }) =>
      save<'saveFaq'>((over) =>
        ask('saveFaq', {
          body: {
            ...over,
            question: question.trim(),
            // As the question, where nothing else is wanted.
            listed_as: listed_as.trim() || question.trim(),
            answer: answer.trim(),
          },
        }),
      ),
    onDone: onPublished,
  });
  return (
    <>
      <UnsavedGuard dirty={form.isDirty && !form.sending} />
      <BackLink to="/hq/content/faq" />
      <div className={classes['editor']}>
        <Panel>
          <form onSubmit={(event) => void form.submit(event)} noValidate className={hq['stack']}>
            <FormSummary form={form} />
            <Overtaken is={overtaken} />
            <TextInput {...form.bind('question')} required maxLength={500} autoComplete="off" />
            <TextInput
              {...form.bind('listed_as')}
              description={t('hq.faq.listed_as_hint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              maxLength={500}
              autoComplete="off"
            />
            <Textarea
              {...form.bind('answer')}
              className={classes['writing'] ?? ''}
              required
              maxLength={20_000}
              rows={14}
              description={t('hq.content.markdown_hint')}
            />
            {!piece && <p className={hq['hint']}>{t('hq.faq.last')}</p>}
            <div className={hq['acts']}>
              <Button type="submit" aria-disabled={form.sending}>
                {t('hq.content.save')}
              </Button>
            </div>
          </form>
        </Panel>
        <Preview title={form.values.question} markdown={form.values.answer} />
      </div>
    </>
  );
};
