import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { SessionView } from '../../src/access/contract.ts';
import { useWords } from '../words.tsx';
import { type Choice, type Entered, isChoice } from './at-institution.ts';
import { CardForm } from './CardForm.tsx';
import { ChooseInstitution } from './ChooseInstitution.tsx';
import { cards } from './cards.ts';
import classes from './LogIn.module.css';
import { LogInForm } from './LogInForm.tsx';
import { PasskeyButton } from './PasskeyButton.tsx';
import { knowsPasskeys } from './passkey.ts';
import { keptWay, type Way } from './way-kept.ts';
import { waysInQuery } from './ways-in.ts';

type AnyWay = Way | 'passkey';
type Props = { session: SessionView; onLoggedIn: (session: SessionView) => void; children: ReactNode };

/** The same way back in, and for whoever came without a password the others as well. */
export const LogInAgain = ({ session, onLoggedIn, children }: Props) => {
  const { data } = useQuery(waysInQuery);
  const ways = waysOf(session, data?.password.open ?? true);
  const [chosen, setChosen] = useState<AnyWay>();
  const way = chosen ?? wayBack(session, ways);
  const site = session.site.code;
  return (
    <>
      {session.way !== 'password' && <Ways ways={ways} way={way} onChoose={setChosen} />}
      {way === 'password' ? (
        <LogInForm account={session.account} site={site} onLoggedIn={onLoggedIn}>
          {children}
        </LogInForm>
      ) : way === 'passkey' ? (
        <ByPasskey site={site} onLoggedIn={onLoggedIn}>
          {children}
        </ByPasskey>
      ) : (
        <CardForm key={way} card={way} site={site} autoFocus onLoggedIn={onLoggedIn}>
          {children}
        </CardForm>
      )}
    </>
  );
};

/** The cards of people or those of the representative, and what is open beside them. */
const waysOf = ({ roles }: SessionView, passwordOpen: boolean): AnyWay[] => {
  const holder = roles.includes('representative') ? 'representative' : 'people';
  return [
    ...cards.filter((each) => each.holder === holder).map(({ card }) => card),
    ...(holder === 'people' && knowsPasskeys() ? (['passkey'] as const) : []),
    ...(passwordOpen ? (['password'] as const) : []),
  ];
};

/** The way this person came by; which card it was is kept on the computer. */
const wayBack = ({ way }: SessionView, ways: readonly AnyWay[]): AnyWay => {
  if (way === 'password' || way === 'passkey') return way;
  if (way === 'nhi_card') return 'nhi';
  const kept = keptWay();
  const isCertificate = kept !== undefined && kept !== 'nhi' && kept !== 'password' && ways.includes(kept);
  return isCertificate ? kept : (ways[0] ?? 'staff');
};

type WaysProps = { ways: readonly AnyWay[]; way: AnyWay; onChoose: (way: AnyWay) => void };

const Ways = ({ ways, way, onChoose }: WaysProps) => {
  const { t } = useWords();
  const nameOf = (each: AnyWay): string =>
    each === 'passkey'
      ? t('log_in.passkey')
      : each === 'password'
        ? t('log_in.way')
        : t(`log_in.card.${each}`);
  return (
    <NativeSelect
      label={t('log_in.ways')}
      value={way}
      data={ways.map((each) => ({ value: each, label: nameOf(each) }))}
      onChange={(event) => {
        const found = ways.find((each) => each === event.currentTarget.value);
        if (found) onChoose(found);
      }}
    />
  );
};

type ByPasskeyProps = { site: string; onLoggedIn: (session: SessionView) => void; children: ReactNode };

const ByPasskey = ({ site, onLoggedIn, children }: ByPasskeyProps) => {
  const [choice, setChoice] = useState<Choice>();
  const take = (entered: Entered) => (isChoice(entered) ? setChoice(entered) : onLoggedIn(entered));
  if (choice)
    return <ChooseInstitution choice={choice} onLoggedIn={onLoggedIn} onBack={() => setChoice(undefined)} />;
  return (
    <div className={classes['form']}>
      <PasskeyButton site={site} onEntered={take} alone />
      {children}
    </div>
  );
};
