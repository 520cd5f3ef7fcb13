import { Button } from '@mantine/core';
import type { CardKind, ReaderKind } from '../../agent/protocol.ts';
import type { AgentSeen } from '../agent/follow.ts';
import { Notice } from '../ui/Notice.tsx';
import { useKeptFocus } from '../ui/use-kept-focus.ts';
import { useWords } from '../words.tsx';
import classes from './LogIn.module.css';
import { NewerComponent } from './NewerComponent.tsx';
import { NotInstalled } from './NotInstalled.tsx';
import { type ReaderSeen, readerSeen } from './reader-seen.ts';

type Props = { agent: AgentSeen; card: CardKind; reader: ReaderKind; onLookAgain: () => void };

/** In words what the component on this computer sees: itself, the reader, the card. */
export const AgentState = (props: Props) => (
  <div className={classes['component']} {...useKeptFocus<HTMLDivElement>()}>
    <Component {...props} />
  </div>
);

const Component = ({ agent, card, reader, onLookAgain }: Props) => {
  const { t } = useWords();
  if (agent.state === 'looking') return <p className={classes['about']}>{t('log_in.agent_looking')}</p>;
  if (agent.state === 'away') {
    const { refusal } = agent;
    return (
      <>
        {refusal.code === 'not_installed' ? (
          <NotInstalled />
        ) : (
          <Notice tone="attention">{refusal.message}</Notice>
        )}
        <Button variant="default" size="compact-md" className={classes['small'] ?? ''} onClick={onLookAgain}>
          {t('log_in.look_again')}
        </Button>
      </>
    );
  }
  const seen = readerSeen(agent.status, card, reader);
  const { advice } = agent.status;
  return (
    <>
      <p className={classes['agent']} role="status" data-ready={seen === 'card' || undefined}>
        <span aria-hidden="true">{seen === 'card' ? '●' : '○'}</span> <Seen {...{ seen, card, reader }} />
      </p>
      {advice && seen !== 'card' && <Notice tone="attention">{advice.message}</Notice>}
      <NewerComponent running={agent.status.version} />
    </>
  );
};

const Seen = ({ seen, card, reader }: { seen: ReaderSeen; card: CardKind; reader: ReaderKind }) => {
  const { t } = useWords();
  const names = { reader: t(`reader.${reader}`), card };
  switch (seen) {
    case 'none':
      return t('log_in.reader_none', names);
    case 'busy':
      return t('log_in.reader_busy', names);
    case 'empty':
      return t(
        reader === 'nhi' && card !== 'nhi' ? 'log_in.reader_empty_slot' : 'log_in.reader_empty',
        names,
      );
    case 'card':
      return t('log_in.reader_full', names);
  }
};
