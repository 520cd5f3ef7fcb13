import { showDate } from '../../../src/words/index.ts';
import { Html } from '../../ui/Html.tsx';
import { useWords } from '../../words.tsx';
import classes from './Published.module.css';

type Props = { title: string; day: string | undefined; html: string };

/** A piece of content as its readers have it. */
export const Published = ({ title, day, html }: Props) => {
  const { language } = useWords();
  return (
    <article className={classes['published']}>
      <h3>
        {day && (
          <time dateTime={day} className={classes['day']}>
            {showDate(day, language)}
          </time>
        )}
        <span lang="zh-TW">{title}</span>
      </h3>
      <div lang="zh-TW">
        <Html html={html} />
      </div>
    </article>
  );
};
