import { type ChangeEvent, type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Reply } from '../api.ts';
import { sayFailure, useWords } from '../words.tsx';

export type Faults<F extends string> = Partial<Record<F, string>>;
type Unhoped = Exclude<Reply<unknown>, { kind: 'answered' }>;

type Settings<F extends string, A> = {
  /** the fields in their order on screen, as they stand at the beginning; names as the server's body has them */
  initial: Record<F, string>;
  /** the name of each field as its label says it, for the summary */
  names: Record<F, string>;
  /** what the screen itself can see is wrong, a sentence by field */
  check: (values: Record<F, string>) => Faults<F>;
  send: (values: Record<F, string>) => Promise<Reply<A>>;
  onDone: (answer: A) => void;
};

/**
 * One form: fields as text, faults as sentences under their field, one sending at a time. A refusal that names
 * a field stands under that field; any other, and a lost answer, in `failure`. Focus goes to the first fault.
 */
export const useForm = <F extends string, A>({ initial, names, check, send, onDone }: Settings<F, A>) => {
  const { t } = useWords();
  const id = useId();
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Faults<F>>({});
  const [failure, setFailure] = useState<Unhoped>();
  const [sending, setSending] = useState(false);
  const order = Object.keys(initial) as F[];
  const idOf = (field: F): string => `${id}${field}`;
  const focus = (field: F): void => document.getElementById(idOf(field))?.focus();

  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    const first = order.find((field) => faults[field] !== undefined);
    if (first !== undefined) focus(first);
  });

  const complain = (found: Faults<F>): void => {
    wantsFocus.current = true;
    setFaults(found);
  };

  /** Under its own field when the server names one that stands on this form. */
  const take = (reply: Unhoped) => {
    const named = reply.kind === 'refused' ? reply.problem.field : undefined;
    const field = order.find((each) => each === named);
    if (field === undefined) return setFailure(reply);
    const sentence =
      reply.kind === 'refused' && reply.problem.code === 'invalid_input'
        ? t('ui.missing', { field: names[field] })
        : sayFailure(t, reply);
    complain({ [field]: sentence } as Faults<F>);
  };

  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    if (sending) return;
    setFailure(undefined);
    const found = check(values);
    complain(found);
    if (Object.values(found).some((each) => each !== undefined)) return;
    setSending(true);
    const reply = await send(values);
    setSending(false);
    if (reply.kind === 'answered') return onDone(reply.value);
    take(reply);
  };

  const set = (field: F, value: string): void => {
    setValues((old) => ({ ...old, [field]: value }));
    setFaults((old) => ({ ...old, [field]: undefined }));
  };

  return {
    values,
    set,
    faults,
    failure,
    sending,
    isDirty: order.some((field) => values[field] !== initial[field]),
    submit,
    focus,
    names,
    order,
    /** What every text field needs: `<TextInput {...form.bind('display_name')} />`. */
    bind: (field: F) => ({
      id: idOf(field),
      name: field,
      label: names[field],
      value: values[field],
      error: faults[field],
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
        set(field, event.currentTarget.value),
    }),
    /** The same for fields that answer with a value, as `DateField`. */
    bindValue: (field: F) => ({
      id: idOf(field),
      label: names[field],
      value: values[field],
      error: faults[field],
      onValue: (value: string) => set(field, value),
    }),
  };
};
