import { Button, PasswordInput, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { type CardKind, type ReaderKind, readersOf } from '../../agent/protocol.ts';
import type { SessionView } from '../../src/access/contract.ts';
import { useAgent } from '../agent/use-agent.ts';
import { Notice } from '../ui/Notice.tsx';
import { useWords, type Word } from '../words.tsx';
import { AgentState } from './AgentState.tsx';
import { type Choice, type Entered, isChoice } from './at-institution.ts';
import { ChooseInstitution } from './ChooseInstitution.tsx';
import { logInByCard, type NotEntered, type Stage } from './card-log-in.ts';
import classes from './LogIn.module.css';
import { NotEnteredNotice } from './NotEnteredNotice.tsx';
import { PasskeyButton } from './PasskeyButton.tsx';
import { onlyReader } from './reader-seen.ts';
import { SamState } from './SamState.tsx';
import { keepReader, keepWay, keptReader } from './way-kept.ts';
import { samRefusal, workstationQuery } from './workstation.ts';

type Props = {
  card: CardKind;
  /** the institution of the work on screen: chosen by itself where it is among the possible ones */
  site?: string;
  /** whether the log-in itself is what the person came for, so that Enter is enough */
  autoFocus?: boolean;
  /** whether a passkey may do in place of the card */
  withPasskey?: boolean;
  onLoggedIn: (session: SessionView) => void;
  children?: ReactNode;
};

/** 憑證登入 with one kind of card: reader, what the component sees, one button (R027-R031). */
export const CardForm = ({ card, site, autoFocus, withPasskey, onLoggedIn, children }: Props) => {
  const { t } = useWords();
  const readers = readersOf[card];
  const { agent, lookAgain } = useAgent();
  const status = agent.state === 'there' ? agent.status : undefined;
  const [chosen, setChosen] = useState<ReaderKind>();
  const reader = readerOf(readers, chosen, keptReader(), status && onlyReader(status, card, readers));
  const { data: station, refetch } = useQuery(workstationQuery(status?.workstation));
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const [stage, setStage] = useState<Stage>();
  const [failure, setFailure] = useState<NotEntered>();
  const [choice, setChoice] = useState<Choice>();
  const passwordField = useRef<HTMLInputElement>(null);

  const take = (entered: Entered) => {
    if (isChoice(entered)) return setChoice(entered);
    keepWay(card);
    onLoggedIn(entered);
  };
  /** Only a 健保讀卡機 needs a SAM; whether this one has it, the server may still be saying. */
  const whyNotHere = async (): Promise<NotEntered | undefined> => {
    if (reader !== 'nhi' || !status) return undefined;
    if (station) return samRefusal(station);
    setStage('challenge');
    const { data: known } = await refetch();
    setStage(undefined);
    return samRefusal(known);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(card === 'nhi' && !password);
    if (card === 'nhi' && !password) return passwordField.current?.focus();
    if (stage) return;
    setFailure(undefined);
    keepReader(reader);
    const refusal = await whyNotHere();
    if (refusal) return setFailure(refusal);
    const given = card === 'nhi' ? { card, password } : { card };
    const tried = await logInByCard({ ...given, reader, site, onStage: setStage });
    setStage(undefined);
    if (tried.by === 'none') return take(tried.entered);
    setFailure(tried);
    setPassword('');
    void refetch();
  };
  const samChanged = () => {
    if (failure?.by === 'sam') setFailure(undefined);
    void refetch();
  };
  if (choice)
    return <ChooseInstitution choice={choice} onLoggedIn={take} onBack={() => setChoice(undefined)} />;
  return (
    <form className={classes['form']} onSubmit={(event) => void submit(event)} noValidate>
      {failure && <NotEnteredNotice why={failure} />}
      <Readers readers={readers} reader={reader} onChoose={setChosen} />
      <AgentState agent={agent} card={card} reader={reader} onLookAgain={lookAgain} />
      {reader === 'nhi' && agent.state !== 'away' && (
        <SamState station={station ?? undefined} onChanged={samChanged} />
      )}
      {card === 'nhi' && station?.enrolled === false && (
        <Notice tone="attention">{t('log_in.not_enrolled')}</Notice>
      )}
      {card === 'nhi' && (
        <>
          {/* The card says whose this is; without the field browsers grumble. */}
          <input type="text" name="account" autoComplete="username" value="" readOnly hidden />
          <PasswordInput
            ref={passwordField}
            label={t('log_in.password_here')}
            name="password"
            autoComplete="off"
            maxLength={256}
            data-autofocus={autoFocus}
            autoFocus={autoFocus}
            value={password}
            error={missing && t('log_in.password_missing')}
            visibilityToggleButtonProps={{ 'aria-label': t('log_in.reveal') }}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        </>
      )}
      <Button
        type="submit"
        fullWidth
        aria-disabled={stage !== undefined}
        {...(card !== 'nhi' && { autoFocus, 'data-autofocus': autoFocus })}
      >
        {t(stage ? 'log_in.submitting' : 'log_in.card_submit')}
      </Button>
      {stage && <Notice tone="progress">{t(wordOf(card, stage))}</Notice>}
      {withPasskey && <PasskeyButton site={site} onEntered={take} />}
      {children}
    </form>
  );
};

/** The reader chosen just now, the one used before, the only one there is; of those that take the card. */
const readerOf = (readers: readonly ReaderKind[], ...wanted: (ReaderKind | undefined)[]): ReaderKind =>
  wanted.find((each) => each !== undefined && readers.includes(each)) ?? readers[0] ?? 'chip';

const wordOf = (card: CardKind, stage: Stage): Word => {
  if (stage !== 'agent') return `log_in.stage.${stage}`;
  return card === 'nhi' ? 'log_in.stage.agent_nhi' : 'log_in.stage.agent';
};

type ReadersProps = {
  readers: readonly ReaderKind[];
  reader: ReaderKind;
  onChoose: (reader: ReaderKind) => void;
};

/** Which reader: a choice where the card fits both (R012, R029); else the line about the reader names it. */
const Readers = ({ readers, reader, onChoose }: ReadersProps) => {
  const { t } = useWords();
  if (readers.length === 1) return null;
  return (
    <Radio.Group
      label={t('log_in.reader_use')}
      value={reader}
      onChange={(value) => onChoose(value === 'nhi' ? 'nhi' : 'chip')}
    >
      <div className={classes['readers']}>
        {readers.map((each) => (
          <Radio key={each} value={each} label={t(`reader.${each}`)} />
        ))}
      </div>
    </Radio.Group>
  );
};
