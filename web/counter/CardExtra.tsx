import { Button, Checkbox } from '@mantine/core';
import { useWords } from '../words.tsx';
import { KeyName } from './KeyName.tsx';
import { isAboutReading } from './note.ts';
import classes from './PersonPanel.module.css';
import type { CounterDesk } from './use-counter.ts';
import type { Places } from './use-focus.ts';

/** Under 01: what to do with the card, whether it is read without a key, and the way to 02 (R087, R088, C1). */
export const CardExtra = ({ desk, places }: { desk: CounterDesk; places: Places }) => {
  const { t } = useWords();
  const { counter, reader, auto, send } = desk;
  const { state, entry } = counter;
  const failed = state.name === 'ready' && state.note !== undefined && isAboutReading(state.note);
  const there = reader.state === 'there';
  const hint = auto.on && there ? 'counter.card_hint_auto' : 'counter.card_hint';
  return (
    <div className={classes['extra']}>
      <p>{t(entry.from_card ? 'counter.from_card' : hint)}</p>
      <div className={classes['card']}>
        {there && (
          <Checkbox
            size="sm"
            label={t('counter.read_on_insertion')}
            checked={auto.on}
            onChange={(event) => auto.set(event.currentTarget.checked)}
          />
        )}
        <Button
          ref={places.use_typed}
          size="compact-md"
          variant={failed ? 'filled' : 'default'}
          onClick={() => send({ type: 'typed_entry_chosen' })}
          rightSection={<KeyName name="F2" />}
        >
          {t('counter.use_typed')}
        </Button>
      </div>
    </div>
  );
};
