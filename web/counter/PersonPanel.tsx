import { Button } from '@mantine/core';
import type { CounterView } from '../../src/rationing/contract.ts';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import { BirthRow } from './BirthRow.tsx';
import { DocumentExtra } from './DocumentExtra.tsx';
import { DocumentRow } from './DocumentRow.tsx';
import { onEnter } from './enter-key.ts';
import { KeyName } from './KeyName.tsx';
import classes from './PersonPanel.module.css';
import { RowLabel } from './RowLabel.tsx';
import type { CounterDesk } from './use-counter.ts';
import { goTo, type Places } from './use-focus.ts';

type Props = { desk: CounterDesk; places: Places; view: CounterView; verdictId: string };

/** Who buys: institution, document and number, birth date, and the check (R076-R080). */
export const PersonPanel = ({ desk, places, view, verdictId }: Props) => {
  const { t } = useWords();
  const { code, short_name } = view.site;
  return (
    <Panel label={t('counter.person')} dense>
      <div className={classes['rows']}>
        <RowLabel required>{t('counter.site')}</RowLabel>
        <p className={classes['fixed']}>{t('frame.site', { code, short_name })}</p>
        <DocumentRow desk={desk} places={places} verdictId={verdictId} />
        <DocumentExtra desk={desk} view={view} places={places} onEnter={onEnter(() => goTo(places.number))} />
        <BirthRow desk={desk} places={places} verdictId={verdictId} />
        <span />
        <Button
          ref={places.check}
          className={classes['check']}
          onClick={desk.check}
          rightSection={<KeyName name="F9" />}
        >
          {t('counter.check')}
        </Button>
      </div>
    </Panel>
  );
};
