import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { showDate } from '../../../src/words/index.ts';
import type { Answer } from '../../api.ts';
import { useServiceName } from '../../portal/service-name.ts';
import { ask } from '../../session/ask.ts';
import { understandDay } from '../../ui/day.ts';
import { type Faults, useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import { catalogueQuery, refreshHq } from '../hq-queries.ts';
import { type Eligibility, narrowingsOf } from './eligibility.ts';

export type Service = Answer<'listCatalogue'>['services'][number];
export const states = ['open', 'building', 'ended'] as const;
type Field = 'name' | 'name_en' | 'about' | 'about_en' | 'state' | 'opens_on' | 'ended_on';

/** The fields of one service; a change that takes it from somebody is asked about before it is sent. */
export const useServiceForm = (
  service: Service,
  onBegun: () => void,
  onSaved: (sentence: string) => void,
) => {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const nameOf = useServiceName();
  const dayText = (day: string | null) => (day ? showDate(day, language) : '');
  const initial: Record<Field, string> = {
    name: service.name,
    name_en: service.name_en,
    about: service.about,
    about_en: service.about_en,
    state: service.state,
    opens_on: dayText(service.opens_on),
    ended_on: dayText(service.ended_on),
  };
  const [eligibility, setEligibility] = useState<Eligibility[]>(service.eligibility);
  const [asked, setAsked] = useState(false);

  const check = (values: Record<Field, string>): Faults<Field> => {
    const needed: Field | undefined =
      values.state === 'building' ? 'opens_on' : values.state === 'ended' ? 'ended_on' : undefined;
    const day = needed && values[needed];
    return {
      ...(!values.name.trim() && { name: t('ui.missing', { field: t('hq.services.name') }) }),
      ...(!values.name_en.trim() && { name_en: t('ui.missing', { field: t('hq.services.name_en') }) }),
      ...(needed &&
        !understandDay(day ?? '') && {
          [needed]: t(day?.trim() ? 'ui.day_malformed' : 'hq.services.day_missing'),
        }),
    };
  };
  const took = (answer: Service) => {
    queries.setQueryData(catalogueQuery.queryKey, (old) =>
      old ? { services: old.services.map((each) => (each.code === answer.code ? answer : each)) } : old,
    );
    onSaved(t('hq.services.saved', { name: nameOf(answer) }));
    void refreshHq(queries);
  };
  const send = (values: Record<Field, string>) => {
    const state = states.find((each) => each === values.state) ?? 'open';
    return ask('editService', {
      params: { code: service.code },
      body: {
        name: values.name.trim(),
        name_en: values.name_en.trim(),
        about: values.about.trim(),
        about_en: values.about_en.trim(),
        state,
        opens_on: state === 'building' ? (understandDay(values.opens_on) ?? null) : null,
        ended_on: state === 'ended' ? (understandDay(values.ended_on) ?? null) : null,
        eligibility,
      },
    });
  };
  const form = useForm<Field, Service>({
    initial,
    names: {
      name: t('hq.services.name'),
      name_en: t('hq.services.name_en'),
      about: t('hq.services.about_zh'),
      about_en: t('hq.services.about_en'),
      state: t('hq.services.state'),
      opens_on: t('hq.services.opens_on'),
      ended_on: t('hq.services.ended_on'),
    },
    check,
    send,
    onDone: took,
  });

  const narrowings = narrowingsOf(service.eligibility, eligibility);
  const ends = form.values.state === 'ended' && service.state !== 'ended';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onBegun();
    const isFine = Object.keys(check(form.values)).length === 0;
    if (isFine && (ends || narrowings.length > 0)) setAsked(true);
    else void form.submit();
  };
  return {
    form,
    eligibility,
    setEligibility,
    dirty:
      JSON.stringify(form.values) !== JSON.stringify(initial) ||
      JSON.stringify(eligibility) !== JSON.stringify(service.eligibility),
    submit,
    narrowings,
    ends,
    asked,
    close: () => setAsked(false),
    send: () => send(form.values),
    took,
  };
};
