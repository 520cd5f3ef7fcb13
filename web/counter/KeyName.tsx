import classes from './KeyName.module.css';

/** The key that does the same as the button it stands on. */
export const KeyName = ({ name }: { name: string }) => <kbd className={classes['key']}>{name}</kbd>;
