import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SessionView } from '../../src/access/contract.ts';
import { call, type Reply } from '../api.ts';
import { Failure } from '../ui/Failure.tsx';
import { useWords } from '../words.tsx';
import type { Choice } from './at-institution.ts';
import classes from './LogIn.module.css';

type Props = { choice: Choice; onLoggedIn: (session: SessionView) => void; onBack: () => void };

/** From here on one searches rather than reads. */
const many = 8;

/** Somebody known at several institutions says for which one this log-in is (R046). */
export const ChooseInstitution = ({ choice, onLoggedIn, onBack }: Props) => {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Exclude<Reply<unknown>, { kind: 'answered' }>>();
  const { institutions, ticket } = choice;
  const plain = text.normalize('NFKC').trim().toLowerCase();
  const found = institutions.filter(({ site }) =>
    `${site.code} ${site.short_name} ${site.full_name} ${site.county}`.toLowerCase().includes(plain),
  );

  const choose = async (site_code: string) => {
    if (sending) return;
    setSending(true);
    const reply = await call('chooseInstitution', { body: { ticket, site_code } });
    setSending(false);
    if (reply.kind === 'answered') return onLoggedIn(reply.value);
    setFailure(reply);
  };

  return (
    <div className={classes['form']}>
      <p className={classes['chooseTitle']}>{t('log_in.choose')}</p>
      <p>{t('log_in.choose_why', { n: institutions.length })}</p>
      {failure && <Failure reply={failure} />}
      {institutions.length > many && (
        <TextInput
          type="search"
          data-autofocus
          autoFocus
          label={t('log_in.choose_search')}
          maxLength={40}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && <p role="status">{t('log_in.choose_none')}</p>}
      <ul className={classes['choices']}>
        {found.map(({ site, roles }, index) => (
          <li key={site.code}>
            <Button
              variant="default"
              fullWidth
              classNames={{ root: classes['choice'] ?? '', label: classes['choiceLabel'] ?? '' }}
              aria-disabled={sending}
              autoFocus={index === 0 && institutions.length <= many}
              onClick={() => void choose(site.code)}
            >
              <span>
                <strong>{site.full_name}</strong>
                <span className={classes['choiceMore']}>
                  {site.code} {site.county}
                </span>
              </span>
              <span className={classes['choiceMore']}>
                {roles.map((role) => t(`ui.role.${role}`)).join(t('common.list_comma'))}
              </span>
            </Button>
          </li>
        ))}
      </ul>
      <Button variant="subtle" onClick={onBack}>
        {t('log_in.back')}
      </Button>
    </div>
  );
};
