import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answer } from '../api.ts';
import { linkTo } from '../places.ts';
import { Badge } from '../ui/Badge.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import classes from './HomePage.module.css';
import { firstUseQuery } from './home-queries.ts';

type Step = Answer<'viewFirstUse'>['steps'][number];

/** 首次使用: the steps to the first sale in order, whose turn it is, the way to each; gone once all is done (R072). */
export const FirstUse = () => {
  const { t } = useWords();
  const { data } = useQuery(firstUseQuery);
  const steps = data?.steps ?? [];
  const next = steps.find(({ done }) => !done);
  if (!next) return null;
  return (
    <Panel title={t('home.first_use')}>
      <p className={classes['follow']}>{t('home.first_use_intro')}</p>
      <ol className={classes['steps']}>
        {steps.map((each) => (
          <StepLine key={each.step} step={each} isNext={each === next} />
        ))}
      </ol>
      <p className={classes['follow']}>{t('home.first_use_more')}</p>
    </Panel>
  );
};

const StepLine = ({ step, isNext }: { step: Step; isNext: boolean }) => {
  const { t } = useWords();
  const { done, may, whose, path } = step;
  const isMine = isNext && may;
  return (
    <li data-next={isNext || undefined}>
      <span className={classes['stepWords']}>
        {t(`home.step.${step.step}`)}
        <span className={classes['whose']}>{t(`home.whose.${whose}`)}</span>
      </span>
      <span className={classes['stepState']}>
        <Badge tone={done ? 'allowed' : isMine ? 'attention' : 'over'}>
          {t(done ? 'home.step_done' : isMine ? 'home.step_now' : 'home.step_wait')}
        </Badge>
        {!done && may && (
          <Link {...linkTo(path)} aria-label={`${t('home.step_go')} ${t(`home.step.${step.step}`)}`}>
            {t('home.step_go')}
          </Link>
        )}
      </span>
    </li>
  );
};
