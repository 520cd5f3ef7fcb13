import { useEffect, useState } from 'react';
import { ask } from '../../session/ask.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words.tsx';
import classes from './Content.module.css';
import { Published } from './Published.tsx';

/** How long nobody types before the server is asked, in milliseconds. */
const pauseMs = 400;

type Props = {
  title: string;
  /** an ISO day, in front of an announcement */
  day?: string | undefined;
  markdown: string;
};

/** 預覽: the very HTML that the pages will show, from the server that will make it. */
export const Preview = ({ title, day, markdown }: Props) => {
  const { t } = useWords();
  const [html, setHtml] = useState('');
  const [failed, setFailed] = useState(false);
  const isEmpty = markdown.trim() === '';
  useEffect(() => {
    if (isEmpty) return setHtml('');
    let isLatest = true;
    const timer = setTimeout(async () => {
      const reply = await ask('previewContent', { body: { markdown } });
      if (!isLatest) return;
      setFailed(reply.kind !== 'answered');
      if (reply.kind === 'answered') setHtml(reply.value.html);
    }, pauseMs);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [markdown, isEmpty]);
  return (
    <div className={classes['preview']}>
      <Panel
        title={t('hq.content.preview')}
        aside={<span>{t(failed ? 'hq.content.preview_failed' : 'hq.content.preview_hint')}</span>}
      >
        {isEmpty && title.trim() === '' ? (
          <p>{t('hq.content.preview_empty')}</p>
        ) : (
          <Published title={title} day={day} html={isEmpty ? '' : html} />
        )}
      </Panel>
    </div>
  );
};
