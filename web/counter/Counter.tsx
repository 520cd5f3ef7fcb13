import { Button } from '@mantine/core';
import { useId, useSyncExternalStore } from 'react';
import { logInGate } from '../session/ask.ts';
import { useSession } from '../session/session.ts';
import { useLeave } from '../session/use-leave.ts';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import classes from './Counter.module.css';
import type { SeenCounter } from './counter-query.ts';
import { ArrivalNotice, ConfirmDialog } from './Dialogs.tsx';
import { KeyName } from './KeyName.tsx';
import { recentOf } from './machine.ts';
import { PersonPanel } from './PersonPanel.tsx';
import { PurchasePanel } from './PurchasePanel.tsx';
import type { PendingSale } from './pending.ts';
import { priceOf, readQuantities } from './quantities.ts';
import { RecentPanel } from './RecentPanel.tsx';
import { RulesPanel } from './RulesPanel.tsx';
import { TopLine } from './TopLine.tsx';
import { useCounter } from './use-counter.ts';
import { useFocus, usePlaces } from './use-focus.ts';
import { useIdle, useKeys } from './use-keys.ts';
import { VerdictPanel } from './VerdictPanel.tsx';
import { verdictOf } from './verdict.ts';

type Props = { seen: SeenCounter; orphan: PendingSale | null };

/** The purchase screen: made for a queue, everything by keyboard. */
export const Counter = ({ seen, orphan }: Props) => {
  const words = useWords();
  const { t } = words;
  const verdictId = useId();
  const session = useSession();
  const { view } = seen;
  const desk = useCounter(seen, orphan);
  const { counter, send } = desk;
  const { state } = counter;
  const places = usePlaces();
  const { leave, failed } = useLeave();
  const handOver = () => void leave();
  const loggedOut = useSyncExternalStore(logInGate.subscribe, logInGate.isShut);

  useFocus(counter, places);
  useIdle(desk.clear, counter.entry.from_card);
  useKeys(
    {
      F2: () => send({ type: 'typed_entry_chosen' }),
      F4: handOver,
      F7: desk.clear,
      F8: desk.buy,
      F9: desk.check,
    },
    state.name === 'fresh' || state.name === 'confirming' || loggedOut,
  );

  return (
    <div className={classes['counter']}>
      <TopLine stock={counter.stock} soldOut={desk.soldOut} view={view} reader={desk.reader} />
      <div className={classes['entry']}>
        <PersonPanel desk={desk} places={places} view={view} verdictId={verdictId} />
        <PurchasePanel desk={desk} places={places} view={view} />
      </div>
      <div className={classes['result']}>
        <VerdictPanel verdict={verdictOf(words, counter, view, desk.soldOut)} id={verdictId} />
        <RecentPanel recent={recentOf(counter)} windowDays={view.policy.notes.window_days} />
        <RulesPanel notes={view.policy.notes} />
      </div>
      <div className={classes['bottom']}>
        <span>{t('counter.user', { name: session.display_name })}</span>
        <Button size="compact-md" variant="default" onClick={handOver} rightSection={<KeyName name="F4" />}>
          {t('counter.hand_over')}
        </Button>
        <span className={classes['required']}>{t('counter.required_hint')}</span>
        <span className={classes['since']}>{t('counter.rules_since', { day: view.policy.valid_from })}</span>
      </div>
      {failed && <Notice tone="attention">{t('frame.no_connection')}</Notice>}
      {state.name === 'fresh' && <ArrivalNotice onDismiss={desk.dismissNotice} />}
      {state.name === 'confirming' && (
        <ConfirmDialog
          quantities={readQuantities(state.typed) ?? {}}
          items={view.policy.items.map(({ item }) => item)}
          amount={priceOf(state.typed, state.check.prices_twd)}
          onConfirm={desk.confirm}
          onCancel={() => send({ type: 'cancelled' })}
        />
      )}
    </div>
  );
};
