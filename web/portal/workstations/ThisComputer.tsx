import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WorkstationView } from '../../../src/access/card-contract.ts';
import type { AgentSeen } from '../../agent/follow.ts';
import { answerChallenge, type NotAnswered } from '../../session/answer-challenge.ts';
import { ask } from '../../session/ask.ts';
import { NewerComponent } from '../../session/NewerComponent.tsx';
import { NotEnteredNotice } from '../../session/NotEnteredNotice.tsx';
import { SamState } from '../../session/SamState.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useKeptFocus } from '../../ui/use-kept-focus.ts';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';

type Props = {
  agent: AgentSeen;
  /** this computer's row, where the institution has enrolled it */
  enrolled: WorkstationView | undefined;
  mayEnrol: boolean;
  onLookAgain: () => void;
  onEnrolled: (workstation: WorkstationView) => void;
  onChanged: () => void;
};

/** 這台電腦: enrolled or not, and the one act that is open to it. */
export const ThisComputer = (props: Props) => {
  const { t } = useWords();
  const kept = useKeptFocus<HTMLDivElement>();
  return (
    <Panel title={t('portal.workstations.here')}>
      <div className={`${classes['stack']} ${classes['here']}`} {...kept}>
        <State {...props} />
        {props.agent.state === 'there' && <NewerComponent running={props.agent.status.version} />}
      </div>
    </Panel>
  );
};

const State = ({ agent, enrolled, mayEnrol, onLookAgain, onEnrolled, onChanged }: Props) => {
  const { t } = useWords();
  if (agent.state === 'looking') return <p>{t('log_in.agent_looking')}</p>;
  if (agent.state === 'away')
    return (
      <>
        <NotEnteredNotice why={{ by: 'agent', refusal: agent.refusal }} />
        <div>
          <Button variant="default" size="compact-md" onClick={onLookAgain}>
            {t('log_in.look_again')}
          </Button>
        </div>
      </>
    );
  if (enrolled) {
    const { label, sam, sam_until } = enrolled;
    return (
      <>
        <p>{t('portal.workstations.here_enrolled', { label })}</p>
        {agent.status.sam === 'present' && (
          <SamState station={{ enrolled: true, sam, sam_until }} onChanged={onChanged} />
        )}
      </>
    );
  }
  return (
    <>
      <p>
        {t('portal.workstations.here_new')}
        {t('portal.workstations.here_hint')}
      </p>
      {mayEnrol && <EnrolForm machine={agent.status.machine} onEnrolled={onEnrolled} />}
    </>
  );
};

type FormProps = { machine: string; onEnrolled: (workstation: WorkstationView) => void };

const EnrolForm = ({ machine, onEnrolled }: FormProps) => {
  const { t } = useWords();
  const [label, setLabel] = useState(machine.slice(0, 40));
  const [missing, setMissing] = useState(false);
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<NotAnswered>();

  const enrol = () =>
    answerChallenge<WorkstationView>({
      challenge: () => ask('challengeEnrolment', {}),
      ask: (nonce) => ({ ask: 'enrol', nonce }),
      judge: (signed) => ask('enrolWorkstation', { body: { label: label.trim(), signed } }),
    });
  const submit = async () => {
    setMissing(!label.trim());
    if (!label.trim() || working) return;
    setFailure(undefined);
    setWorking(true);
    const done = await enrol();
    setWorking(false);
    if (done.by === 'none') onEnrolled(done.value);
    else setFailure(done);
  };
  return (
    <form
      className={classes['enrol']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {failure && <NotEnteredNotice why={failure} />}
      <TextInput
        label={t('portal.workstations.label')}
        description={t('portal.workstations.label_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        required
        maxLength={40}
        autoComplete="off"
        value={label}
        error={missing && t('portal.workstations.label_missing')}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" aria-disabled={working}>
          {t(working ? 'portal.workstations.enrolling' : 'portal.workstations.enrol')}
        </Button>
      </div>
    </form>
  );
};
