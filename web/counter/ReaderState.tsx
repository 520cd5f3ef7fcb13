import { PublicLink } from '../frame/PublicLink.tsx';
import { NewerComponent } from '../session/NewerComponent.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { useWords } from '../words.tsx';
import classes from './ReaderState.module.css';
import { citizensReaders, type Reader, type ReaderWord, wordOfReader } from './reader.ts';

const shapeOf: Record<ReaderWord, string> = {
  looking: '…',
  absent: '○',
  no_reader: '!',
  trouble: '!',
  empty: '○',
  card: '●',
};

/** The reader's health in a word; what is behind it and what to do opens below, by Enter or a click. */
export const ReaderState = ({ reader }: { reader: Reader }) => {
  const { t } = useWords();
  const word = wordOfReader(reader);
  return (
    <Disclosure className={classes['reader']}>
      <summary data-word={word}>
        {t('counter.reader')} <span aria-hidden="true">{shapeOf[word]}</span> {t(`counter.reader_is.${word}`)}
      </summary>
      <div className={classes['more']} tabIndex={-1}>
        <Advice reader={reader} word={word} />
      </div>
    </Disclosure>
  );
};

/** What to do now, and each reader by its name. */
const Advice = ({ reader, word }: { reader: Reader; word: ReaderWord }) => {
  const { t } = useWords();
  if (reader.state === 'looking') return <p>{t('counter.reader_looking')}</p>;
  if (reader.state === 'closed') return <p>{reader.message}</p>;
  if (reader.state === 'absent')
    return (
      <>
        <p>{t('counter.no_agent')}</p>
        <p>
          <PublicLink to="/pages/downloads#component" apart>
            {t('counter.downloads')}
          </PublicLink>
        </p>
      </>
    );
  const { advice } = reader.status;
  const readers = citizensReaders(reader.status);
  return (
    <>
      <p>{advice ? advice.message : t(word === 'card' ? 'counter.reader_card' : 'counter.reader_fine')}</p>
      {readers.length > 0 && (
        <ul>
          {readers.map(({ name, kind, state, reads, failures }) => (
            <li key={name}>
              {t(`reader.${kind}`)} <span className={classes['name']}>{name}</span>
              <br />
              {t(`counter.slot_is.${state}`)}
              {t('common.list_comma')}
              {t('counter.reads', { reads, failures })}
            </li>
          ))}
        </ul>
      )}
      <NewerComponent running={reader.status.version} />
    </>
  );
};
