import type { CounterView } from '../../src/rationing/contract.ts';
import { Panel } from '../ui/Panel.tsx';
import { type Say, useWords } from '../words.tsx';
import classes from './RulesPanel.module.css';

type Notes = CounterView['policy']['notes'];

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
const isNumeral = (text: string): text is '1' | '2' | '3' | '4' | '5' => /^[1-5]$/.test(text);

/** 二、四、六 */
const daysOf = (t: Say, days: readonly number[]): string =>
  weekdays
    .filter((each) => days.includes(Number(each)))
    .map((each) => t(`counter.weekday.${each}`))
    .join(t('common.list_comma'));

/** The five lines of R085, their numbers from the rules in force. */
const rulesIn = (t: Say, notes: Notes): string[] => {
  const { limit, window_days, price_twd, child_age_limit: age, child_born_from_roc: born_from } = notes;
  const cards = String(notes.proxy_cards);
  const restricted = notes.even_weekdays.length + notes.odd_weekdays.length > 0;
  const days = {
    even: daysOf(t, notes.even_weekdays),
    odd: daysOf(t, notes.odd_weekdays),
    everyone: daysOf(t, notes.everyone_weekdays),
  };
  return [
    t('counter.note_limit', { limit, window_days, price_twd }),
    restricted ? t('counter.note_days', days) : t('counter.note_every_day'),
    t('counter.note_proxy', { cards: isNumeral(cards) ? t(`counter.numeral.${cards}`) : cards }),
    t('counter.note_allotment', {
      adult_mask: notes.allotment['adult_mask'] ?? 0,
      child_mask: notes.allotment['child_mask'] ?? 0,
    }),
    t('counter.note_child', { age, born_from, born_from_year: born_from + 1911 }),
  ];
};

/** 口罩購買說明, on the page in every state. */
export const RulesPanel = ({ notes }: { notes: Notes }) => {
  const { t } = useWords();
  return (
    <Panel title={t('counter.notes')} dense>
      <ol className={classes['rules']}>
        {rulesIn(t, notes).map((each, index) => (
          <li key={each}>{t('counter.numbered', { n: index + 1, text: each })}</li>
        ))}
      </ol>
    </Panel>
  );
};
