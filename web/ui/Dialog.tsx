import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Dialog.module.css';

type Props = {
  title: string;
  /** Esc and a click outside; without it the dialog stays until it is answered. */
  onClose?: () => void;
  actions?: ReactNode;
  children: ReactNode;
};

/**
 * A dialog that is there while it is rendered; focus goes to its `data-autofocus` and stays inside. Where
 * the focus goes afterwards is the screen's business. No scroll lock: it would write a style element of its
 * own, which the content security policy forbids. No `Modal.Header`: it is a second banner to screen readers.
 */
export const Dialog = ({ title, onClose, actions, children }: Props) => (
  <Modal.Root
    opened
    onClose={onClose ?? (() => undefined)}
    closeOnEscape={onClose !== undefined}
    closeOnClickOutside={false}
    returnFocus={false}
    lockScroll={false}
    centered
    transitionProps={{ duration: 0 }}
    zIndex={onClose ? 200 : 400}
  >
    <Modal.Overlay backgroundOpacity={0.5} />
    <Modal.Content radius="sm">
      <Modal.Body className={classes['body']}>
        <Modal.Title className={classes['title']}>{title}</Modal.Title>
        {children}
        {actions && <div className={classes['actions']}>{actions}</div>}
      </Modal.Body>
    </Modal.Content>
  </Modal.Root>
);
