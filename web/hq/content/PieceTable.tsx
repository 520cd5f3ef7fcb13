import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { ContentKind } from '../../../src/portal/contract.ts';
import { may, useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { OfferDialog } from './OfferDialog.tsx';
import { PieceActs } from './PieceActs.tsx';
import type { Piece } from './piece.ts';
import { usePieceColumns } from './use-piece-columns.tsx';
import { VersionsDialog } from './VersionsDialog.tsx';

type Props<P extends Piece> = {
  kind: ContentKind;
  label: string;
  pieces: readonly P[];
  nameOf: (piece: P) => string;
  /** what this kind has besides its state and its last change */
  columns: readonly Column<P>[];
  /** in place of the state that all kinds have */
  stateColumn?: Column<P>;
  empty: ReactNode;
  add: { label: string; onAdd: () => void };
  onEdit: (piece: P) => void;
  onDone: (sentence: string) => void;
};

/** One kind of content: its list, 新增, and what is done with a piece. */
export const PieceTable = <P extends Piece>(props: Props<P>) => {
  const { kind, label, pieces, nameOf, add, onEdit, onDone } = props;
  const session = useSession();
  const mayEdit = may(session, 'content:edit:any');
  const [open, setOpen] = useState<{ what: 'offer' | 'versions'; piece: P }>();
  const columns = usePieceColumns<P>(props.columns, props.stateColumn);
  const close = () => setOpen(undefined);
  const common = open && { kind, piece: open.piece, name: nameOf(open.piece), onClose: close };
  return (
    <>
      <DataTable
        label={label}
        rows={pieces}
        keyOf={({ id }) => id}
        columns={columns}
        // A handful needs no search of its own.
        whole={pieces.length <= 12}
        empty={<p>{props.empty}</p>}
        tools={
          mayEdit && (
            <Button size="compact-md" onClick={add.onAdd}>
              {add.label}
            </Button>
          )
        }
        acts={(piece) => (
          <PieceActs
            kind={kind}
            piece={piece}
            name={nameOf(piece)}
            last={pieces.length}
            mayEdit={mayEdit}
            onEdit={() => onEdit(piece)}
            onOffer={() => setOpen({ what: 'offer', piece })}
            onVersions={() => setOpen({ what: 'versions', piece })}
            onDone={onDone}
          />
        )}
      />
      {common && open.what === 'offer' && <OfferDialog {...common} onDone={onDone} />}
      {common && open.what === 'versions' && <VersionsDialog {...common} />}
    </>
  );
};
